internal import Benchmarks
internal import Conversation
public import PipelineFile
public import Records
internal import Spaces
public import StageKit

/// What a run found, for people at a terminal and, as JSON, for programs.
public struct RunSummary {
    /// Front rows a terminal shows at most, spread over the latency range.
    static let rowsShown = 12

    private let settings: PipelineSettings
    private let run: RunDirectory
    private let front: [TrueFrontRecord]
    private let scores: [ScoreRecord]
    private let fit: [FitRecord]
    private let spending: Spending
    /// Calls whose answers nothing could be made of.
    private let useless: Int
    private let seconds: Double
    private let executed: Int
    private let isScored: Bool

    public init(
        run: RunDirectory, plan: Plan, settings: PipelineSettings, outcome: PipelineRunner.Outcome
    ) throws {
        let reader = RunReader(run: run)
        self.settings = settings
        self.run = run
        front = try reader.one(TrueFrontRecord.self, "front-true.jsonl")
        scores = try reader.one(ScoreRecord.self, "scores.jsonl").filter(\.isFinal)
        fit = try reader.one(FitRecord.self, "predictor/fit.jsonl")
        spending = Spending(try run.ledger.records())
        useless = try reader.every(CallRecord.self, "calls.jsonl", plan.lastGeneration).count {
            $0.outcome != .used
        }
        seconds = outcome.seconds
        executed = outcome.executed
        isScored = plan.steps.contains { $0.writes.contains("front-true.jsonl") }
    }

    private func score(_ normalisation: String) -> ScoreRecord? {
        scores.first { $0.normalisation == normalisation }
    }

    private var reported: ReportedFigure { .pelNAS(settings.target.dataset, settings.target.device) }

    public var text: String {
        guard isScored else {
            return "\(executed) steps run in \(TextTable.decimal(seconds, 2)) s; the chain has no score. "
                + "Files: \(run.root)\n"
        }
        let target = settings.target
        var text = "\n\(settings.name): \(target.dataset.rawValue) on \(target.benchmarkDevice.displayName), "
        text += "proposer \(settings.prompt.proposer.rawValue), random seed \(settings.randomSeed)\n\n"
        text += frontTable + "\n" + scoreTable + "\n"
        if settings.evaluate.accuracy.source == .predictor, let all = fit.first {
            text +=
                "  Predictor: \(all.predictor.prefix { $0 != "," }), \(all.trainingCells) training cells, "
            text += "held-out Spearman \(TextTable.decimal(all.spearman, 3)), "
            text += "Kendall \(TextTable.decimal(all.kendall, 3))\n"
            if !all.borrowedFeatures.isEmpty {
                text += "  Of its features \(all.borrowedFeatures.count) stand in from another data set: "
                text += all.borrowedFeatures.joined(separator: ", ") + "\n"
            }
        } else if settings.evaluate.accuracy.source == .table {
            text += "  Accuracy was looked up, not predicted: an oracle, not a search result.\n"
        }
        if let known = score("space")?.cellsKnown, known < Cell.count {
            text +=
                "  P* is chosen from \(known) of \(Cell.count) cells: the others lack a test accuracy or a latency\n"
        }
        let evaluations = score("space")?.evaluations ?? 0
        text += "  \(evaluations) cells evaluated, \(callWords); \(executed) steps run in "
        text += "\(TextTable.decimal(seconds, 2)) s\n"
        if spending.calls > 0 { text += "  \(spending.sentence)\n" }
        text += "  Files: \(run.root)/front-true.jsonl, \(run.root)/scores.jsonl\n"
        return text
    }

    private var callWords: String {
        guard let score = score("space"), score.modelCalls > 0 else { return "no model calls" }
        var words = "\(score.modelCalls) model calls"
        if let tokens = score.modelTokens { words += ", \(tokens) tokens" }
        if let dollars = score.modelCostDollars { words += ", $\(TextTable.decimal(dollars, 4))" }
        if useless > 0 { words += ", \(useless) of no use" }
        return words
    }

    private var frontTable: String {
        guard !front.isEmpty else { return "  The front is empty.\n" }
        var table = TextTable([.right, .right, .right, .left, .left])
        table.add("latency ms", "predicted %", "true %", "niche", "cell")
        for position in Self.spread(front.count, Self.rowsShown) {
            let row = front[position]
            table.add(
                TextTable.decimal(row.evaluation.latencyMilliseconds, 3),
                TextTable.decimal(row.evaluation.accuracyPercent, 2)
                    + (row.evaluation.isTrainingCell ? "*" : " "),
                TextTable.decimal(row.trueAccuracyPercent, 2), row.evaluation.candidate.niche,
                row.evaluation.candidate.cell)
        }
        var text = table.text
        let hidden = front.count - min(front.count, Self.rowsShown)
        if hidden > 0 { text += "  … \(front.count) cells in all, \(hidden) not shown\n" }
        if front.contains(where: \.evaluation.isTrainingCell) {
            text += "  * the predictor was fit on this cell: no fair prediction\n"
        }
        return text
    }

    /// Positions of at most `limit` rows out of `count`, first and last among them.
    static func spread(_ count: Int, _ limit: Int) -> [Int] {
        guard count > limit, limit > 1 else { return Array(0..<count) }
        return (0..<limit).map { $0 * (count - 1) / (limit - 1) }
    }

    private var scoreTable: String {
        var table = TextTable([.left, .right, .right])
        table.add("", "HV", "IGD")
        for (normalisation, name) in [
            ("space", "this run, scaled by the space"), ("front", "this run, scaled by P*"),
        ] {
            let score = score(normalisation)
            table.add(name, TextTable.decimal(score?.hypervolume, 4), TextTable.decimal(score?.igd, 4))
        }
        table.add(
            "reported by the paper, scaling not said", TextTable.decimal(reported.hypervolume, 3),
            TextTable.decimal(reported.igd, 3))
        return table.text
    }

    public var json: JSON {
        JSON(object: [
            ("name", .string(settings.name)), ("run_dir", .string(run.root)),
            ("dataset", .string(settings.target.dataset.rawValue)),
            ("device", .string(settings.target.device.rawValue)),
            ("proposer", .string(settings.prompt.proposer.rawValue)),
            ("random_seed", .integer(settings.randomSeed)),
            ("steps_run", .integer(executed)), ("seconds", JSON(seconds)),
            ("front", .array(front.map { .object($0.members) })),
            ("scores", .array(scores.map { .object($0.members) })),
            (
                "reported",
                JSON(object: [
                    ("source", .string("PEL-NAS, Table 3; normalisation not stated")),
                    ("hypervolume", JSON(reported.hypervolume)), ("igd", JSON(reported.igd)),
                ])
            ),
        ])
    }
}
