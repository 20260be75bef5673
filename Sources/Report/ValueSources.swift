internal import Records

/// Where the accuracies and latencies that the search saw come from, by the records themselves: what was looked
/// up is not called predicted, and what was predicted is.
struct ValueSources {
    /// Whether any accuracy is a model's. So it is held where nothing is known.
    let isAccuracyPredicted: Bool
    /// Whether all are: a run whose settings changed midway may have both kinds.
    private let isEveryAccuracyPredicted: Bool
    /// Whether they come from the surrogates rather than from a predictor fit in the run.
    let isAccuracyOfSurrogates: Bool
    let isLatencyPredicted: Bool
    /// Whether latencies were seen with noise.
    let isLatencyNoisy: Bool
    /// Whether a proxy's percentile stands in accuracy's place.
    let isAccuracyPercentile: Bool

    private let isEveryAccuracyLookedUp: Bool

    init(_ contents: ReportContents) {
        let records = contents.evaluations + contents.front.map(\.evaluation)
        isAccuracyPredicted = records.isEmpty || records.contains(where: \.isAccuracyPredicted)
        isEveryAccuracyPredicted = records.allSatisfy(\.isAccuracyPredicted)
        isEveryAccuracyLookedUp = !records.isEmpty && records.allSatisfy(\.isAccuracyLookedUp)
        isAccuracyOfSurrogates = records.contains { $0.accuracySource == EvaluationRecord.surrogateSource }
        isLatencyPredicted = records.contains(where: \.isLatencyPredicted)
        isLatencyNoisy = records.contains(where: \.isLatencyNoisy)
        isAccuracyPercentile = !records.isEmpty && records.allSatisfy(\.isAccuracyPercentile)
    }

    /// What the search judged by, as an adjective of "accuracy".
    private var accuracyWord: String {
        isEveryAccuracyLookedUp ? "validation" : isEveryAccuracyPredicted ? "predicted" : "seen"
    }

    /// The same as a noun.
    var accuracyName: String { isAccuracyPercentile ? "a proxy's percentile" : "\(accuracyWord) accuracy" }

    /// A column's heading, beside one of true accuracies.
    var accuracyColumn: String {
        isAccuracyPercentile ? "Proxy, percentile" : accuracyWord.capitalisedFirst + ", %"
    }

    /// An axis' title.
    var accuracyAxis: String {
        isAccuracyPercentile ? "Percentile of the proxy" : "Accuracy as the search saw it, %"
    }

    var agreementTitle: StaticString {
        if isAccuracyPercentile { return "The proxy against true accuracy" }
        return isEveryAccuracyLookedUp
            ? "Validation against test accuracy"
            : isEveryAccuracyPredicted ? "Predicted against true accuracy" : "Seen against true accuracy"
    }

    var latencyName: String {
        isLatencyNoisy ? "Noisy latency, ms" : isLatencyPredicted ? "Predicted latency, ms" : "Latency, ms"
    }

    /// "predicted 91.20 %" of one cell, whatever the others are.
    static func words(accuracyOf evaluation: EvaluationRecord) -> String {
        if evaluation.isAccuracyPercentile {
            return "percentile \(NumberText.fixed(evaluation.accuracyPercent, 2))"
        }
        return
            (evaluation.isAccuracyLookedUp
            ? "validation " : evaluation.isAccuracyPredicted ? "predicted " : "")
            + "\(NumberText.fixed(evaluation.accuracyPercent, 2)) %"
    }

    /// "5.203 ms", "predicted 5.203 ms".
    static func words(latencyOf evaluation: EvaluationRecord) -> String {
        (evaluation.isLatencyNoisy ? "noisy " : evaluation.isLatencyPredicted ? "predicted " : "")
            + "\(NumberText.significant(evaluation.latencyMilliseconds)) ms"
    }

    /// What to do about accuracies that mislead the search.
    var accuracyAdvice: String {
        if isAccuracyPercentile {
            return "Search by a predictor (evaluate.accuracy.source: predictor), or try another proxy "
                + "(evaluate.accuracy.proxy)."
        }
        if !isAccuracyPredicted { return "Train the front's cells before choosing one." }
        return isAccuracyOfSurrogates
            ? "Search with benchmark tables (data.tables), or fit surrogates on more cells (`pelnas fit`)."
            : "Fit on more cells (evaluate.accuracy.training_cells) or with more features "
                + "(evaluate.accuracy.predictor: zero-cost+structure)."
    }
}
