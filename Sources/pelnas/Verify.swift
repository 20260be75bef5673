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

    func run() throws {
        try reporting {
            let (_, plan, run) = try directory.open()
            let lock = isDry ? nil : try RunLock(directory: run.root)
            let cleaning = Cleaning(run: run, plan: plan, everything: all, answers: answers)
            for file in cleaning.files { try StandardStreams.write("\(file)\n") }
            if !isDry { try cleaning.perform(in: run) }
            StandardStreams.tell(
                cleaning.files.isEmpty
                    ? "pelnas: nothing to remove"
                    : "pelnas: \(cleaning.files.count) files \(isDry ? "would be removed" : "removed")")
            withExtendedLifetime(lock) {}
        }
    }
}
