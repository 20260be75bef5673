public import Spaces

/// Unseen cells drawn at random: the baseline every other proposer must beat.
public enum RandomSearch {
    /// `count` unseen cells of a niche, fewer where it runs out.
    public static func propose(
        _ count: Int, for niche: Niche, acceptance: inout Acceptance, random: inout RandomStream
    ) -> Proposals {
        var proposals = Proposals()
        for _ in 0..<count {
            guard placeOne(from: niche, &acceptance, &random, &proposals) else { break }
        }
        return proposals
    }

    /// Draws from the whole space before an almost exhausted niche is listed instead.
    private static let draws = 2_000

    /// Draws unseen cells until one is accepted; false when none is left.
    static func placeOne(
        from niche: Niche, _ acceptance: inout Acceptance, _ random: inout RandomStream, _ proposals: inout Proposals
    ) -> Bool {
        for _ in 0..<draws {
            guard let cell = Cell(code: random.below(Cell.count)), niche.contains(cell), acceptance.isNew(cell) else {
                continue
            }
            if proposals.submit(ProposedChild(cell, operation: "random"), to: &acceptance, for: niche) {
                return true
            }
        }
        let unseen = niche.cells.filter(acceptance.isNew)
        for cell in random.sample(unseen.count, of: unseen) {
            if proposals.submit(ProposedChild(cell, operation: "random"), to: &acceptance, for: niche) {
                return true
            }
        }
        return false
    }
}

extension RandomSearch {
    /// `count` unseen cells of the whole space whatever their niche, filed under the niche each falls
    /// into; cells of no niche are passed over.
    public static func propose(
        _ count: Int, overAll niches: [Niche], acceptance: inout Acceptance, random: inout RandomStream
    ) -> [Proposals] {
        var proposals = niches.map { _ in Proposals() }
        var pool = Cell.all.filter(acceptance.isNew)
        var placed = 0
        while placed < count, !pool.isEmpty {
            let position = random.below(pool.count)
            let cell = pool[position]
            pool.swapAt(position, pool.count - 1)
            pool.removeLast()
            guard let home = niches.firstIndex(where: { $0.contains(cell) }) else { continue }
            let child = ProposedChild(cell, operation: "random")
            if proposals[home].submit(child, to: &acceptance, for: niches[home]) { placed += 1 }
        }
        return proposals
    }
}
