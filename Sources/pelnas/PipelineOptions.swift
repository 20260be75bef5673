import ArgumentParser
import Files
import Pipeline
import PipelineFile
import StageKit

/// Which pipeline, in which run directory.
struct PipelineOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The pipeline file; without it, the run directory's own.", valueName: "pipeline.yaml"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?

    @Option(
        name: .customLong("run-dir"),
        help: ArgumentHelp(
            "The run directory; runs/NAME without it, NAME from the pipeline file.", valueName: "dir"),
        completion: .directory)
    var runDirectory: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change one setting, such as target.device=fpga; may be repeated.", valueName: "a.b=c"),
        completion: .list(targets))
    var overrides: [String] = []

    /// What is set most, for shells to complete.
    private static let targets =
        PipelineSettings.Dataset.allCases.map { "target.dataset=\($0.rawValue)" }
        + PipelineSettings.Device.allCases.map { "target.device=\($0.rawValue)" }

    /// The pipeline file read and planned, and the run directory it works in, which need not exist yet.
    func open() throws -> (file: PipelineFile, plan: Plan, run: RunDirectory) {
        if file?.isEmpty == true || runDirectory?.isEmpty == true {
            throw StageFailure(.usage, "the path of the pipeline file or of the run directory is empty")
        }
        let loaded = try load()
        let plan = try Plan(loaded)
        return (loaded, plan, RunDirectory(path: runDirectory ?? "runs/\(loaded.settings.name)"))
    }

    private func load() throws -> PipelineFile {
        if let file { return try PipelineFile.load(file, overrides: overrides) }
        guard let run = runDirectory.map({ RunDirectory(path: $0) }) else {
            throw StageFailure(.usage, "name a pipeline file, a run directory (--run-dir DIR), or both")
        }
        guard overrides.isEmpty else {
            throw StageFailure(.usage, "--set changes what a pipeline file says: name the file too")
        }
        guard let settings = try run.settingsFile() else {
            throw StageFailure(
                .missingInput,
                "\(run.path(RunDirectory.settingsName)) is missing: name a pipeline file to start a run there"
            )
        }
        return settings
    }
}

/// An existing run directory.
struct RunDirectoryOptions: ParsableArguments {
    @Option(
        name: .customLong("run-dir"), help: ArgumentHelp("The run directory.", valueName: "dir"),
        completion: .directory)
    var runDirectory: String

    func open() throws -> (file: PipelineFile, plan: Plan, run: RunDirectory) {
        try Self.open(runDirectory)
    }

    static func open(_ runDirectory: String) throws -> (file: PipelineFile, plan: Plan, run: RunDirectory) {
        let run = RunDirectory(path: runDirectory)
        guard run.exists else { throw StageFailure(.missingInput, "\(runDirectory): no such run directory") }
        guard let file = try run.settingsFile() else {
            throw StageFailure(
                .missingInput,
                "\(run.path(RunDirectory.settingsName)) is missing: \(runDirectory) is no run directory")
        }
        return (file, try Plan(file), run)
    }
}
