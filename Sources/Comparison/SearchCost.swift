internal import Records
internal import Statistics

/// What a search of a method costs, in the mean over its searches that know it.
public struct SearchCost: Sendable, Hashable {
    public let evaluations: Double?
    public let modelCalls: Double?
    public let modelTokens: Double?
    public let modelCostDollars: Double?
    public let seconds: Double?
    public let fitSeconds: Double?
    /// Searches there are results of, and searches there should be.
    public let found: Int
    public let expected: Int
}

extension StudyAnalysis {
    public func cost(method: Int, at point: Point) -> SearchCost {
        let all = pairs.flatMap { pair in
            contents.randomSeeds.indices.map { result(method: method, pair, seed: $0, at: point) }
        }
        let results = all.compactMap { $0 }
        func mean(_ value: (ResultRecord) -> Double?) -> Double? {
            Summary(results.map { value($0).flatMap { $0.isFinite ? $0 : nil } })?.mean
        }
        // Without a call there are no tokens and no bill, which is nothing to print a zero for.
        let asked = results.filter { $0.modelCalls > 0 }
        func ofAsked(_ value: (ResultRecord) -> Double?) -> Double? {
            asked.isEmpty ? nil : mean(value)
        }
        return SearchCost(
            evaluations: mean { Double($0.evaluations) },
            modelCalls: ofAsked { Double($0.modelCalls) },
            modelTokens: ofAsked { $0.modelTokens.map(Double.init) },
            modelCostDollars: ofAsked(\.modelCostDollars), seconds: mean(\.seconds),
            fitSeconds: mean(\.fitSeconds), found: results.count, expected: all.count)
    }
}
