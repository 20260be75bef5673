import ArgumentParser
import LanguageModel
import Pipeline
import PipelineFile
import Records
import Spaces
import StageKit
import Terminal

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Tells where a cell of a run came from and what became of it, or shows a prompt and its reply.",
        discussion: """
            Example:
              pelnas explain --run-dir runs/a '|skip_connect~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|'
              pelnas explain --run-dir runs/a g03-S2-c1
              pelnas explain --run-dir runs/a --prompt g03-S2-children-a0
            """)

    @OptionGroup var directory: RunDirectoryOptions

    @Argument(help: "The cell in its written form or in six letters, or a candidate's name.")
    var cell: String?

    @Option(
        help: ArgumentHelp("A question to the model, such as g03-S2-children-a0, to show.", valueName: "id"))
    var prompt: String?

    func run() throws {
        try reporting {
            let (file, plan, run) = try directory.open()
            if let prompt {
                guard cell == nil else { throw StageFailure(.usage, "name a cell or a --prompt, not both") }
                return try StandardStreams.write(try PromptText(prompt, in: run).text)
            }
            guard let cell else { throw StageFailure(.usage, "name a cell, a candidate or a --prompt") }
            let explanation = try Explanation(
                try parsed(cell, run, plan.lastGeneration, file.resolvedSettings.space), in: run, plan: plan,
                judge: try StalenessJudge(run: run, settings: file.resolvedSettings))
            guard explanation.candidate != nil || !explanation.rejections.isEmpty else {
                throw StageFailure(.failed, "\(explanation.cell): the run never proposed it")
            }
            let screen = Screen(descriptor: 1, environment: Environment.variables)
            try StandardStreams.write(
                Self.text(explanation, isUnicode: screen.isUnicode, lastGeneration: plan.lastGeneration))
        }
    }

    /// The written form of what was named.
    private func parsed(
        _ cell: String, _ run: RunDirectory, _ last: Int, _ space: PipelineSettings.Space
    ) throws -> String {
        let candidates = try RunReader(run: run).every(CandidateRecord.self, "candidates.jsonl", last)
        if let candidate = candidates.first(where: { $0.id == cell || $0.cell == cell }) {
            return candidate.cell
        }
        // What the run never had is told so, where it could have had it.
        guard space == .nasBench201 else { return cell }
        guard cell.contains("|") else { return try ExportSource.parsed(cell).description }
        do throws(CellError) {
            return try Cell(parsing: cell).description
        } catch {
            throw StageFailure(.usage, "\(error)")
        }
    }

    static func text(_ explanation: Explanation, isUnicode: Bool, lastGeneration: Int) -> String {
        var lines = ["\(explanation.cell)", ""]
        if let cell = try? Cell(parsing: explanation.cell) { lines += Self.drawing(cell, isUnicode) }
        if let candidate = explanation.candidate { lines += origin(candidate, explanation.ancestors) }
        if let evaluation = explanation.evaluation { lines += scores(evaluation, explanation.truth) }
        lines.append("  " + fate(explanation, lastGeneration))
        if !explanation.isCurrent { lines.append("  by files that are not current: pelnas status says why") }
        for child in explanation.children.prefix(10) {
            lines.append("  parent of \(child.id) by \(child.operation): \(child.cell)")
        }
        if explanation.children.count > 10 {
            lines.append("  … and of \(explanation.children.count - 10) more")
        }
        for rejection in explanation.rejections.prefix(10) {
            lines.append(
                "  proposed again as \(rejection.candidate.id) and rejected, \(rejection.reason.rawValue): \(rejection.detail)"
            )
        }
        if explanation.rejections.count > 10 {
            lines.append("  … and \(explanation.rejections.count - 10) times more")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func drawing(_ cell: Cell, _ isUnicode: Bool) -> [String] {
        let dead = cell.deadEdges.count
        let drawing = CellDrawing(cell, isUnicode: isUnicode)
        return [
            "  drawn \(cell.letters)"
                + (dead > 0 ? ", \(dead) dead edges; computes \(cell.canonical.letters)" : ", no dead edge")
        ] + [""] + drawing.lines.map { "  \($0)" } + [""]
            + (drawing.hasDeadEdge ? ["  \(CellDrawing.legend(isUnicode: isUnicode))", ""] : [])
    }

    private static func origin(_ candidate: CandidateRecord, _ ancestors: [CandidateRecord]) -> [String] {
        var lines = [
            "  \(candidate.id): generation \(candidate.generation), niche \(candidate.niche), by \(candidate.operation)"
        ]
        if let rationale = candidate.rationale {
            lines.append("  rationale: \(PlainText.oneLine(rationale, limit: 1_000))")
        }
        for ancestor in ancestors.prefix(12) {
            let relation = candidate.parents.contains(ancestor.cell) ? "parent" : "ancestor"
            lines.append("  \(relation) \(ancestor.id) by \(ancestor.operation): \(ancestor.cell)")
        }
        if ancestors.count > 12 { lines.append("  … and \(ancestors.count - 12) more ancestors") }
        return lines
    }

    private static func scores(_ evaluation: EvaluationRecord, _ truth: TrueFrontRecord?) -> [String] {
        let value = TextTable.decimal(evaluation.accuracyPercent, 3)
        var accuracy =
            (evaluation.isAccuracyPercentile ? "  percentile \(value)" : "  accuracy \(value) %")
            + " by \(evaluation.accuracySource)"
        if evaluation.isTrainingCell { accuracy += " (which was fit on this cell)" }
        if let truth {
            accuracy += ", true test accuracy \(TextTable.decimal(truth.trueAccuracyPercent, 3)) %"
        }
        let latency =
            evaluation.latencyMilliseconds.map { "  latency \($0) ms by \(evaluation.latencySource)" }
            ?? "  no latency: the device cannot run it"
        return [
            accuracy, latency,
            "  \(TextTable.decimal(evaluation.flopsMillions, 2)) M multiply-adds, "
                + "\(TextTable.decimal(evaluation.paramsMillions, 3)) M parameters",
        ]
    }

    /// What became of it as far as the run has come: only an archive that is there is one it can have left.
    private static func fate(_ explanation: Explanation, _ lastGeneration: Int) -> String {
        let generation = explanation.candidate?.generation ?? 0
        guard let archived = explanation.archived else {
            return explanation.candidate == nil || (explanation.lastArchive ?? -1) >= generation
                ? "never entered its niche's archive" : "generation \(generation) has no archive yet"
        }
        var text = "entered its niche's archive in generation \(archived.first)"
        if !explanation.stayed {
            text += ", left it in generation \(archived.last + 1)"
            if let other = explanation.displacedBy {
                text += ", dominated by \(other.candidate.id) \(other.candidate.cell)"
            }
        } else if let last = explanation.lastArchive, last < lastGeneration {
            text += " and is there in generation \(last), the last so far"
        } else {
            text += " and stayed"
        }
        return text + (explanation.isOnFront.map { $0 ? "; on the front" : "; not on the front" } ?? "")
    }
}
