#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The few things we ask of the file system, by the C library: Foundation would double a stage's start.
public enum FileSystem {
    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    public static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    public static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Bytes of the file behind a path; nil where there is none.
    public static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// When its content last changed, in seconds since 1970; nil where nothing is there.
    public static func modificationTime(of path: String) -> Int? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            return status.st_mtimespec.tv_sec
        #else
            return status.st_mtim.tv_sec
        #endif
    }

    public static func isSymbolicLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Opens a regular file for reading, without waiting should it be a pipe; the caller closes it.
    static func openRegular(_ path: String) throws(FileError) -> (descriptor: Int32, size: Int) {
        let descriptor = Int32(
            try retrying("open", path) { Int(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) })
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let failure = FileError(path: path, action: "read")
            close(descriptor)
            throw failure
        }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG else {
            close(descriptor)
            throw FileError(path: path, action: "read", code: kind == S_IFDIR ? EISDIR : EINVAL)
        }
        return (descriptor, Int(status.st_size))
    }

    /// The whole content of a regular file, or what follows its first so many bytes, at most so many.
    public static func read(_ path: String, from offset: Int = 0, atMost limit: Int = .max) throws(FileError)
        -> [UInt8]
    {
        let (descriptor, size) = try openRegular(path)
        defer { close(descriptor) }
        if offset > 0 { try retrying("read", path) { Int(lseek(descriptor, off_t(offset), SEEK_SET)) } }
        return try readAll(
            descriptor, path: path, expecting: min(limit, max(0, size - max(0, offset))), atMost: limit)
    }

    /// What a path gives, be it a file, a pipe or a device, however long that takes: at most so many bytes.
    public static func readAnything(_ path: String, atMost limit: Int = .max) throws(FileError) -> [UInt8] {
        let descriptor = Int32(try retrying("open", path) { Int(open(path, O_RDONLY | O_CLOEXEC)) })
        defer { close(descriptor) }
        return try readAll(descriptor, path: path, atMost: limit)
    }

    /// What is left to read of an open descriptor, however the file may change meanwhile, at most so many
    /// bytes. `path` is what messages call it.
    public static func readAll(
        _ descriptor: Int32, path: String, expecting size: Int = 0, atMost limit: Int = .max
    ) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size + 1)
        var filled = 0
        while filled < limit {
            if filled == bytes.count { bytes += [UInt8](repeating: 0, count: max(65_536, bytes.count)) }
            let count = try retrying("read", path) {
                bytes.withUnsafeMutableBytes { buffer in
                    let room = min(buffer.count, limit) - filled
                    return buffer.baseAddress.map { systemRead(descriptor, $0 + filled, room) } ?? 0
                }
            }
            if count == 0 { break }
            filled += count
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// Names in a directory, sorted by bytes, without `.` and `..`; nothing where there is no directory.
    public static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Makes a directory and those above it; fine where it is there already.
    public static func makeDirectory(_ path: String) throws(FileError) {
        if isDirectory(path) { return }
        let parent = directory(of: path)
        if parent != path, !exists(parent) { try makeDirectory(parent) }
        if mkdir(path, 0o777) == 0 { return }
        // Another process may have made it just now. Looking changes `errno`, so the failure is kept first.
        let failure = FileError(path: path, action: "create the directory")
        if failure.code != EEXIST || !isDirectory(path) { throw failure }
    }

    /// Removes a file or an empty directory; fine where it is gone already. A symbolic link goes, what it
    /// points to stays.
    public static func remove(_ path: String) throws(FileError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            let failure = FileError(path: path, action: "remove")
            if failure.isMissing { return }
            throw failure
        }
        let result = status.st_mode & S_IFMT == S_IFDIR ? rmdir(path) : unlink(path)
        if result != 0, errno != ENOENT { throw FileError(path: path, action: "remove") }
    }

    /// The path with every symbolic link followed; as it is where that leads nowhere.
    public static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    public static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    public static func lastComponent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// The path with the current directory put before a relative one; symbolic links stay as they are.
    public static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let current = getcwd(nil, 0) else { return path }
        defer { free(current) }
        let base = String(cString: current)
        if path.isEmpty || path == "." { return base }
        return base == "/" ? "/" + path : base + "/" + path
    }
}

/// `read(2)`, which `FileSystem.read` hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
