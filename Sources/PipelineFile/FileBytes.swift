internal import Files

/// Reads a file's bytes.
enum FileBytes {
    /// At most so many bytes of a file; the caller sees by the count whether there were more.
    static func read(_ path: String, atMost limit: Int) throws(PipelineFileError) -> [UInt8] {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw .unreadable(path: path, reason: "that is no path")
        }
        do throws(FileError) {
            return try FileSystem.readAnything(path, atMost: limit)
        } catch {
            throw .unreadable(path: path, reason: error.reason)
        }
    }
}
