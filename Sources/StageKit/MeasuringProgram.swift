internal import Files
internal import PipelineFile

/// A user's program that measures, told from every other by its content.
public enum MeasuringProgram {
    /// Of the program behind the first argument, found on the PATH, of every argument that is a readable file,
    /// and of the other arguments' text: where the files lie does not count, so a project can move. What the
    /// program loads itself is not seen; to have it seen, name it as a further argument.
    public static func contentHash(_ arguments: [String]) -> String {
        let parts = arguments.enumerated().map { position, argument in
            let path = position == 0 ? ChildProcess.find(argument) : argument
            guard FileSystem.isRegularFile(path), let hash = try? ContentHash(ofFile: path) else {
                return "\(argument.utf8.count):\(argument)"
            }
            return "file \(FileSystem.lastComponent(of: argument)) \(hash)"
        }
        return ContentHash(of: Array(parts.joined(separator: "\n").utf8)).description
    }
}
