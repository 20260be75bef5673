#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A regular file mapped for reading. Its bytes live as long as the object does, so they are lent to a
/// closure and never handed out.
public final class MappedFile: @unchecked Sendable {
    // The mapping is private and never written after `init`, so sharing it between threads is safe.
    private let base: UnsafeMutableRawPointer?
    public let count: Int
    public let path: String

    public init(path: String) throws(FileError) {
        self.path = path
        let descriptor = Int32(
            try retrying("open", path) { Int(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) })
        defer { close(descriptor) }
        var status = stat()
        try retrying("read", path) { Int(fstat(descriptor, &status)) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileError(
                path: path, action: "read", code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
        }
        count = Int(status.st_size)
        guard count > 0 else {
            base = nil
            return
        }
        guard let mapping = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
            mapping != UnsafeMutableRawPointer(bitPattern: -1)
        else { throw FileError(path: path, action: "map") }
        base = mapping
    }

    deinit {
        if let base { munmap(base, count) }
    }

    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeRawBufferPointer(start: base, count: count))
    }
}

extension FileSystem {
    /// The whole content of a file, copied.
    public static func read(_ path: String) throws(FileError) -> [UInt8] {
        try MappedFile(path: path).withBytes { Array($0) }
    }
}
