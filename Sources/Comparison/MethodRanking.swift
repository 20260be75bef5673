public import Statistics

/// Average ranks of a family's contenders over pairs of data set and device, with Friedman's test and the
/// critical difference after it.
///
/// Only pairs count that every contender has, by the seeds that all have there. One without any result is
/// left aside, because it would leave no pair.
public struct MethodRanking: Sendable, Hashable {
    public let measure: StudyMeasure
    /// In the order of `friedman.averageRanks`.
    public let contenders: [ComparisonFamily.Contender]
    public let friedman: FriedmanTest
    /// nil for more contenders than the table of critical values has.
    public let criticalDifference: CriticalDifference?
    /// Pairs left out because a contender lacks them.
    public let missingPairs: Int
}

extension StudyAnalysis {
    /// At the last budget, or at another; nil with fewer than two contenders, or without a pair that all have.
    public func ranking(
        _ measure: StudyMeasure, in family: ComparisonFamily, budget: Int? = nil
    ) -> MethodRanking? {
        let budget = budget ?? budgetCount - 1
        let contenders = family.contenders.filter { contender in
            pairs.contains { commonMeans(measure, [contender], $0, budget: budget) != nil }
        }
        let step = BaselineComparison.resolution
        let scores = pairs.compactMap { pair in
            commonMeans(measure, contenders, pair, budget: budget)?.map { ($0 / step).rounded() * step }
        }
        guard let friedman = FriedmanTest(scores: scores, higherIsBetter: measure.higherIsBetter) else {
            return nil
        }
        return MethodRanking(
            measure: measure, contenders: contenders, friedman: friedman,
            criticalDifference: CriticalDifference(scores: scores, higherIsBetter: measure.higherIsBetter),
            missingPairs: pairs.count - scores.count)
    }
}
