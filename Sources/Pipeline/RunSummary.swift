internal import Benchmarks
internal import Conversation
internal import Files
internal import LanguageModel
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
    private let strategies: [StrategyRecord]
    private let surrogates: [SurrogateRecord]
    private let spending: Spending
    /// Calls whose answers nothing could be made of.
    private let useless: Int
    private let seconds: Double
    private let executed: Int
    private let isScored: Bool
    /// Whether our own stage evaluates, not a program of the user's in its place.
    private let evaluatesHere: Bool

    public init(
        run: RunDirectory, plan: Plan, settings: PipelineSettings, outcome: PipelineRunner.Outcome
    ) throws {
        let reader = RunReader(run: run)
        self.settings = settings
        self.run = run
        front = try reader.one(TrueFrontRecord.self, "front-true.jsonl")
        scores = try reader.one(ScoreRecord.self, "scores.jsonl").filter(\.isFinal)
        fit = try reader.one(FitRecord.self, PredictorFile.report.text)
        strategies = try reader.every(StrategyRecord.self, "strategy.jsonl", plan.lastGeneration)
        surrogates =
            settings.evaluate.latency.source == .surrogate
            ? try reader.one(SurrogateRecord.self, PredictorFile.cards.text) : []
        spending = Spending(try run.ledger.records())
        useless = try reader.every(CallRecord.self, "calls.jsonl", plan.lastGeneration).count {
            $0.outcome != .used
        }
        seconds = outcome.seconds
        executed = outcome.executed
        evaluatesHere = plan.isEvaluatedByUs
        isScored = plan.steps.contains { $0.writes.contains("front-true.jsonl") }
    }

    private func score(_ normalisation: String) -> ScoreRecord? {
        scores.first { $0.normalisation == normalisation }
    }

    /// Whether the search is for accuracy alone, which the front says little of.
    private var isForAccuracy: Bool { settings.prompt.proposer == .coLLM }

    private var reported: ReportedFigure? { .pelNAS(settings.target.dataset, settings.target.device) }

    public var text: String {
        guard isScored else {
            return "\(executed) steps run in \(TextTable.decimal(seconds, 2)) s; the chain has no score. "
                + "Files: \(run.root)\n"
        }
        let target = settings.target
        var text = "\n\(settings.name): \(target.dataset.rawValue) on \(target.deviceName), "
        text += "proposer \(settings.prompt.proposer.rawValue), random seed \(settings.randomSeed)\n\n"
        text += frontTable + "\n" + scoreTable + "\n"
        if isForAccuracy { text += AccuracyOutcome(score("space"), strategies, settings).text }
        if evaluatesHere, settings.evaluate.accuracy.source.isPredicted, let all = fit.first {
            let predictor = PlainText.oneLine(String(all.predictor.prefix { $0 != "," }), limit: 100)
            text +=
                settings.evaluate.accuracy.source == .proxy
                ? "  No accuracy was predicted: the search saw the percentile of the \(predictor).\n  Over all cells its "
                : "  Accuracy by \(predictor), \(all.trainingCells) training cells, held-out "
            text += "Spearman \(TextTable.decimal(all.spearman, 3)), "
            text += "Kendall \(TextTable.decimal(all.kendall, 3))\n"
            if !all.borrowedFeatures.isEmpty {
                text += "  Of its features \(all.borrowedFeatures.count) stand in from another data set: "
                text += PlainText.oneLine(all.borrowedFeatures.joined(separator: ", "), limit: 400) + "\n"
            }
        } else if front.contains(where: \.evaluation.isAccuracyLookedUp) {
            text += "  Accuracy was looked up, not predicted: "
            text +=
                isForAccuracy
                ? "each cell would be trained, as in the paper.\n" : "an oracle, not a search result.\n"
        }
        for card in surrogates where evaluatesHere && card.group == "all" && card.quantity != .accuracy {
            text += "  \(Self.words(card))\n"
        }
        if front.contains(where: \.evaluation.isLatencyNoisy) {
            text += "  The search saw latencies with noise; HV and IGD are by those without.\n"
        }
        if let limit = settings.target.latencyLimitMs {
            let over = front.count { ($0.evaluation.latencyMilliseconds ?? 0) > limit }
            if over > 0 {
                text +=
                    "  \(over) of \(front.count) front cells are over the limit of \(limit) ms: seeds, which it does not bind\n"
            }
        }
        if !evaluatesHere {
            text +=
                "  The front is scored by what is known of its cells, not what the program said of them.\n"
        }
        if score("space")?.reference == .surrogates {
            text +=
                (evaluatesHere ? "  Nothing here was measured: " : "  ")
                + "HV and IGD are against the front that the surrogates predict\n"
                + "  for the whole space. With benchmark tables (data.tables) they are against the true one.\n"
        }
        if let known = score("space")?.cellsKnown, known < Cell.count {
            text += "  P* is chosen from \(known) of \(Cell.count) cells: the others "
            let missing =
                score("space")?.reference == .surrogates
                ? "are predicted not to run on the device" : "lack a test accuracy or a latency"
            text += missing + (settings.score.excludesDegenerate ? ", or are disconnected\n" : "\n")
        }
        let evaluations = scores.first?.evaluations ?? 0
        text += "  \(evaluations) cells evaluated, \(callWords); \(executed) steps run in "
        text += "\(TextTable.decimal(seconds, 2)) s\n"
        if spending.calls > 0 { text += "  \(spending.sentence)\n" }
        text += "  Files:  \(run.root)/front-true.jsonl, \(run.root)/scores.jsonl\n"
        if FileSystem.exists(run.path(RunReport.page)) {
            text += "  Report: \(run.path(RunReport.page))\n"
        }
        return text
    }

    private static func words(_ card: SurrogateRecord) -> String {
        let cells = "\(card.trainingCells) training cells"
        guard card.quantity == .latency else {
            return "Which cells the device runs by surrogate: \(cells), right on "
                + "\(TextTable.decimal(card.agreement.map { 100 * $0 }, 1)) % of the others"
        }
        return "Latency by surrogate: \(cells), held-out R² \(TextTable.decimal(card.rSquared, 3)), "
            + "median error \(TextTable.decimal(card.medianRelativeError.map { 100 * $0 }, 1)) %"
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
        let hasTruth = front.contains { $0.trueAccuracyPercent != nil }
        let places = Self.places(front, settings.objectives)
        let further = settings.objectives.further
        // A true latency stands beside a predicted or noisy one; one that was looked up is the true one.
        let hasTrueLatency = front.contains(where: \.tellsTrueLatency)
        // Latency, true; accuracy, true; whatever else the search weighs; niche, cell.
        func row(_ latency: [String], _ accuracy: [String], _ more: [String], _ cell: [String]) -> [String] {
            Array(latency.prefix(hasTrueLatency ? 2 : 1)) + Array(accuracy.prefix(hasTruth ? 2 : 1)) + more
                + cell
        }
        let numbers = 2 + (hasTrueLatency ? 1 : 0) + (hasTruth ? 1 : 0) + further.count
        var table = TextTable(Array(repeating: .right, count: numbers) + [.left, .left])
        let words = ObjectiveWords(front.map(\.evaluation))
        let heading = "\(words.accuracyHeading) \(words.accuracyUnit)"
        table.add(
            row(
                [words.latencyTitle, "true ms"], [heading, "true %"], further.map(\.heading),
                ["niche", "cell"]))
        for position in Self.spread(places.count, Self.rowsShown) {
            let cell = front[places[position].first]
            let alike = places[position].count - 1
            let isConnected = (try? Cell(parsing: cell.evaluation.candidate.cell))?.isConnected ?? true
            let accuracy = TextTable.decimal(cell.evaluation.accuracyPercent, 2)
            let remarks = (isConnected ? "" : " (no path)") + (alike > 0 ? " and \(alike) like it" : "")
            let more = further.map { TextTable.decimal(cell.evaluation.value(of: $0), 3) }
            let latencies = [cell.evaluation.latencyMilliseconds, cell.trueLatencyMilliseconds]
            let seen = accuracy + (cell.evaluation.isTrainingCell ? "*" : " ")
            table.add(
                row(
                    latencies.map { TextTable.decimal($0, 3) },
                    [seen, TextTable.decimal(cell.trueAccuracyPercent, 2)], more,
                    [
                        PlainText.oneLine(cell.evaluation.candidate.niche, limit: 64),
                        PlainText.oneLine(cell.evaluation.candidate.cell, limit: 200) + remarks,
                    ]))
        }
        var text = table.text
        if places.count > Self.rowsShown || places.count < front.count {
            text += "  … \(front.count) cells in all; pelnas front --run-dir \(run.root) lists them\n"
        }
        if front.contains(where: \.evaluation.isTrainingCell) {
            text += "  * the predictor was fit on this cell: no fair prediction\n"
        }
        return text
    }

    /// Runs of front cells with equal objectives, which a table tells in one row.
    private static func places(_ front: [TrueFrontRecord], _ objectives: [Objective]) -> [(
        first: Int, count: Int
    )] {
        var places: [(first: Int, count: Int)] = []
        for position in front.indices {
            if let last = places.last,
                front[last.first].evaluation.vector(objectives)
                    == front[position].evaluation.vector(objectives)
            {
                places[places.count - 1].count += 1
            } else {
                places.append((position, 1))
            }
        }
        return places
    }

    /// Positions of at most `limit` rows out of `count`, first and last among them.
    static func spread(_ count: Int, _ limit: Int) -> [Int] {
        guard count > limit, limit > 1 else { return Array(0..<count) }
        return (0..<limit).map { $0 * (count - 1) / (limit - 1) }
    }

    private var scoreTable: String {
        if let raw = score(ScoreRecord.rawUnits) { return Self.volumeText(raw, settings.objectives) }
        var table = TextTable([.left, .right, .right])
        let isPredicted = score("space")?.reference == .surrogates
        table.add(isPredicted ? "against the surrogates' own front" : "", "HV", "IGD")
        for (normalisation, name) in [
            ("space", "this run, scaled by the space"), ("front", "this run, scaled by P*"),
        ] {
            let score = score(normalisation)
            table.add(name, TextTable.decimal(score?.hypervolume, 4), TextTable.decimal(score?.igd, 4))
        }
        // The paper's are by true accuracy and latency: no figure by predictions or other objectives stands beside
        // them.
        if !isPredicted, !isForAccuracy, settings.objectives == Objective.standard, let reported {
            table.add(
                "reported by the paper, scaling not said", TextTable.decimal(reported.hypervolume, 3),
                TextTable.decimal(reported.igd, 3))
        }
        return table.text
    }

    /// A volume that nothing stands beside: the true front is not known.
    private static func volumeText(_ raw: ScoreRecord, _ objectives: [Objective]) -> String {
        guard let volume = raw.hypervolumeFound else {
            return "  No cell has \(objectives.count > 2 ? "all" : "both") objectives: no volume.\n"
        }
        let latency = raw.referenceLatencyMilliseconds.map { "\(TextTable.decimal($0, 3)) ms" }
        let further = objectives.further.map { "the worst \($0.title)" }
        let costs = (latency.map { [$0] } ?? []) + further
        return "  The front's volume is \(TextTable.decimal(volume, 3)) \(objectives.volumeUnit), up to "
            + ([TextTable.decimal(raw.referenceAccuracyPercent, 2) + " %"] + costs).joined(separator: " and ")
            + ". The true front is not known.\n"
    }

    public var json: JSON {
        JSON(
            object: [
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
                        ("hypervolume", JSON(reported?.hypervolume)), ("igd", JSON(reported?.igd)),
                    ])
                ),
            ]
                + (isForAccuracy
                    ? [
                        (
                            "reported_accuracy",
                            ReportedAccuracy.coLLM(settings.target.dataset)?.json ?? .null
                        )
                    ] : []))
    }
}
