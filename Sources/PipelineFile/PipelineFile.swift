/// A pipeline file that has been read and found good.
public struct PipelineFile: Sendable {
    public static let maximumBytes = 4 << 20

    /// What messages call the mapping at the top.
    static let topName = "the pipeline file"

    public let settings: PipelineSettings
    private let sources: SourceTexts

    /// The file as given, byte for byte, without the overrides.
    public var sourceBytes: [UInt8] { sources.bytes }

    /// The file's path as given.
    public var path: String { sources.file }

    /// Reads a pipeline file.
    ///
    /// - Parameters:
    ///   - path: The file. Any that can be read will do, a pipe too.
    ///   - environment: What `${NAME}` is taken from.
    ///   - overrides: What each `--set` said, `a.b=c`; a later one beats an earlier one.
    /// - Returns: The file, complete and checked in itself; whether its chain can work is for the planner.
    /// - Throws: `.unreadable` where there is nothing to read, else `.invalid` with all that is wrong.
    public static func load(
        path: String, environment: [String: String] = [:], overrides: [String] = []
    ) throws(PipelineFileError) -> PipelineFile {
        let bytes = try FileBytes.read(path, atMost: maximumBytes + 1)
        return try parse(bytes, file: path, environment: environment, overrides: overrides)
    }

    /// The same for bytes that are here already; `file` is what messages call them.
    public static func parse(
        _ bytes: [UInt8], file: String, environment: [String: String] = [:], overrides: [String] = []
    ) throws(PipelineFileError) -> PipelineFile {
        try checkSize(bytes, file: file)
        let sources = SourceTexts(file: file, bytes: bytes, overrides: overrides)
        let log = DiagnosticLog(sources)
        let empty =
            "the file is empty; expected a pipeline: a mapping with at least target, data and chain"
        if let root = tree(sources, environment: environment, whenEmpty: empty, log: log),
            let settings = SettingsDecoder(log: log).settings(root)
        {
            return PipelineFile(settings: settings, sources: sources)
        }
        throw log.error ?? .invalid([], omitted: 0)
    }

    static func checkSize(_ bytes: [UInt8], file: String) throws(PipelineFileError) {
        guard bytes.count > maximumBytes else { return }
        let message = "the file is larger than \(maximumBytes >> 20) MiB"
        let start = Location(file: file, line: 1, column: 1)
        throw .invalid([Diagnostic(location: start, message: message, sourceLine: nil)], omitted: 0)
    }

    /// A message about a place in the file, for what is found wrong later, while planning.
    public func diagnostic(at location: Location, message: String) -> Diagnostic {
        sources.diagnostic(at: location, message: message)
    }

    /// The tree of the file with the overrides put in; nil where the log says why there is none.
    static func tree(
        _ sources: SourceTexts, environment: [String: String], whenEmpty: String, log: DiagnosticLog
    ) -> YAMLNode? {
        let start = Location(file: sources.file, line: 1, column: 1)
        var composer = YAMLComposer(sources.bytes, file: sources.file, environment: environment, log: log)
        let document: YAMLNode?
        do { document = try composer.document() } catch { return nil }
        guard var root = document, !root.isNull else {
            log.report(whenEmpty, at: start)
            return nil
        }
        for (number, text) in sources.overrides.enumerated() {
            Override(text, number: number, environment: environment, log: log)?.apply(to: &root)
        }
        return root
    }
}
