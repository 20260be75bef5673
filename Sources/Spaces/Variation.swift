/// How a child is made of its parents.
public enum VariationOperator: String, Sendable {
    case crossover, mutation
}

/// Mutation and crossover that end in a niche (PEL-NAS, section 3.2, without the model's judgement).
public struct Variation {
    private let isWanted: (Cell) -> Bool

    /// Children are drawn from the niche's cells that are wanted besides, such as those not yet seen.
    public init(within niche: Niche, where isWanted: @escaping (Cell) -> Bool = { _ in true }) {
        self.isWanted = { niche.contains($0) && isWanted($0) }
    }

    /// The parent with one edge changed, uniformly among the changes that are wanted; where there is none,
    /// with two. nil only where no wanted cell lies within two changes.
    public func mutate(_ parent: Cell, _ random: inout RandomStream) -> Cell? {
        let single = Self.neighbours(of: parent)
        if let child = random.pick(single.filter(isWanted)) { return child }
        var double: Set<Cell> = []
        for neighbour in single { double.formUnion(Self.neighbours(of: neighbour)) }
        double.remove(parent)
        return random.pick(double.filter(isWanted).sorted())
    }

    /// Each edge from the one parent or the other, uniformly among the mixtures that are wanted and equal
    /// neither parent; nil when there is none.
    public func cross(_ mother: Cell, _ father: Cell, _ random: inout RandomStream) -> Cell? {
        let differing = (0..<Cell.edgeCount).filter { mother[$0] != father[$0] }
        guard differing.count > 1 else { return nil }
        var children: [Cell] = []
        for mask in 1..<((1 << differing.count) - 1) {
            var operations = mother.operations
            for (bit, edge) in differing.enumerated() where mask & (1 << bit) != 0 {
                operations[edge] = father[edge]
            }
            if let child = Cell(operations), isWanted(child) { children.append(child) }
        }
        return random.pick(children)
    }

    /// The 24 cells that differ in one edge.
    public static func neighbours(of cell: Cell) -> [Cell] {
        (0..<Cell.edgeCount).flatMap { edge in
            Operation.allCases.filter { $0 != cell[edge] }.map { cell.replacing(edge: edge, with: $0) }
        }
    }
}
