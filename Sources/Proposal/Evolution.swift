public import Pareto
public import Spaces

/// Partitioned evolution without a model, the paper's PEA (PEL-NAS, Table 5): parents from the niche's
/// archive, each child by crossover or mutation.
public struct Evolution: Sendable {
    /// A member of a niche's archive, with its objectives, all minimised: (100 - accuracy, latency, ...).
    public typealias Member<Candidate> = (cell: Candidate, point: ObjectiveVector)

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
    func parents<Candidate>(from archive: [Member<Candidate>]) -> [Candidate] {
        guard archive.count > parentLimit else { return archive.map(\.cell) }
        return crowdingOrder(archive.map(\.point)).prefix(parentLimit).map { archive[$0].cell }
    }

    /// `children` children of one niche, every one of them acceptable; fewer only when the niche has no
    /// such cell left.
    @_specialize(where Candidate == Cell)
    public func propose<Candidate>(
        for niche: Candidate.Region, archive: [Member<Candidate>],
        acceptance: inout Acceptance<Candidate>, random: inout RandomStream
    ) -> [ProposedChild<Candidate>] {
        let parents = parents(from: archive)
        var proposals: [ProposedChild<Candidate>] = []
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
    private func bred<Candidate>(
        from parents: [Candidate], in niche: Candidate.Region, _ acceptance: Acceptance<Candidate>,
        _ random: inout RandomStream
    ) -> ProposedChild<Candidate>? {
        // No turn is spent on what the run has already: variation draws among open cells.
        let variation = Variation(within: niche, where: acceptance.isOpen)
        for _ in 0..<Self.triesPerChild where !parents.isEmpty {
            if let child = vary(parents, variation, &random) { return child }
        }
        return nil
    }

    private func vary<Candidate>(
        _ parents: [Candidate], _ variation: Variation<Candidate>, _ random: inout RandomStream
    ) -> ProposedChild<Candidate>? {
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
