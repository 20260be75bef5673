public import Spaces

/// How a child is to be made.
public enum ChildOperator: String, CaseIterable, Sendable {
    case crossover, mutation
    /// The model decides.
    case model
}

/// The whole space where a niche's name stands.
public enum WholeSpace {
    public static let name = "all"
}

/// What one call is about: a niche, or the whole space.
public struct Scope<Candidate: Searchable>: Sendable, Equatable {
    /// "S2", or "all" for the whole space.
    public var name: String
    /// Unbounded for the whole space.
    public var niche: Candidate.Region
    /// Whether it is the whole space, whose archive is the front over all niches.
    public var isWhole: Bool
    /// How many children are wanted, one for each operator.
    public var operators: [ChildOperator]

    public var children: Int { operators.count }

    public init(_ niche: Candidate.Region, operators: [ChildOperator]) {
        name = niche.name
        self.niche = niche
        isWhole = false
        self.operators = operators
    }

    /// The whole space.
    public init(whole: Candidate.Region, operators: [ChildOperator]) {
        name = WholeSpace.name
        niche = whole
        isWhole = true
        self.operators = operators
    }
}

extension ChildOperator {
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

extension Scope<Cell> {
    /// All cells.
    public init(wholeWith operators: [ChildOperator]) {
        self.init(whole: Niche.whole, operators: operators)
    }
}
