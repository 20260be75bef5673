internal import Statistics

/// What is tested together, and so corrected for together: contenders, each against one baseline.
public struct ComparisonFamily: Sendable, Hashable {
    /// A method under one choice of the varied settings.
    public struct Contender: Sendable, Hashable {
        public let method: Int
        public let variation: Int

        public init(method: Int, variation: Int) {
            self.method = method
            self.variation = variation
        }
    }

    public let baseline: Contender
    /// The baseline among them, in the order of the study.
    public let contenders: [Contender]

    public var others: [Contender] { contenders.filter { $0 != baseline } }

    /// Whether choices of settings are compared, not methods.
    public var isOfVariations: Bool { contenders.contains { $0.variation != baseline.variation } }
}

extension StudyAnalysis {
    /// The ranked methods under each choice of settings; or, where one method alone is ranked, its choices of
    /// settings against the study's first. None where there is nothing to compare.
    public var families: [ComparisonFamily] {
        guard let baseline else { return [] }
        if ranked.count == 1 {
            guard variations.count > 1 else { return [] }
            let choices = variations.indices.map {
                ComparisonFamily.Contender(method: baseline, variation: $0)
            }
            return [ComparisonFamily(baseline: choices[0], contenders: choices)]
        }
        return variations.indices.map { variation in
            ComparisonFamily(
                baseline: .init(method: baseline, variation: variation),
                contenders: ranked.map { .init(method: $0, variation: variation) })
        }
    }

    /// Means of contenders over the seeds that all of them have; nil without such a seed.
    func commonMeans(
        _ measure: StudyMeasure, _ contenders: [ComparisonFamily.Contender], _ pair: Pair, budget: Int
    ) -> [Double]? {
        let values = contenders.map {
            self.values(
                measure, method: $0.method, pair, at: Point(variation: $0.variation, budget: budget))
        }
        let seeds = contents.randomSeeds.indices.filter { seed in values.allSatisfy { $0[seed] != nil } }
        let means = values.compactMap { row in Summary(seeds.map { row[$0] })?.mean }
        return means.count == contenders.count ? means : nil
    }
}
