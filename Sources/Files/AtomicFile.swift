#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Publishes whole files: written aside, flushed to the disk, renamed into place.
///
/// A reader sees the old content or the new, never a part; a crash leaves the old content and at most
/// one file aside, which the next publication of the same path removes.
public enum AtomicFile {
    /// What the file written aside is called: hidden, beside the target, the same every time.
    public static func asidePath(for path: String) -> String {
        let directory = FileSystem.directory(of: path)
        let name = ".\(FileSystem.lastComponent(of: path)).partial"
        return path.contains("/") ? (directory == "/" ? "/" : directory + "/") + name : name
    }

    /// With `flushesName` false the new name may not outlast a power cut until `flushDirectory`: whoever
    /// publishes many files into one directory flushes that once. With `hasRivals` others may publish the same path
    /// at the same time, each writing aside under a name of its own, which a crash then leaves behind.
    public static func publish(
        _ bytes: [UInt8], to path: String, flushesName: Bool = true, hasRivals: Bool = false
    ) throws(FileError) {
        let own = hasRivals ? ".\(String(UInt64.random(in: .min ... .max), radix: 36))" : ""
        let aside = asidePath(for: path + own)
        let descriptor = try create(aside)
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
        if flushesName { try flushName(of: path) }
    }

    /// Opens a new file. What a crash left in its place is removed, never written to: it may be another file's second
    /// name.
    private static func create(_ aside: String) throws(FileError) -> Int32 {
        func attempt() throws(FileError) -> Int32 {
            Int32(
                try retrying("create", aside) {
                    Int(open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666))
                })
        }
        do {
            return try attempt()
        } catch {
            guard error.code == EEXIST, unlink(aside) == 0 else { throw error }
            return try attempt()
        }
    }

    /// Gives a published file a second name, of a copy where the file system has no such links. Published files
    /// are replaced, never written to, so neither name's content changes with the other's.
    public static func share(_ source: String, as path: String) throws(FileError) {
        let aside = asidePath(for: path)
        unlink(aside)
        guard link(source, aside) == 0 else { return try publish(FileSystem.read(source), to: path) }
        guard rename(aside, path) == 0 else {
            let failure = FileError(path: path, action: "rename into place")
            unlink(aside)
            throw failure
        }
        // Two names of one file already: POSIX's rename then leaves both.
        unlink(aside)
        try flushName(of: path)
    }

    /// Appends whole lines in one write to a file that only grows, and, unless told otherwise, flushes them:
    /// unflushed they outlast the process, not the machine. A last line without its newline, which only a
    /// crash leaves, is cut off first. A symbolic link is refused.
    public static func append(
        _ bytes: [UInt8], to path: String, flushes: Bool = true
    ) throws(FileError) {
        let isNew = !FileSystem.exists(path)
        let descriptor = Int32(
            try retrying("open", path) {
                Int(open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o666))
            })
        defer { close(descriptor) }
        try cutTornLine(descriptor, path: path)
        try writeAll(bytes, to: descriptor, path: path)
        guard flushes else { return }
        try flush(descriptor, path: path)
        if isNew { try flushName(of: path) }
    }

    /// Flushes what was appended without it, and the file's name.
    public static func flush(_ path: String) throws(FileError) {
        let descriptor = Int32(try retrying("open", path) { Int(open(path, O_RDONLY | O_CLOEXEC)) })
        defer { close(descriptor) }
        try flush(descriptor, path: path)
        try flushName(of: path)
    }

    private static func cutTornLine(_ descriptor: Int32, path: String) throws(FileError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            return
        }
        var last: UInt8 = 0
        try retrying("read", path) { pread(descriptor, &last, 1, status.st_size - 1) }
        if last == UInt8(ascii: "\n") { return }
        let bytes = try FileSystem.readAll(descriptor, path: path, expecting: Int(status.st_size))
        let whole = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        try retrying("repair the last line", path) { Int(ftruncate(descriptor, off_t(whole))) }
    }

    /// Writes to wherever a user points: a regular file is replaced as a whole, one behind a symbolic link
    /// too, and the link stays; a device or a pipe is written to as it is.
    public static func deliver(_ bytes: [UInt8], to path: String) throws(FileError) {
        var status = stat()
        guard stat(path, &status) == 0 else { return try publish(bytes, to: path) }
        if status.st_mode & S_IFMT == S_IFREG {
            guard FileSystem.isSymbolicLink(path), let target = realpath(path, nil) else {
                return try publish(bytes, to: path)
            }
            defer { free(target) }
            return try publish(bytes, to: String(cString: target))
        }
        let descriptor = Int32(try retrying("open", path) { Int(open(path, O_WRONLY | O_CLOEXEC)) })
        defer { close(descriptor) }
        try writeAll(bytes, to: descriptor, path: path)
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

    private static func flushName(of path: String) throws(FileError) {
        try flushDirectory(FileSystem.directory(of: path))
    }

    /// Makes renames and new names in a directory outlast a power cut.
    public static func flushDirectory(_ directory: String) throws(FileError) {
        let descriptor = Int32(
            try retrying("open", directory) { Int(open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) })
        defer { close(descriptor) }
        // Some file systems cannot flush a directory and say EINVAL; there is nothing more to do there.
        if fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP {
            throw FileError(path: directory, action: "flush")
        }
    }
}
