import Pipeline
import Records
import StageKit

/// Tells on standard error how a run gets on: one line that changes on a terminal, one line a step
/// elsewhere.
struct ProgressLine {
    let plan: Plan
    let isQuiet: Bool

    func show(_ event: PipelineRunner.Event) {
        switch event {
        case .skipped: return
        case .started(let step, let reason):
            if !isQuiet { StandardStreams.showProgress("\(place(step)): \(step.label) (\(reason))") }
        case .finished(let step, let record):
            guard !StandardStreams.isTerminal else { return }
            let counts = record.records.sorted { $0.key < $1.key }.map { "\($0.value) in \($0.key)" }
            tell(
                "\(step.label): \(counts.joined(separator: ", ")) (\(TextTable.decimal(record.seconds, 3)) s)"
            )
        case .told(let message):
            end()
            StandardStreams.tell("pelnas: \(message)")
        case .failed(let step, let code):
            end()
            // The stage has said why; this says where in the run, and must be heard even when quiet.
            StandardStreams.tell(
                code == ExitCode.tryAgain.rawValue
                    ? "pelnas: \(step.label) is not finished; run again to go on (exit code \(code))"
                    : code > 128
                        ? "pelnas: \(step.label) was stopped by signal \(code - 128); run again to go on"
                        : "pelnas: \(step.label) failed with exit code \(code)")
        }
    }

    private func place(_ step: PlannedStep) -> String {
        step.generation.map { "generation \($0)/\(plan.lastGeneration)" } ?? "run"
    }

    private func tell(_ text: String) {
        if !isQuiet { StandardStreams.tell(text) }
    }

    /// Clears the changing line.
    func end() {
        if !isQuiet { StandardStreams.showProgress("") }
    }
}
