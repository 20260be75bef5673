internal import Files
public import PipelineFile
internal import Records

/// The place where one search lives: what it was asked, every step as a file, and the journal.
public struct RunDirectory: Sendable {
    public static let pipelineName = "pipeline.yaml"
    /// The pipeline file with every default, override and environment variable resolved: what stages read.
    public static let settingsName = "settings.json"

    /// How the names of files end that remember a batch at work.
    public static let batchStateSuffix = ".batch.json"

    public let root: String
    public let journal: Journal
    public let ledger: Ledger

    public init(path: String) {
        root = path
        journal = Journal(runDirectory: path)
        ledger = Ledger(runDirectory: path)
    }

    public func path(_ relative: String) -> String { "\(root)/\(relative)" }

    public var exists: Bool { FileSystem.isDirectory(root) }

    public func create() throws { try FileSystem.makeDirectory(root) }

    /// Publishes the pipeline file as given and its resolved settings, where they differ from what is
    /// there.
    public func publish(_ file: PipelineFile) throws {
        try publishIfChanged(file.sourceBytes, path(Self.pipelineName))
        try publishIfChanged(Array(file.resolvedSettings.fileText.utf8), path(Self.settingsName))
    }

    /// Whether the settings there are those of the file.
    public func holds(_ file: PipelineFile) throws -> Bool {
        let path = path(Self.settingsName)
        guard FileSystem.exists(path) else { return false }
        return try FileSystem.read(path) == Array(file.resolvedSettings.fileText.utf8)
    }

    private func publishIfChanged(_ bytes: [UInt8], _ path: String) throws {
        if FileSystem.exists(path), try FileSystem.read(path) == bytes { return }
        try AtomicFile.publish(bytes, to: path)
    }

    public func settings() throws -> PipelineSettings {
        guard let file = try settingsFile() else {
            let path = path(Self.settingsName)
            throw StageFailure(.missingInput, "\(path) is missing; --config FILE.yaml would make it")
        }
        return file.settings
    }

    /// The resolved settings as the pipeline file that they are; nil where there are none.
    ///
    /// JSON is YAML, so one reader with one set of checks serves both. Unlike a file that somebody names, this is never
    /// a pipe: nobody may be there to write into it.
    public func settingsFile() throws -> PipelineFile? {
        let path = path(Self.settingsName)
        guard FileSystem.exists(path) else { return nil }
        return try PipelineFile.parse(
            try FileSystem.read(path, atMost: PipelineFile.maximumBytes + 1), file: path, environment: [:])
    }
}

extension PipelineFile {
    /// Reads a pipeline file with this process's environment.
    public static func load(_ path: String, overrides: [String]) throws(PipelineFileError) -> PipelineFile {
        try load(path: path, environment: Environment.variables, overrides: overrides)
    }

    /// The settings with paths made absolute, so that the run directory can be worked on from anywhere: the
    /// folders' of data, templates and a recording, and those of files that a program of the user's is or is given.
    public var resolvedSettings: PipelineSettings {
        var resolved = settings
        resolved.data.tables = resolved.data.tables.map(FileSystem.absolute)
        resolved.data.surrogates = resolved.data.surrogates.map(FileSystem.absolute)
        resolved.prompt.templates = resolved.prompt.templates.map(FileSystem.absolute)
        resolved.prompt.model.recording = resolved.prompt.model.recording.map(FileSystem.absolute)
        resolved.evaluate.accuracy.command?.arguments.resolveFiles()
        resolved.evaluate.latency.command?.arguments.resolveFiles()
        resolved.evaluate.energy.command?.arguments.resolveFiles()
        resolved.chain = resolved.chain.map(Self.resolved)
        return resolved
    }

    private static func resolved(_ entry: ChainEntry) -> ChainEntry {
        var entry = entry
        switch entry.step {
        case .stage: break
        case .repeated(let generations, let entries):
            entry.step = .repeated(generations: generations, entries.map(resolved))
        case .program(var program):
            program.command.resolveFiles()
            entry.step = .program(program)
        }
        return entry
    }
}

extension [String] {
    /// Makes the arguments of a command absolute that name files, seen from the current directory.
    fileprivate mutating func resolveFiles() {
        self = enumerated().map { position, argument in
            // A program's bare name is looked for on the PATH, not in the current directory.
            let mayBeFile = position > 0 || argument.contains("/")
            return mayBeFile && FileSystem.isRegularFile(argument) ? FileSystem.absolute(argument) : argument
        }
    }
}
