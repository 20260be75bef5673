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

    /// `children` children of one niche, every one of them acceptable; fewer only when the niche has no
    /// such cell left.
    public func propose(
        for niche: Niche, archive: [Member], acceptance: inout Acceptance, random: inout RandomStream
    ) -> [ProposedChild] {
        let parents = parents(from: archive)
        var proposals: [ProposedChild] = []
        while proposals.count < children,
            let child = bred(from: parents, in: niche, acceptance, &random)
                ?? RandomSearch.drawn(from: niche, acceptance, &random)
        {
            guard acceptance.judge(child.cell, for: niche) == nil else { break }
            proposals.append(child)
        }
        return proposals
    }

    /// A child that variation of some parents leads to; nil when none of many draws did.
    private func bred(
        from parents: [Cell], in niche: Niche, _ acceptance: Acceptance, _ random: inout RandomStream
    ) -> ProposedChild? {
        // No turn is spent on what the run has already: variation draws among open cells.
        let variation = Variation(within: niche, where: acceptance.isOpen)
        for _ in 0..<Self.triesPerChild where !parents.isEmpty {
            if let child = vary(parents, variation, &random) { return child }
        }
        return nil
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
        guard let parent = random.pick(parents), let child = variation.mutate(parent, &random) else {
            return nil
        }
        return ProposedChild(child, operation: VariationOperator.mutation.rawValue, parents: [parent])
    }
}
