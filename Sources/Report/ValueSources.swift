internal import Records

/// Where the accuracies and latencies that the search saw come from, by the records themselves: what was looked
/// up is not called predicted, and what was predicted is.
struct ValueSources {
    /// How `evaluations.jsonl` names validation accuracies looked up in the benchmark.
    static let lookedUp = "table (oracle)"

    /// Whether any accuracy is a model's. So it is held where nothing is known.
    let isAccuracyPredicted: Bool
    /// Whether all are: a run whose settings changed midway may have both kinds.
    private let isEveryAccuracyPredicted: Bool
    /// Whether they come from the surrogates rather than from a predictor fit in the run.
    let isAccuracyOfSurrogates: Bool
    let isLatencyPredicted: Bool

    init(_ contents: ReportContents) {
        var accuracies = Set(contents.evaluations.map(\.accuracySource))
        var latencies = Set(contents.evaluations.map(\.latencySource))
        for cell in contents.front {
            accuracies.insert(cell.evaluation.accuracySource)
            latencies.insert(cell.evaluation.latencySource)
        }
        if accuracies.isEmpty {
            accuracies = [contents.accuracySource]
            latencies = [contents.latencySource]
        }
        isAccuracyPredicted = accuracies.contains { $0 != Self.lookedUp }
        isEveryAccuracyPredicted = !accuracies.contains(Self.lookedUp)
        isAccuracyOfSurrogates = accuracies.contains { $0.hasPrefix("surrogate") }
        isLatencyPredicted = latencies.contains { $0.contains("predicted") }
    }

    /// What the search judged by, as an adjective of "accuracy".
    var accuracyWord: String {
        !isAccuracyPredicted ? "validation" : isEveryAccuracyPredicted ? "predicted" : "seen"
    }

    var agreementTitle: StaticString {
        isAccuracyPredicted ? "Predicted against true accuracy" : "Validation against test accuracy"
    }

    var latencyName: String { isLatencyPredicted ? "Predicted latency, ms" : "Latency, ms" }

    /// "predicted 91.20 %" of one cell, whatever the others are.
    static func words(accuracyOf evaluation: EvaluationRecord) -> String {
        (evaluation.accuracySource == lookedUp ? "validation " : "predicted ")
            + "\(NumberText.fixed(evaluation.accuracyPercent, 2)) %"
    }

    /// "5.203 ms", "predicted 5.203 ms".
    static func words(latencyOf evaluation: EvaluationRecord) -> String {
        (evaluation.latencySource.contains("predicted") ? "predicted " : "")
            + "\(NumberText.significant(evaluation.latencyMilliseconds)) ms"
    }

    /// What to do about accuracies that mislead the search.
    var accuracyAdvice: String {
        if !isAccuracyPredicted { return "Train the front's cells before choosing one." }
        return isAccuracyOfSurrogates
            ? "Search with benchmark tables (data.tables), or fit surrogates on more cells (`pelnas fit`)."
            : "Fit on more cells (evaluate.accuracy.training_cells) or with more features "
                + "(evaluate.accuracy.predictor: zero-cost+structure)."
    }
}
