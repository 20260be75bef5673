public import Spaces

/// A file that defines a search space.
public struct SpaceFile: Sendable {
    /// What messages call the mapping at the top.
    static let topName = "the space file"

    public let space: SpaceDefinition
    /// The file's path as given.
    public let path: String
    /// The file as given, byte for byte.
    public let sourceBytes: [UInt8]

    /// Reads a space file; measures that it has for each data set are those of `dataset`.
    ///
    /// - Throws: `.unreadable` where there is nothing to read, else `.invalid` with all that is wrong.
    public static func load(path: String, dataset: String? = nil) throws(PipelineFileError) -> SpaceFile {
        let bytes = try FileBytes.read(path, atMost: PipelineFile.maximumBytes + 1)
        return try parse(bytes, file: path, dataset: dataset)
    }

    /// The same for bytes that are here already; `file` is what messages call them.
    public static func parse(
        _ bytes: [UInt8], file: String, dataset: String? = nil
    ) throws(PipelineFileError) -> SpaceFile {
        try PipelineFile.checkSize(bytes, file: file)
        let sources = SourceTexts(file: file, bytes: bytes, overrides: [])
        let log = DiagnosticLog(sources)
        let empty = "the file is empty; expected a space: a mapping with at least name and variables"
        if let root = PipelineFile.tree(sources, environment: [:], whenEmpty: empty, log: log),
            let space = SpaceDecoder(log: log, dataset: dataset).space(root)
        {
            return SpaceFile(space: space, path: file, sourceBytes: bytes)
        }
        throw log.error ?? .invalid([], omitted: 0)
    }
}
