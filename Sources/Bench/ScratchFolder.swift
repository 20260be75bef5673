import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder for what the measurements write, gone when they end.
final class ScratchFolder {
    let path: String
    private var given = 0

    init() throws(FileError) {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        path = "\(base)/pelnas-bench-\(getpid())"
        try FileSystem.makeDirectory(path)
    }

    /// A path in the folder that nothing is at yet.
    func newPath(_ name: String) -> String {
        given += 1
        return "\(path)/\(name)-\(given)"
    }

    /// Copies a folder of plain files and folders.
    func copy(_ folder: String, to target: String) throws {
        try FileSystem.makeDirectory(target)
        for name in FileSystem.names(in: folder) {
            let path = "\(folder)/\(name)"
            if FileSystem.isDirectory(path) {
                try copy(path, to: "\(target)/\(name)")
            } else {
                try AtomicFile.publish(try FileSystem.read(path), to: "\(target)/\(name)")
            }
        }
    }

    /// Files left behind in a temporary folder harm nobody, so what cannot be removed is left.
    func remove() { Self.removeAll(path) }

    static func removeAll(_ path: String) {
        if FileSystem.isDirectory(path), !FileSystem.isSymbolicLink(path) {
            for name in FileSystem.names(in: path) { removeAll("\(path)/\(name)") }
        }
        try? FileSystem.remove(path)
    }
}
