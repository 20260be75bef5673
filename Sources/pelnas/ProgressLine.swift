import Conversation
import LanguageModel
import Pipeline
import Records
import StageKit
import Terminal

/// Tells on standard error how a run gets on: one line that changes on a terminal, one line a step
/// elsewhere.
///
/// The line on a terminal also changes while a stage works, by a second thread: all that thread looks at is
/// touched within `Ticker.excludingCalls` alone.
final class ProgressLine {
    private let plan: Plan
    private let isQuiet: Bool
    private let run: RunDirectory
    private let space: () -> PredictedSpace?
    private let ledger: LedgerFollower
    private var timeLeft: TimeLeft
    private var ticker: Ticker?

    private var progress: SearchProgress?
    /// The hypervolume so far in words, as long as it is known.
    private var hypervolume: String?
    private var lastArchive: String?
    private var atWork: (step: PlannedStep, reason: String)?

    /// For an execution of these steps. `space` gives the whole space as the search sees it, nil while that is
    /// not known.
    init(
        plan: Plan, steps: [PlannedStep], run: RunDirectory, isQuiet: Bool,
        space: @escaping () -> PredictedSpace?
    ) {
        self.plan = plan
        self.run = run
        self.isQuiet = isQuiet
        self.space = space
        ledger = LedgerFollower(run: run)
        timeLeft = TimeLeft(steps)
        guard !isQuiet, StandardStreams.hasCursor else { return }
        ticker = Ticker(every: 1) { [unowned self] in draw() }
    }

    func show(_ event: PipelineRunner.Event) {
        // With nobody to tell, nothing is looked up either; but failures are always told.
        if let ticker { ticker.excludingCalls { take(event) } } else if !isQuiet { take(event) }
        switch event {
        case .skipped, .started: return
        case .finished(let step, let record):
            guard !isQuiet, !StandardStreams.hasCursor else { return }
            let counts = record.records.sorted { $0.key < $1.key }.map { "\($0.value) in \($0.key)" }
            var line = "\(step.label): \(counts.joined(separator: ", "))"
            line += " (\(TextTable.decimal(record.seconds, 3)) s)"
            if step.archive != nil, let hypervolume { line += ", \(hypervolume)" }
            StandardStreams.tell(line)
        case .told(let message):
            clear()
            StandardStreams.tell("pelnas: \(message)")
        case .failed(let step, let code):
            clear()
            // The stage has said why; this says where in the run, and must be heard even when quiet.
            StandardStreams.tell(
                code == ExitCode.tryAgain.rawValue
                    ? "pelnas: \(step.label) is not finished; run again to go on (exit code \(code))"
                    : code > 128
                        ? "pelnas: \(step.label) was stopped by signal \(code - 128); run again to go on"
                        : "pelnas: \(step.label) failed with exit code \(code)")
        }
    }

    private func take(_ event: PipelineRunner.Event) {
        let now = Clock.monotonicSeconds()
        switch event {
        case .skipped(let step):
            timeLeft.skipped(step)
            if let archive = step.archive { lastArchive = archive }
        case .started(let step, let reason):
            timeLeft.started(step, at: now)
            if ticker != nil, let archive = lastArchive { measure(archive) }
            atWork = (step, reason)
            draw()
        case .finished(let step, _):
            timeLeft.finished(step, at: now)
            if let archive = step.archive { measure(archive) }
            atWork = nil
        case .told, .failed: atWork = nil
        }
    }

    /// The hypervolume after an archive was written.
    private func measure(_ archive: String) {
        lastArchive = nil
        if progress == nil {
            progress = space().flatMap {
                SearchProgress(space: $0.vectors, basis: $0.basis, objectives: $0.objectives)
            }
        }
        hypervolume = (try? RunReader(run: run).one(ArchiveRecord.self, archive))
            .flatMap { records in progress.map { $0.words($0.hypervolumeSoFar(records)) } }
    }

    /// The line on the terminal: where the run is, then as much of the rest as there is room for, what matters
    /// most first.
    private func draw() {
        guard ticker != nil, let atWork else { return }
        ledger.look()
        var parts: [String] = []
        if let seconds = timeLeft.seconds(at: Clock.monotonicSeconds()) {
            parts.append(TimeLeft.words(seconds))
        }
        if let hypervolume { parts.append(hypervolume) }
        if ledger.spending.calls > 0 { parts.append("\(ledger.spending.calls) calls") }
        if let last = ledger.records.last, last.generation == atWork.step.generation {
            parts.append("last \(PlainText.oneLine(last.niche, limit: 40))")
        }
        parts.append(atWork.reason)
        // The last column stays free: some terminals go to the next line as soon as it is filled.
        let screen = Screen(descriptor: 2, environment: Environment.variables)
        let width = screen.width - 1
        let step = atWork.step
        var line = step.label
        if let generation = step.generation {
            // The short word where the long one would leave no room for what a person waits for.
            let place = "\(generation)/\(plan.lastGeneration): \(step.name)"
            let wanted = "generation \(place)\(parts.dropLast().map { ", \($0)" }.joined())"
            line = (TextWidth.columns(wanted) <= width ? "generation " : "gen ") + place
        }
        for part in parts {
            guard TextWidth.columns("\(line), \(part)") <= width else { break }
            line += ", \(part)"
        }
        StandardStreams.showProgress(TextWidth.fitted(line, columns: width, isUnicode: screen.isUnicode))
    }

    /// Clears the changing line.
    private func clear() {
        if !isQuiet { StandardStreams.showProgress("") }
    }

    /// Ends the changing line for good.
    func end() {
        ticker?.stop()
        ticker = nil
        clear()
    }
}
