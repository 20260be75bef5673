public import Statistics

/// Average ranks of the ranked methods over pairs of data set and device, with Friedman's test and the
/// critical difference after it.
///
/// Only pairs count that every method has, by the seeds that all have there. A method without any result is
/// left aside, because it would leave no pair.
public struct MethodRanking: Sendable, Hashable {
    public let measure: StudyMeasure
    /// In the order of `friedman.averageRanks`.
    public let methods: [Int]
    public let friedman: FriedmanTest
    /// nil for more methods than the table of critical values has.
    public let criticalDifference: CriticalDifference?
    /// Pairs left out because a method lacks them.
    public let missingPairs: Int
}

extension StudyAnalysis {
    /// nil with fewer than two methods, or without a pair that all have.
    public func ranking(_ measure: StudyMeasure, at point: Point) -> MethodRanking? {
        let methods = ranked.filter { method in
            pairs.contains { summary(measure, method: method, $0, at: point) != nil }
        }
        let step = BaselineComparison.resolution
        let scores = pairs.compactMap { pair in
            commonMeans(measure, methods, pair, at: point)?.map { ($0 / step).rounded() * step }
        }
        guard let friedman = FriedmanTest(scores: scores, higherIsBetter: measure.higherIsBetter) else {
            return nil
        }
        return MethodRanking(
            measure: measure, methods: methods, friedman: friedman,
            criticalDifference: CriticalDifference(scores: scores, higherIsBetter: measure.higherIsBetter),
            missingPairs: pairs.count - scores.count)
    }
}
