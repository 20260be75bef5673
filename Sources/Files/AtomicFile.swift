#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Publishes whole files: written aside, flushed to the disk, renamed into place.
///
/// A reader sees the old content or the new, never a part; a crash leaves the old content and at most
/// one file aside, which the next publication of the same path overwrites.
public enum AtomicFile {
    /// What the file written aside is called: hidden, beside the target, the same every time.
    public static func asidePath(for path: String) -> String {
        let directory = FileSystem.directory(of: path)
        let name = ".\(FileSystem.lastComponent(of: path)).partial"
        return path.contains("/") ? (directory == "/" ? "/" : directory + "/") + name : name
    }

    public static func publish(_ bytes: [UInt8], to path: String) throws(FileError) {
        let aside = asidePath(for: path)
        let descriptor = Int32(
            try retrying("create", aside) {
                Int(open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666))
            })
        do {
            defer { close(descriptor) }
            try writeAll(bytes, to: descriptor, path: aside)
            try flush(descriptor, path: aside)
        } catch {
            unlink(aside)
            throw error
        }
        guard rename(aside, path) == 0 else {
            let failure = FileError(path: path, action: "rename into place")
            unlink(aside)
            throw failure
        }
        try flushDirectory(of: path)
    }

    /// Appends bytes in one write to a file that only grows, and flushes them.
    public static func append(_ bytes: [UInt8], to path: String) throws(FileError) {
        let isNew = !FileSystem.exists(path)
        let descriptor = Int32(
            try retrying("open", path) {
                Int(open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o666))
            })
        defer { close(descriptor) }
        try writeAll(bytes, to: descriptor, path: path)
        try flush(descriptor, path: path)
        if isNew { try flushDirectory(of: path) }
    }

    public static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileError) {
        var written = 0
        while written < bytes.count {
            written += try retrying("write", path) {
                bytes.withUnsafeBytes { buffer in
                    buffer.baseAddress.map { write(descriptor, $0 + written, buffer.count - written) } ?? 0
                }
            }
        }
    }

    private static func flush(_ descriptor: Int32, path: String) throws(FileError) {
        try retrying("flush", path) { Int(fsync(descriptor)) }
    }

    /// Makes a rename or a new name outlast a power cut.
    private static func flushDirectory(of path: String) throws(FileError) {
        let directory = FileSystem.directory(of: path)
        let descriptor = Int32(
            try retrying("open", directory) { Int(open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) })
        defer { close(descriptor) }
        // Some file systems cannot flush a directory and say EINVAL; there is nothing more to do there.
        if fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP {
            throw FileError(path: directory, action: "flush")
        }
    }
}
