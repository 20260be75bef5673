public import Records

/// What latencies and accuracies are called wherever they are shown: predicted ones by that word, as their
/// records name their source.
public struct ObjectiveWords {
    public let isLatencyPredicted: Bool
    /// Whether it was seen with noise.
    public let isLatencyNoisy: Bool
    /// What an oracle looked up is what the search sees, and no prediction.
    public let isAccuracyPredicted: Bool
    /// Whether a proxy's percentile stands in accuracy's place.
    public let isAccuracyPercentile: Bool

    /// For cells that are shown together: one prediction among them makes a column of predictions.
    public init(_ evaluations: [EvaluationRecord]) {
        isLatencyPredicted = evaluations.contains(where: \.isLatencyPredicted)
        isLatencyNoisy = evaluations.contains(where: \.isLatencyNoisy)
        isAccuracyPredicted = evaluations.contains(where: \.isAccuracyPredicted)
        isAccuracyPercentile = evaluations.contains(where: \.isAccuracyPercentile)
    }

    /// A column's heading, over its unit.
    public var latencyHeading: String {
        isLatencyNoisy ? "noisy" : isLatencyPredicted ? "predicted" : "latency"
    }
    public var accuracyHeading: String {
        isAccuracyPercentile ? "proxy" : isAccuracyPredicted ? "predicted" : "accuracy"
    }
    /// "%"; a percentile's is "pct."
    public var accuracyUnit: String { isAccuracyPercentile ? "pct." : "%" }

    /// An axis' title.
    public var latencyTitle: String { latencyHeading + " ms" }
    public var accuracyTitle: String {
        isAccuracyPercentile
            ? "percentile of the proxy" : isAccuracyPredicted ? "accuracy %, predicted" : "accuracy %"
    }

    /// "predicted 3.250 ms, predicted 91.20 %"; by a proxy "3.250 ms, percentile 91.20".
    public func values(_ evaluation: EvaluationRecord) -> String {
        (isLatencyNoisy ? "noisy " : isLatencyPredicted ? "predicted " : "")
            + "\(TextTable.decimal(evaluation.latencyMilliseconds, 3)) ms, "
            + (isAccuracyPercentile ? "percentile" : isAccuracyPredicted ? "predicted" : "accuracy")
            + " \(TextTable.decimal(evaluation.accuracyPercent, 2))" + (isAccuracyPercentile ? "" : " %")
    }
}
