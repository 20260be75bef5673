public import Statistics

/// Every other contender of a family beside its baseline, under one measure, over pairs of data set and device.
///
/// A pair's difference is between means over the seeds that both have there; a pair without such a
/// seed is left out and counted. Differences are rounded to `resolution`, so that equal fronts are equal, and
/// ties tied, whatever the order of the sums. Pairs that share a data set are not independent, so a small p
/// says less than it seems to.
public struct BaselineComparison: Sendable, Hashable {
    /// One contender's line.
    public struct Line: Sendable, Hashable {
        public let contender: ComparisonFamily.Contender
        /// Of the contender, against the baseline.
        public let counts: WinCounts
        /// Mean over pairs of the contender less the baseline, in the measure's unit.
        public let meanDifference: Double?
        /// 95 % bootstrap interval of that mean, drawn from the pairs; nil with fewer than two.
        public let interval: BootstrapInterval?
        /// Wilcoxon's signed ranks over the pairs; nil without a pair.
        public let test: WilcoxonSignedRank?
        /// Its p, Holm-corrected over the contenders that have one.
        public let correctedP: Double?
        /// The contender less the baseline, by the study's pairs; nil where either is missing.
        public let differences: [Double?]
    }

    public static let resolution = 1e-9

    public let measure: StudyMeasure
    public let baseline: ComparisonFamily.Contender
    public let lines: [Line]
}

extension StudyAnalysis {
    /// At the last budget, or at another; nil without a pair that a contender and the baseline both have.
    public func comparison(
        _ measure: StudyMeasure, in family: ComparisonFamily, budget: Int? = nil
    ) -> BaselineComparison? {
        let budget = budget ?? budgetCount - 1
        let differences = family.others.map { contender in
            pairs.map { difference(measure, contender, family.baseline, $0, budget: budget) }
        }
        guard differences.contains(where: { $0.contains { $0 != nil } }) else { return nil }
        let tests = differences.map { WilcoxonSignedRank(differences: $0.compactMap { $0 }) }
        var corrected = (HolmCorrection.adjusted(tests.compactMap { $0?.pValue }) ?? [])[...]
        let lines = zip(family.others, zip(differences, tests)).map { contender, found in
            let (differences, test) = found
            let present = differences.compactMap { $0 }
            return BaselineComparison.Line(
                contender: contender,
                counts: WinCounts(
                    differences.map { (left: $0, right: $0 == nil ? nil : 0) },
                    tolerance: BaselineComparison.resolution / 2, higherIsBetter: measure.higherIsBetter),
                meanDifference: Summary(present)?.mean,
                interval: BootstrapInterval(meanOf: present, seed: Self.bootstrapSeed), test: test,
                correctedP: test == nil ? nil : corrected.popFirst(), differences: differences)
        }
        return BaselineComparison(measure: measure, baseline: family.baseline, lines: lines)
    }

    private func difference(
        _ measure: StudyMeasure, _ contender: ComparisonFamily.Contender,
        _ baseline: ComparisonFamily.Contender, _ pair: Pair, budget: Int
    ) -> Double? {
        guard let means = commonMeans(measure, [contender, baseline], pair, budget: budget) else {
            return nil
        }
        let step = BaselineComparison.resolution
        let difference = ((means[0] - means[1]) / step).rounded() * step
        return difference.isFinite ? difference : nil
    }
}
