public import Records
public import Statistics

/// A study's results, found by what they are of, and what they come to. All else here (overviews, comparisons
/// with the baseline, ranks, costs) asks this.
///
/// *The sample is the random seeds.* Methods, data sets and devices are fixed: nobody drew them. So deviations
/// and intervals of a mean are over seeds; how unlike the devices are is told apart, by `FactorDeviations`.
///
/// Methods, variations, data sets, devices, seeds and budgets are named by their places in the contents.
public struct StudyAnalysis: Sendable {
    /// Where in a study a table stands: one choice of the varied settings, one budget.
    public struct Point: Sendable, Hashable {
        public var variation: Int
        public var budget: Int

        public init(variation: Int, budget: Int) {
            self.variation = variation
            self.budget = budget
        }
    }

    /// One data set on one device: what comparisons are paired by.
    public struct Pair: Sendable, Hashable {
        public var dataset: Int
        public var device: Int

        public init(dataset: Int, device: Int) {
            self.dataset = dataset
            self.device = device
        }
    }

    public let contents: StudyContents
    /// Every choice of the varied settings, in the order of the study.
    public let variations: [StudyVariation]
    /// Methods that were run, bounds among them.
    public let shown: [Int]
    /// Those that are ranked and tested.
    public let ranked: [Int]
    /// The method that others are compared with; nil where none is ranked.
    public let baseline: Int?
    /// Results of what the study does not name: left aside.
    public let strangers: Int
    let index: ResultIndex

    public init(_ contents: StudyContents) throws(StudyError) {
        self.contents = contents
        variations = StudyVariation.all(contents.variations)
        index = try ResultIndex(contents, variations)
        strangers = index.strangers
        let methods = contents.methods
        shown = methods.indices.filter { methods[$0].leftOut == nil }
        ranked = shown.filter { !methods[$0].isBound }
        if let name = contents.baseline {
            guard let place = methods.firstIndex(where: { $0.name == name }), !methods[place].isBound else {
                throw .baseline(name)
            }
            // One without results leaves its place to the next.
            baseline = ranked.contains(place) ? place : ranked.first
        } else {
            baseline = ranked.first
        }
    }

    /// Ranked methods that evaluated much less than the last budget: no rivals at equal budget. With the cells
    /// they evaluated, as a mean over their searches.
    public var shortfalls: [(method: Int, evaluations: Double, budget: Int)] {
        guard let budget = contents.budgets.last else { return [] }
        return ranked.compactMap { method in
            let name = contents.methods[method].name
            let counts = contents.results.filter { $0.method == name && $0.budget == budget }.map {
                Double($0.evaluations)
            }
            guard let mean = Summary(counts)?.mean, mean < 0.95 * Double(budget) else { return nil }
            return (method, mean, budget)
        }
    }

    public var pairs: [Pair] {
        contents.datasets.indices.flatMap { dataset in
            contents.devices.indices.map { Pair(dataset: dataset, device: $0) }
        }
    }

    /// At least one, though the study may read none.
    public var budgetCount: Int { max(1, contents.budgets.count) }

    /// The last budget of a choice of settings.
    public func last(_ variation: Int = 0) -> Point { Point(variation: variation, budget: budgetCount - 1) }

    public func result(method: Int, _ pair: Pair, seed: Int, at point: Point) -> ResultRecord? {
        index[
            .init(
                method: method, variation: point.variation, dataset: pair.dataset, device: pair.device,
                seed: seed, budget: point.budget)]
    }

    /// A measure of each seed's search of a pair; nil where a search is missing or has no such number.
    public func values(
        _ measure: StudyMeasure, method: Int, _ pair: Pair, at point: Point
    ) -> [Double?] {
        contents.randomSeeds.indices.map { seed in
            result(method: method, pair, seed: seed, at: point).flatMap(measure.value)
        }
    }

    /// Over the seeds of one pair; nil without a number.
    public func summary(
        _ measure: StudyMeasure, method: Int, _ pair: Pair, at point: Point
    ) -> Summary? {
        Summary(values(measure, method: method, pair, at: point))
    }

    /// Whether any search has it: a column of dashes would only promise what is not known.
    public func has(_ measure: StudyMeasure) -> Bool {
        contents.results.contains { measure.value(of: $0) != nil }
    }
}
