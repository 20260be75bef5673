internal import LanguageModel
internal import PipelineFile
internal import Records

/// What a search for accuracy alone came to, beside what the paper of CoLLM-NAS reports for the data set.
struct AccuracyOutcome {
    private let score: ScoreRecord?
    private let stop: StrategyRecord?
    private let dataset: PipelineSettings.Dataset

    init(_ score: ScoreRecord?, _ strategies: [StrategyRecord], _ settings: PipelineSettings) {
        self.score = score
        stop = strategies.first { $0.stop != nil }
        dataset = settings.target.dataset
    }

    var text: String {
        var text = ""
        if let score, let cell = score.bestCell {
            let isTrue = score.reference == .tables
            let accuracy = TextTable.decimal(score.bestAccuracyPercent, 2)
            text +=
                "  Most accurate by the search: \(accuracy) % \(isTrue ? "true test accuracy" : "predicted"), "
            text += PlainText.oneLine(cell, limit: 200) + "\n"
            // The paper's are by true accuracy: no figure by predictions stands beside them.
            if isTrue, let reported = ReportedAccuracy.coLLM(dataset) {
                text += "  Reported by the CoLLM-NAS paper, not measured here: "
                text += "\(TextTable.decimal(reported.accuracyPercent, 2)) ± "
                text += "\(TextTable.decimal(reported.deviation, 2)) % (10 runs); the space's best "
                text += "\(TextTable.decimal(reported.optimumPercent, 2)) %\n"
            }
        }
        if let stop {
            let why =
                switch stop.stop {
                case .target: "the target was reached"
                case .budget: "the budget was spent"
                case .exhausted, nil: "no new cell was left"
                }
            text += "  The search stopped before iteration \(stop.generation): \(why)\n"
        }
        return text
    }
}
