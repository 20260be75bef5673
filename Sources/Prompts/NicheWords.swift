import Spaces

/// A niche's constraints, as a model is told them.
enum NicheWords {
    /// One line a bound: "exactly 2 × nor_conv_3x3", "0 to 4 × nor_conv_1x1"; none for the whole space.
    static func bounds(of niche: Niche) -> [String] {
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
        return names(Operation.allCases.filter { !barred.contains($0) })
    }

    /// Those of them in any number.
    static func free(in niche: Niche) -> String {
        let bounded = niche.bounds.map(\.operation)
        return names(Operation.allCases.filter { !bounded.contains($0) })
    }

    private static func names(_ operations: [Operation]) -> String {
        operations.map(\.name).joined(separator: ", ")
    }
}
