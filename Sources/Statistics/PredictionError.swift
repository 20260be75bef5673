/// How far predictions are from the truth. As `RankCorrelation`, nil where the answer is not defined.
public enum PredictionError {
    /// The coefficient of determination: 1 less the squared error over the truth's squared deviation from
    /// its mean. 1 is exact, 0 as good as the mean, negative worse. nil also for a constant truth.
    public static func rSquared(predicted: [Double], truth: [Double]) -> Double? {
        guard RankCorrelation.isComparable(predicted, truth) else { return nil }
        let mean = truth.reduce(0, +) / Double(truth.count)
        var residual = 0.0
        var total = 0.0
        for (guess, value) in zip(predicted, truth) {
            residual += (guess - value) * (guess - value)
            total += (value - mean) * (value - mean)
        }
        guard total > 0 else { return nil }
        return 1 - residual / total
    }

    /// The median of |predicted - true| / |true|; pairs whose truth is 0 are left out. 0 or more; nil
    /// without a pair, with another length or a value that is not finite.
    public static func medianRelativeError(predicted: [Double], truth: [Double]) -> Double? {
        median(of: predicted, truth) { $1 == 0 ? nil : abs($0 - $1) / abs($1) }
    }

    /// The median of |predicted - true|, in their unit.
    public static func medianAbsoluteError(predicted: [Double], truth: [Double]) -> Double? {
        median(of: predicted, truth) { abs($0 - $1) }
    }

    private static func median(
        of predicted: [Double], _ truth: [Double], _ error: (Double, Double) -> Double?
    ) -> Double? {
        guard predicted.count == truth.count, predicted.allSatisfy(\.isFinite), truth.allSatisfy(\.isFinite)
        else { return nil }
        return Summary.median(of: zip(predicted, truth).compactMap(error))
    }
}
