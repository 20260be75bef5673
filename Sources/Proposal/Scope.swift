public import Spaces

/// How a child is to be made.
public enum ChildOperator: String, CaseIterable, Sendable {
    case crossover, mutation
    /// The model decides.
    case model
}

/// What one call is about: a niche, or the whole space.
public struct Scope: Sendable, Equatable {
    public static let wholeName = "all"

    /// "S2", or "all" for the whole space.
    public var name: String
    /// Unbounded for the whole space.
    public var niche: Niche
    /// Whether it is the whole space, whose archive is the front over all niches.
    public var isWhole: Bool
    /// How many children are wanted, one for each operator.
    public var operators: [ChildOperator]

    public var children: Int { operators.count }

    public init(_ niche: Niche, operators: [ChildOperator]) {
        name = niche.name
        self.niche = niche
        isWhole = false
        self.operators = operators
    }

    /// The whole space.
    public init(wholeWith operators: [ChildOperator]) {
        name = Self.wholeName
        niche = Niche(name: Self.wholeName, bounds: [], rationale: "The whole space")
        isWhole = true
        self.operators = operators
    }

    /// An operator for each of `count` children: crossover with this probability, else mutation. One
    /// member in the archive means mutation, none leaves it to the model.
    public static func draw(
        _ count: Int, members: Int, crossoverProbability: Double, random: inout RandomStream
    ) -> [ChildOperator] {
        (0..<max(0, count)).map { _ in
            // Drawn whether needed or not: a stream's place does not depend on the archive.
            let crosses = random.unit() < crossoverProbability
            if members < 1 { return .model }
            return crosses && members > 1 ? .crossover : .mutation
        }
    }
}
