/// Which searches of a study have results: a partial study still prints, and says so first.
public struct StudyCompleteness: Sendable, Hashable {
    /// What is missing of one method under one choice of the varied settings.
    public struct Gap: Sendable, Hashable {
        public let method: Int
        public let variation: Int
        public let missing: Int
        public let expected: Int
        /// The first of them, by name.
        public let names: [String]
    }

    /// Names a gap tells at most.
    public static let mostNames = 5

    /// Searches of which every budget is there.
    public let found: Int
    public let expected: Int
    public let gaps: [Gap]
}

extension StudyAnalysis {
    /// Searches of the methods that were run.
    public var completeness: StudyCompleteness {
        var found = 0
        var expected = 0
        var gaps: [StudyCompleteness.Gap] = []
        for method in shown {
            // One search for all of them is counted once.
            let isVaried = !index.unvaried.contains(method)
            for variation in isVaried ? variations.indices : variations.indices.prefix(1) {
                var missing: [String] = []
                for pair in pairs {
                    for seed in contents.randomSeeds.indices
                    where !isWhole(method: method, variation, pair, seed: seed) {
                        missing.append(
                            "\(contents.datasets[pair.dataset]) on \(contents.devices[pair.device]), seed "
                                + "\(contents.randomSeeds[seed])")
                    }
                }
                let all = pairs.count * contents.randomSeeds.count
                expected += all
                found += all - missing.count
                guard !missing.isEmpty else { continue }
                gaps.append(
                    .init(
                        method: method, variation: variation, missing: missing.count, expected: all,
                        names: Array(missing.prefix(StudyCompleteness.mostNames))))
            }
        }
        return StudyCompleteness(found: found, expected: expected, gaps: gaps)
    }

    private func isWhole(method: Int, _ variation: Int, _ pair: Pair, seed: Int) -> Bool {
        (0..<budgetCount).allSatisfy {
            result(method: method, pair, seed: seed, at: Point(variation: variation, budget: $0)) != nil
        }
    }
}
