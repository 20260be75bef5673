import Pareto
public import Spaces

/// NSGA-II over the whole space, by generations (Deb, Pratap, Agarwal and Meyarivan, "A fast and elitist
/// multiobjective genetic algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation 6(2), 2002).
///
/// - *Population.* As many cells as the run has seeds. Environmental selection (rank, then crowding) of the
///   population and the next generation's cells together is replayed from the seeds on, so the population
///   follows from the run's files.
/// - *Mating.* Two binary tournaments by rank, then crowding, both as environmental selection found them.
///   Distances that are equal, as those of a front's two ends, are told apart by which cell came earlier.
/// - *Variation.* With the crossover probability each edge comes from either parent with equal chance
///   (uniform crossover), else the first parent is copied; then one edge gets another operation. The paper
///   leaves both to the representation; it mutates each variable with probability 1/n, which is one edge on
///   average too.
/// - *New cells.* The paper keeps repeated children; here evaluating one again would waste the budget. A
///   child that the run has already is mutated again, up to `mutationsPerChild` times in all. What no parents
///   led to is drawn at random at the generation's end.
public struct NSGA2: Sendable {
    /// Of a generation, over all niches.
    public var children: Int
    public var crossoverProbability: Double

    static let mutationsPerChild = 20

    public init(children: Int, crossoverProbability: Double) {
        self.children = children
        self.crossoverProbability = crossoverProbability
    }

    /// The survivors of all generations so far, best first: by rank, then from the least crowded.
    static func population<Candidate>(
        _ history: SearchHistory<Candidate>
    ) -> [Evolution.Member<Candidate>] {
        history.generations.reduce(into: []) { population, generation in
            let pool = population + generation
            population = leastCrowded(pool.map(\.point), count: history.seedCount).map { pool[$0] }
        }
    }

    /// The generation's children, niche by niche: exactly `children` while the space has as many open.
    @_specialize(where Candidate == Cell)
    public func propose<Candidate>(
        overAll niches: [Candidate.Region], history: SearchHistory<Candidate>,
        acceptance: Acceptance<Candidate>, random: inout RandomStream
    ) -> [[ProposedChild<Candidate>]] {
        var turn = WholeSpaceTurn(children, overAll: niches, acceptance: acceptance)
        let population = Self.population(history).map(\.cell)
        for _ in 0..<turn.left {
            if let child = bred(from: population, turn, &random) { turn.take(child) }
        }
        turn.fillAtRandom(&random)
        return turn.proposals
    }

    /// An open child of two tournaments' winners; nil when many mutations led to none.
    private func bred<Candidate>(
        from population: [Candidate], _ turn: WholeSpaceTurn<Candidate>, _ random: inout RandomStream
    ) -> ProposedChild<Candidate>? {
        guard let mother = Self.winner(population, &random) else { return nil }
        var parents = [mother]
        var cell = mother
        if random.unit() < crossoverProbability, let father = Self.winner(population, &random),
            father != mother
        {
            parents.append(father)
            cell = mother.mixed(with: father, &random)
        }
        let operation: VariationOperator = parents.count == 2 ? .crossover : .mutation
        for _ in 0..<Self.mutationsPerChild {
            cell = cell.mutated(&random)
            if turn.isOpen(cell) {
                return ProposedChild(cell, operation: operation.rawValue, parents: parents)
            }
        }
        return nil
    }

    /// The better of two different members of a population that stands best first.
    private static func winner<Candidate>(
        _ population: [Candidate], _ random: inout RandomStream
    ) -> Candidate? {
        guard population.count > 1 else { return population.first }
        let first = random.below(population.count)
        let other = random.below(population.count - 1)
        return population[min(first, other < first ? other : other + 1)]
    }
}
