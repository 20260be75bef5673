import ArgumentParser
import Conversation
import LanguageModel
import PipelineFile
import Records
import StageKit

struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Makes a recording of a run's model calls, to be replayed without a model.",
        discussion: """
            Example:
              pelnas record --run-dir runs/a --into recordings/a
              pelnas run pipeline/pel-nas.yaml --set prompt.model.transport=replay \\
                --set prompt.model.recording=recordings/a --run-dir runs/b
            """)

    @OptionGroup var directory: RunDirectoryOptions

    @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"), completion: .directory)
    var into: String

    @Option(help: ArgumentHelp("What to say of it in recording.jsonl.", valueName: "text"))
    var note: String?

    func run() throws {
        try reporting {
            guard !into.isEmpty else { throw StageFailure(.usage, "--into: the path is empty") }
            let (file, _, run) = try directory.open()
            let variables = ["OPENAI_API_KEY", file.settings.prompt.model.keyVariable]
            let secrets = SecretRedaction(secrets: variables.compactMap { Environment.variables[$0] })
            let maker = try RecordingMaker(run: run, settings: file.settings, secrets: secrets, note: note)
            try maker.write(into: into)
            let models = maker.record.models.map { PlainText.oneLine($0, limit: 100) }
            try StandardStreams.write(
                "\(maker.record.calls) calls of \(models.joined(separator: ", ")) in \(into)\n")
        }
    }
}
