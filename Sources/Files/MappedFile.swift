#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A regular file mapped for reading. Its bytes live as long as the object does, so they are lent to a
/// closure and never handed out.
///
/// Only for files that nobody writes in place, such as those we publish by renaming: a mapped file that
/// shrinks kills its reader. `FileSystem.read` is for all others.
public final class MappedFile: @unchecked Sendable {
    // The mapping is private and never written after `init`, so sharing it between threads is safe.
    private let base: UnsafeMutableRawPointer?
    public let count: Int
    public let path: String

    public init(path: String) throws(FileError) {
        self.path = path
        let (descriptor, size) = try FileSystem.openRegular(path)
        defer { close(descriptor) }
        count = size
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
