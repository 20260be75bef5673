import Spaces

/// A niche's constraints, as a model is told them.
enum NicheWords {
    /// One line a bound: "exactly 2 × nor_conv_3x3", "0 to 4 × nor_conv_1x1"; none for the whole space.
    static func bounds(of niche: Niche) -> [String] {
        edges(of: niche) + (niche.cost.map { [cost($0)] } ?? [])
    }

    /// "params_m below 0.24 (millions, of the whole network): 0.073306 with six empty edges, and each edge adds
    /// nor_conv_1x1 0.028, nor_conv_3x3 0.24304, dead or not".
    private static func cost(_ range: Niche.CostRange) -> String {
        let added = Operation.allCases.compactMap { operation -> String? in
            let cost = range.measure.added(by: operation, on: range.dataset)
            return cost > 0 ? "\(operation.name) \(cost)" : nil
        }
        return "\(range.inWords) (millions, of the whole network): "
            + "\(range.measure.base(on: range.dataset)) with six empty edges, and each edge adds "
            + "\(added.joined(separator: ", ")), dead or not"
    }

    private static func edges(of niche: Niche) -> [String] {
        niche.bounds.prefix(2 * Operation.allCases.count).map { bound in
            let name = bound.operation.name
            if bound.most <= 0 { return "no \(name)" }
            if bound.least == bound.most { return "exactly \(bound.least) × \(name)" }
            return "\(bound.least) to \(bound.most) × \(name)"
        }
    }

    /// The operations that may stand in its cells.
    static func allowed(in niche: Niche) -> String {
        let barred = niche.bounds.filter { $0.most <= 0 }.map(\.operation)
        return names(
            Operation.allCases.filter { operation in
                guard !barred.contains(operation), let cost = niche.cost, let limit = cost.limit else {
                    return !barred.contains(operation)
                }
                return cost.measure.base(on: cost.dataset)
                    + cost.measure.added(by: operation, on: cost.dataset) < limit
            })
    }

    /// Those of them in any number.
    static func free(in niche: Niche) -> String {
        let bounded = niche.bounds.map(\.operation)
        return names(
            Operation.allCases.filter { operation in
                let costs = niche.cost.map { $0.measure.added(by: operation, on: $0.dataset) > 0 } ?? false
                return !bounded.contains(operation) && !costs
            })
    }

    private static func names(_ operations: [Operation]) -> String {
        operations.map(\.name).joined(separator: ", ")
    }
}
