import Spaces

/// The children a generation is chosen from: what variation makes of the archives' members, each cell once.
///
/// - *Mutation.* The neighbours, by one edge, of every member.
/// - *Crossover.* `crossings` children of two members drawn from all archives, each edge from either with equal
///   chance (uniform crossover, Syswerda 1989): what differs in several edges from all that is known.
///
/// Its size goes with that of the archives and not with that of the space.
struct OffspringPool {
    static let crossings = 300

    private(set) var children: [ProposedChild] = []
    private var cells = CellSet()

    /// The wanted children of these members.
    init(of members: [Cell], where isWanted: (Cell) -> Bool, random: inout RandomStream) {
        let parents = Set(members).sorted()
        for parent in parents {
            for cell in Variation.neighbours(of: parent) {
                add(cell, .mutation, of: [parent], where: isWanted)
            }
        }
        guard parents.count > 1 else { return }
        for _ in 0..<Self.crossings {
            let pair = random.sample(2, of: parents)
            var cell = pair[0]
            for edge in 0..<Cell.edgeCount where random.below(2) == 1 {
                cell = cell.replacing(edge: edge, with: pair[1][edge])
            }
            add(cell, .crossover, of: pair, where: isWanted)
        }
    }

    private mutating func add(
        _ cell: Cell, _ operation: VariationOperator, of parents: [Cell], where isWanted: (Cell) -> Bool
    ) {
        guard !cells.contains(cell), isWanted(cell) else { return }
        cells.insert(cell)
        children.append(ProposedChild(cell, operation: operation.rawValue, parents: parents))
    }
}
