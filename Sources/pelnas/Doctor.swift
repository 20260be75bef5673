import ArgumentParser
import Files
import Pipeline
import PipelineFile
import StageKit

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says whether all that a search needs is there, and what to do where it is not.",
        discussion: """
            Looks at the programs and their libraries, the data that ships, the benchmark tables, the model's
            endpoint (asked with --online alone; a key is never shown), the run directory, and the machine. With a
            pipeline file or a run directory it looks for what that one needs. Nothing is changed.

            A line is ok, a hint (it works, and may surprise), or trouble (it will not work until mended).
            Ends with 0 where there is no trouble, else with 1;
            with 78 where the pipeline file is wrong.

            Examples:
              pelnas doctor
              pelnas doctor pipeline/pel-nas.yaml --run-dir runs/c
              pelnas doctor --json | jq 'select(.verdict != "ok")'
            """)

    @OptionGroup var pipeline: PipelineOptions

    @Flag(help: "Ask the model one short question too, which takes some tokens.")
    var online = false

    @Flag(help: "One JSON object a check.")
    var json = false

    func run() throws {
        try reporting {
            let examination = Examination(
                settings: try settings(), runDirectory: try directory(), online: online)
            try StandardStreams.write(json ? examination.jsonLines : examination.text)
            if examination.hasTrouble {
                throw ArgumentParser.ExitCode(StageKit.ExitCode.failed.rawValue)
            }
        }
    }

    /// Those of the pipeline file, else of the run directory, where it has any yet.
    private func settings() throws -> PipelineSettings? {
        guard pipeline.file == nil else { return try pipeline.open().file.settings }
        guard let path = pipeline.runDirectory, !path.isEmpty else {
            guard pipeline.overrides.isEmpty else {
                throw StageFailure(.usage, "--set changes what a pipeline file says: name the file too")
            }
            return nil
        }
        let isRun = FileSystem.exists(RunDirectory(path: path).path(RunDirectory.settingsName))
        return isRun ? try pipeline.open().file.settings : nil
    }

    private func directory() throws -> String? {
        if pipeline.runDirectory?.isEmpty == true {
            throw StageFailure(.usage, "--run-dir: the path is empty")
        }
        guard pipeline.runDirectory == nil, pipeline.file != nil else { return pipeline.runDirectory }
        return try pipeline.open().run.root
    }
}
