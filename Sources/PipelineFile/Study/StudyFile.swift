/// A study file that has been read and found good in itself. Whether its searches can be run is for whoever
/// makes pipelines of them.
public struct StudyFile: Sendable {
    /// What messages call the mapping at the top.
    static let topName = "the study file"

    public let settings: StudySettings
    /// The file's path as given.
    public let path: String
    /// The file as given, byte for byte.
    public let sourceBytes: [UInt8]

    /// Reads a study file; `environment` is what `${NAME}` is taken from.
    ///
    /// - Throws: `.unreadable` where there is nothing to read, else `.invalid` with all that is wrong.
    public static func load(
        path: String, environment: [String: String] = [:], overrides: [String] = []
    ) throws(PipelineFileError) -> StudyFile {
        let bytes = try FileBytes.read(path, atMost: PipelineFile.maximumBytes + 1)
        return try parse(bytes, file: path, environment: environment, overrides: overrides)
    }

    /// Whether a file, good or not, means to be a study and not a pipeline: it names methods.
    public static func isStudy(
        path: String, environment: [String: String] = [:]
    ) throws(PipelineFileError) -> Bool {
        let sources = SourceTexts(
            file: path, bytes: try FileBytes.read(path, atMost: PipelineFile.maximumBytes + 1), overrides: [])
        let tree = PipelineFile.tree(
            sources, environment: environment, whenEmpty: "", log: DiagnosticLog(sources))
        return tree?["methods"] != nil
    }

    /// The same for bytes that are here already; `file` is what messages call them.
    public static func parse(
        _ bytes: [UInt8], file: String, environment: [String: String] = [:], overrides: [String] = []
    ) throws(PipelineFileError) -> StudyFile {
        try PipelineFile.checkSize(bytes, file: file)
        let sources = SourceTexts(file: file, bytes: bytes, overrides: overrides)
        let log = DiagnosticLog(sources)
        let empty = "the file is empty; expected a study: a mapping with at least name, pipeline and methods"
        if let root = PipelineFile.tree(sources, environment: environment, whenEmpty: empty, log: log),
            let settings = StudyDecoder(log: log, namesSpaces: root["spaces"] != nil).settings(root)
        {
            return StudyFile(settings: settings, path: file, sourceBytes: bytes)
        }
        throw log.error ?? .invalid([], omitted: 0)
    }
}
