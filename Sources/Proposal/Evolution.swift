public import Pareto
public import Spaces

/// Partitioned evolution without a model, the paper's PEA (PEL-NAS, Table 5): parents from the niche's
/// archive, each child by crossover or mutation.
public struct Evolution: Sendable {
    /// A member of a niche's archive, with (100 - accuracy, latency) as its point.
    public typealias Member = (cell: Cell, point: Point)

    public var children: Int
    public var parentLimit: Int
    public var crossoverProbability: Double

    /// Draws of parents for one child before an unseen cell of the niche is drawn at random instead.
    static let triesPerChild = 20

    public init(children: Int, parentLimit: Int, crossoverProbability: Double) {
        self.children = children
        self.parentLimit = parentLimit
        self.crossoverProbability = crossoverProbability
    }

    /// The whole archive, or its `parentLimit` least crowded members, extremes first.
    func parents(from archive: [Member]) -> [Cell] {
        guard archive.count > parentLimit else { return archive.map(\.cell) }
        return crowdingOrder(archive.map(\.point)).prefix(parentLimit).map { archive[$0].cell }
    }

    /// Up to `children` accepted children of one niche; fewer only when the niche has no unseen cell left
    /// that could be accepted.
    public func propose(
        for niche: Niche, archive: [Member], acceptance: inout Acceptance, random: inout RandomStream
    ) -> Proposals {
        let parents = parents(from: archive)
        var proposals = Proposals()
        for _ in 0..<children {
            var isPlaced = false
            // No turn is spent on what the run has already: variation draws among unseen cells.
            let variation = Variation(within: niche, where: acceptance.isNew)
            for _ in 0..<Self.triesPerChild where !isPlaced && !parents.isEmpty {
                if let child = vary(parents, variation, &random) {
                    isPlaced = proposals.submit(child, to: &acceptance, for: niche)
                }
            }
            if !isPlaced {
                isPlaced = RandomSearch.placeOne(from: niche, &acceptance, &random, &proposals)
            }
            if !isPlaced { break }
        }
        return proposals
    }

    private func vary(
        _ parents: [Cell], _ variation: Variation, _ random: inout RandomStream
    ) -> ProposedChild? {
        if parents.count > 1, random.unit() < crossoverProbability {
            let pair = random.sample(2, of: parents)
            if let child = variation.cross(pair[0], pair[1], &random) {
                return ProposedChild(child, operation: VariationOperator.crossover.rawValue, parents: pair)
            }
        }
        // Too alike to cross, or mutation drawn.
        guard let parent = random.pick(parents), let child = variation.mutate(parent, &random) else { return nil }
        return ProposedChild(child, operation: VariationOperator.mutation.rawValue, parents: [parent])
    }
}
