import ArgumentParser
import Files
import Pipeline
import PipelineFile
import Records
import StageKit

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs what is missing or stale, and nothing else, and prints the front.",
        discussion: """
            Examples:
              pelnas run pipeline/hw-nas-bench.yaml --set target.device=fpga --run-dir runs/a
              pelnas run --run-dir runs/a --from prompt@4 --until archive@4
            """)

    @OptionGroup var pipeline: PipelineOptions

    @Option(
        help: ArgumentHelp("Redo from this step on, current or not.", valueName: "stage[@n]"),
        completion: .list(StageContract.all.map(\.name)))
    var from: String?

    @Option(
        help: ArgumentHelp("Stop after this step.", valueName: "stage[@n]"),
        completion: .list(StageContract.all.map(\.name)))
    var until: String?

    @Flag(help: "Redo every step, current or not.")
    var force = false

    @Flag(name: .customLong("dry-run"), help: "Say what would be done and do nothing.")
    var isDry = false

    // More than one is no default: two fits that share two busy processors take twenty times as long,
    // since XGBoost's threads wait for one another by spinning.
    @Option(
        help: ArgumentHelp("Threads a stage may use; results are the same for any number.", valueName: "n"))
    var jobs = 1

    @Flag(name: .customLong("keep-going"), help: "After a failure, run what needs nothing of what failed.")
    var keepsGoing = false

    @Option(
        help: ArgumentHelp(
            "A run directory whose files are taken for a step's where running it would make the same.",
            valueName: "dir"), completion: .directory)
    var reuse: String?

    @Flag(name: .customLong("no-report"), help: "Leave the report as it is; `pelnas report` makes it later.")
    var noReport = false

    @Flag(help: "Say nothing but errors.")
    var quiet = false

    @Flag(help: "Print the summary as one JSON object.")
    var json = false

    func run() throws {
        try reporting {
            let (file, plan, directory) = try pipeline.open()
            if isDry { return try PlanListing(file: file, plan: plan, run: directory).print(json: json) }
            try ThreadCount.check(jobs)
            var options = PipelineRunner.Options()
            options.from = from
            options.until = until
            options.force = force
            options.keepsGoing = keepsGoing
            options.jobs = jobs
            if let reuse { options.donor = try RunDirectoryOptions.open(reuse).run }
            let runner = try PipelineRunner(file: file, plan: plan, run: directory, options: options)
            try directory.create()
            let lock = try RunLock(directory: directory.root)
            if pipeline.file != nil { try directory.publish(file) }
            SignalRelay.install()
            let progress = ProgressLine(
                plan: plan, steps: runner.steps, run: directory, isQuiet: quiet || json,
                space: {
                    // A range of steps may leave out a fit that is not current.
                    let judge = try? StalenessJudge(run: directory, settings: file.resolvedSettings)
                    return judge.flatMap {
                        PredictedSpace(run: directory, file: file, plan: plan, judge: $0)
                    }
                })
            defer { progress.end() }
            let outcome = try runner.execute(lock: lock, watch: progress.show)
            progress.end()
            guard outcome.exitCode == 0 else { throw ArgumentParser.ExitCode(outcome.exitCode) }
            if !noReport { report(directory, plan, file, outcome) }
            guard until == nil else { return }
            let summary = try RunSummary(
                run: directory, plan: plan, settings: file.settings, outcome: outcome)
            if json {
                try StandardStreams.write(summary.json.text + "\n")
            } else if !quiet {
                try StandardStreams.write(summary.text)
            }
        }
    }

    /// Writes the run's page where something is new. Its files are no result: without it the run is none the
    /// worse.
    private func report(
        _ run: RunDirectory, _ plan: Plan, _ file: PipelineFile, _ outcome: PipelineRunner.Outcome
    ) {
        guard outcome.executed > 0 || !FileSystem.exists(run.path(RunReport.page)) else { return }
        do {
            try RunReport(run: run, plan: plan, settings: file.resolvedSettings).write(
                into: run.path(RunReport.folder), owns: true)
        } catch {
            StandardStreams.tell("pelnas: no report: \(error)")
        }
    }
}
