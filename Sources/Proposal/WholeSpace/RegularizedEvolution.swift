import Pareto
public import Spaces

/// Regularized (ageing) evolution over the whole space (Real, Aggarwal, Huang and Le, "Regularized evolution
/// for image classifier architecture search", AAAI 2019), with several objectives.
///
/// - *Population.* The last cells the run evaluated, as many as it has seeds: the oldest leave, however good
///   they are. Cells of one generation are as old as they stand in its file.
/// - *Tournament.* `sampleSize` of the population are drawn, and the best of them is the parent. The paper
///   has one objective; here the best is that of the first non-dominated rank, then the least crowded, both
///   within the sample.
/// - *Batches.* The paper lets each child in before the next is made. A generation is evaluated at once, so
///   all its parents come from the population at its start.
/// - *Variation.* One edge gets another operation. The paper keeps repeated children; here the change is drawn
///   among those that lead to a cell the run does not have. A parent without any gives way to the next
///   tournament's; after `samplesPerChild` of them the child is drawn at random at the generation's end.
public struct RegularizedEvolution: Sendable {
    /// Of a generation, over all niches.
    public var children: Int

    static let sampleSize = 10
    static let samplesPerChild = 20

    public init(children: Int) {
        self.children = children
    }

    /// The youngest cells, the oldest of them first.
    static func population<Candidate>(
        _ history: SearchHistory<Candidate>
    ) -> [Evolution.Member<Candidate>] {
        Array(history.members.suffix(history.seedCount))
    }

    /// The best of some drawn members; nil when there are none.
    static func best<Candidate>(_ sample: [Evolution.Member<Candidate>]) -> Candidate? {
        leastCrowded(sample.map(\.point), count: 1).first.map { sample[$0].cell }
    }

    /// The generation's children, niche by niche: exactly `children` while the space has as many open.
    @_specialize(where Candidate == Cell)
    public func propose<Candidate>(
        overAll niches: [Candidate.Region], history: SearchHistory<Candidate>,
        acceptance: Acceptance<Candidate>, random: inout RandomStream
    ) -> [[ProposedChild<Candidate>]] {
        var turn = WholeSpaceTurn(children, overAll: niches, acceptance: acceptance)
        let population = Self.population(history)
        for _ in 0..<turn.left {
            if let child = Self.bred(from: population, turn, &random) { turn.take(child) }
        }
        turn.fillAtRandom(&random)
        return turn.proposals
    }

    private static func bred<Candidate>(
        from population: [Evolution.Member<Candidate>], _ turn: WholeSpaceTurn<Candidate>,
        _ random: inout RandomStream
    ) -> ProposedChild<Candidate>? {
        for _ in 0..<samplesPerChild {
            guard let parent = best(random.sample(sampleSize, of: population)) else { return nil }
            if let child = random.pick(parent.neighbours.filter(turn.isOpen)) {
                return ProposedChild(
                    child, operation: VariationOperator.mutation.rawValue, parents: [parent])
            }
        }
        return nil
    }
}
