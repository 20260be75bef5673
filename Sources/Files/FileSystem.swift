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

    public static func isSymbolicLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
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
