import Spaces

/// The children a generation is chosen from: what variation makes of the archives' members, each cell once.
///
/// - *Mutation.* The neighbours, by one edge, of every member.
/// - *Crossover.* `crossings` children of two members drawn from all archives, each edge from either with equal
///   chance (uniform crossover, Syswerda 1989): what differs in several edges from all that is known.
///
/// Its size goes with that of the archives and not with that of the space.
struct OffspringPool<Candidate: Searchable> {
    static var crossings: Int { 300 }

    private(set) var children: [ProposedChild<Candidate>] = []
    private var cells = Candidate.Members()

    /// The wanted children of these members.
    init(of members: [Candidate], where isWanted: (Candidate) -> Bool, random: inout RandomStream) {
        let parents = Set(members).sorted()
        for parent in parents {
            for cell in parent.neighbours {
                add(cell, .mutation, of: [parent], where: isWanted)
            }
        }
        guard parents.count > 1 else { return }
        for _ in 0..<Self.crossings {
            let pair = random.sample(2, of: parents)
            let cell = pair[0].mixed(with: pair[1], &random)
            add(cell, .crossover, of: pair, where: isWanted)
        }
    }

    private mutating func add(
        _ cell: Candidate, _ operation: VariationOperator, of parents: [Candidate],
        where isWanted: (Candidate) -> Bool
    ) {
        guard !cells.contains(cell), isWanted(cell) else { return }
        cells.include(cell)
        children.append(ProposedChild(cell, operation: operation.rawValue, parents: parents))
    }
}
