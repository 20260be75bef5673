public import Statistics

/// Every other ranked method beside the baseline, under one measure, over pairs of data set and device.
///
/// A pair's difference is between means over the seeds that both methods have there; a pair without such a
/// seed is left out and counted. Differences are rounded to `resolution`, so that equal fronts are equal, and
/// ties tied, whatever the order of the sums. Pairs that share a data set are not independent, so a small p
/// says less than it seems to.
public struct BaselineComparison: Sendable, Hashable {
    /// One method's line.
    public struct Line: Sendable, Hashable {
        public let method: Int
        /// Of the method, against the baseline.
        public let counts: WinCounts
        /// Mean over pairs of the method less the baseline, in the measure's unit.
        public let meanDifference: Double?
        /// 95 % bootstrap interval of that mean, drawn from the pairs; nil with fewer than two.
        public let interval: BootstrapInterval?
        /// Wilcoxon's signed ranks over the pairs; nil without a pair.
        public let test: WilcoxonSignedRank?
        /// Its p, Holm-corrected over the methods of this comparison that have one.
        public let correctedP: Double?
        /// The method less the baseline, by the study's pairs; nil where either is missing.
        public let differences: [Double?]
    }

    public static let resolution = 1e-9

    public let measure: StudyMeasure
    public let baseline: Int
    public let lines: [Line]
}

extension StudyAnalysis {
    /// nil where there is nothing to compare: no baseline, no other method, or no pair of any.
    public func comparison(_ measure: StudyMeasure, at point: Point) -> BaselineComparison? {
        guard let baseline else { return nil }
        let others = ranked.filter { $0 != baseline }
        let differences = others.map { method in
            pairs.map { difference(measure, method, baseline, $0, at: point) }
        }
        guard differences.contains(where: { $0.contains { $0 != nil } }) else { return nil }
        let tests = differences.map { WilcoxonSignedRank(differences: $0.compactMap { $0 }) }
        var corrected = (HolmCorrection.adjusted(tests.compactMap { $0?.pValue }) ?? [])[...]
        let lines = zip(others, zip(differences, tests)).map { method, found in
            let (differences, test) = found
            let present = differences.compactMap { $0 }
            return BaselineComparison.Line(
                method: method,
                counts: WinCounts(
                    differences.map { (left: $0, right: $0 == nil ? nil : 0) },
                    tolerance: BaselineComparison.resolution / 2, higherIsBetter: measure.higherIsBetter),
                meanDifference: Summary(present)?.mean,
                interval: BootstrapInterval(meanOf: present, seed: Self.bootstrapSeed), test: test,
                correctedP: test == nil ? nil : corrected.popFirst(), differences: differences)
        }
        return BaselineComparison(measure: measure, baseline: baseline, lines: lines)
    }

    private func difference(
        _ measure: StudyMeasure, _ method: Int, _ baseline: Int, _ pair: Pair, at point: Point
    ) -> Double? {
        let means = commonMeans(measure, [method, baseline], pair, at: point)
        guard let means else { return nil }
        let step = BaselineComparison.resolution
        let difference = ((means[0] - means[1]) / step).rounded() * step
        return difference.isFinite ? difference : nil
    }

    /// Means of methods over the seeds that all of them have; nil without such a seed.
    func commonMeans(
        _ measure: StudyMeasure, _ methods: [Int], _ pair: Pair, at point: Point
    ) -> [Double]? {
        let values = methods.map { self.values(measure, method: $0, pair, at: point) }
        let seeds = contents.randomSeeds.indices.filter { seed in values.allSatisfy { $0[seed] != nil } }
        let means = values.compactMap { row in Summary(seeds.map { row[$0] })?.mean }
        return means.count == methods.count ? means : nil
    }
}
