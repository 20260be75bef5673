#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Reads a file's bytes.
enum FileBytes {
    /// At most so many bytes of a file; the caller sees by the count whether there were more.
    static func read(_ path: String, atMost limit: Int) throws(PipelineFileError) -> [UInt8] {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw .unreadable(path: path, reason: "that is no path")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < limit {
            let count = chunk.withUnsafeMutableBytes { buffer in
                #if canImport(Glibc)
                    Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                #else
                    Darwin.read(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path)
            }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<min(count, limit - bytes.count)])
        }
        return bytes
    }

    /// What the last system call says was wrong.
    private static func unreadable(_ path: String) -> PipelineFileError {
        let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
        return .unreadable(path: path, reason: reason)
    }
}
