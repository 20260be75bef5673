import Pareto
public import Spaces

/// Pareto local search over the whole space (Paquete, Chiarandini and Stützle, "Pareto local optimum sets in
/// the biobjective traveling salesman problem: an experimental study", in Metaheuristics for Multiobjective
/// Optimisation, 2004). With one objective it is the strong baseline of White, Nolen and Savani, "Exploring
/// the loss landscape in neural architecture search" (first "Local search is state of the art for neural
/// architecture search benchmarks"), UAI 2021.
///
/// - *Archive.* The front of all cells the run has evaluated.
/// - *Neighbours.* The 24 cells that differ in one edge. A member is explored when none of its neighbours is
///   open, which the run's files tell.
/// - *Order.* The papers draw the member to explore at random; here the least crowded goes first, so that a
///   generation's few children go where the front has gaps. Its neighbours come in random order; what a
///   generation has no room for the next one explores, if the member is still on the front.
/// - *Restart.* When all members are explored, the rest of the generation is drawn at random. Such a cell is
///   explored in its turn if it is on the front.
public struct LocalSearch: Sendable {
    /// Of a generation, over all niches.
    public var children: Int

    public init(children: Int) {
        self.children = children
    }

    /// The cells no evaluated cell dominates, from the least crowded to the most.
    static func front<Candidate>(_ history: SearchHistory<Candidate>) -> [Candidate] {
        let members = history.members
        let front = nonDominated(members.map(\.point)).map { members[$0] }
        return crowdingOrder(front.map(\.point)).map { front[$0].cell }
    }

    /// The generation's children, niche by niche: exactly `children` while the space has as many open.
    @_specialize(where Candidate == Cell)
    public func propose<Candidate>(
        overAll niches: [Candidate.Region], history: SearchHistory<Candidate>,
        acceptance: Acceptance<Candidate>, random: inout RandomStream
    ) -> [[ProposedChild<Candidate>]] {
        var turn = WholeSpaceTurn(children, overAll: niches, acceptance: acceptance)
        for member in Self.front(history) where turn.left > 0 {
            let neighbours = member.neighbours.filter(turn.isOpen)
            for cell in random.sample(neighbours.count, of: neighbours) {
                turn.take(
                    ProposedChild(cell, operation: VariationOperator.mutation.rawValue, parents: [member]))
            }
        }
        turn.fillAtRandom(&random)
        return turn.proposals
    }
}
