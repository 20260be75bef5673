import ArgumentParser
import Pipeline
import StageKit

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Checks every file of a run against the journal's hashes and every line against its schema.",
        discussion: """
            Example:
              pelnas verify --run-dir runs/a
            """)

    @OptionGroup var directory: RunDirectoryOptions

    func run() throws {
        try reporting {
            let (_, plan, run) = try directory.open()
            // While a run writes, what it has published and not yet journalled would look wrong.
            guard !RunLock.isHeld(run.root) else {
                throw StageFailure(
                    .tryAgain, "\(run.root): a run is writing here; verify it when it has ended")
            }
            let verification = try Verification(run: run, plan: plan)
            for finding in verification.findings { StandardStreams.tell("\(run.root)/\(finding)") }
            guard verification.findings.isEmpty else {
                throw ArgumentParser.ExitCode(StageKit.ExitCode.badData.rawValue)
            }
            try StandardStreams.write(
                "\(verification.filesChecked) files, \(verification.recordsChecked) records: all as written.\n"
            )
        }
    }
}

struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Removes files no step of the pipeline writes; with --all, every result.",
        discussion: """
            Examples:
              pelnas clean --run-dir runs/a --dry-run
              pelnas clean --run-dir runs/a --all

            Of all runs that no file was written in for a month, to make room:
              for run in runs/*; do pelnas clean --run-dir "$run" --all --older-than 30; done
            """)

    @OptionGroup var directory: RunDirectoryOptions

    @Flag(
        help: """
            Remove every result and the journal; the pipeline file, its settings and a model's answers stay.
            """)
    var all = false

    @Flag(help: "Remove a model's answers and the ledger: what was paid for is lost.")
    var answers = false

    @Flag(name: .customLong("dry-run"), help: "Only list what would be removed.")
    var isDry = false

    @Option(
        name: .customLong("older-than"),
        help: ArgumentHelp(
            "Remove nothing of a run that a file was written in within so many days.", valueName: "days"))
    var days: Int?

    @Flag(help: "Say nothing, errors apart.")
    var quiet = false

    func run() throws {
        try reporting {
            let (_, plan, run) = try directory.open()
            if let days, !(0...36_500).contains(days) {
                throw StageFailure(.usage, "--older-than \(days): expected 0 to 36500 days")
            }
            let lock = isDry ? nil : try RunLock(directory: run.root)
            if let days, let age = Cleaning.secondsSinceLastWrite(in: run), age < Double(days) * 86_400 {
                tell("nothing to remove: a file was written \(max(0, Int(age / 86_400))) days ago")
                return
            }
            let cleaning = Cleaning(run: run, plan: plan, everything: all, answers: answers)
            if !quiet { for file in cleaning.files { try StandardStreams.write("\(file)\n") } }
            if !isDry { try cleaning.perform(in: run) }
            tell(
                cleaning.files.isEmpty
                    ? "nothing to remove"
                    : "\(cleaning.files.count) files \(isDry ? "would be removed" : "removed")")
            withExtendedLifetime(lock) {}
        }
    }

    private func tell(_ words: String) {
        if !quiet { StandardStreams.tell("pelnas: \(words)") }
    }
}
