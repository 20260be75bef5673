public import Spaces

/// Cells drawn at random among those still open: the baseline every other proposer must beat.
public enum RandomSearch {
    /// `count` cells of a niche, fewer where it runs out.
    public static func propose(
        _ count: Int, for niche: Niche, acceptance: inout Acceptance, random: inout RandomStream
    ) -> [ProposedChild] {
        var proposals: [ProposedChild] = []
        while proposals.count < count, let child = drawn(from: niche, acceptance, &random) {
            guard acceptance.judge(child.cell, for: niche) == nil else { break }
            proposals.append(child)
        }
        return proposals
    }

    /// Draws from the whole space before an almost exhausted niche is listed instead.
    private static let draws = 2_000

    /// An open cell of the niche, each equally likely; nil when none is left.
    static func drawn(
        from niche: Niche, _ acceptance: Acceptance, _ random: inout RandomStream
    ) -> ProposedChild? {
        for _ in 0..<draws {
            if let cell = Cell(code: random.below(Cell.count)), niche.contains(cell), acceptance.isOpen(cell)
            {
                return ProposedChild(cell, operation: "random")
            }
        }
        return random.pick(niche.cells.filter(acceptance.isOpen)).map {
            ProposedChild($0, operation: "random")
        }
    }

    /// `count` cells of the whole space whatever their niche, filed under the niche each falls into; cells
    /// of no niche are passed over.
    public static func propose(
        _ count: Int, overAll niches: [Niche], acceptance: inout Acceptance, random: inout RandomStream
    ) -> [[ProposedChild]] {
        var proposals: [[ProposedChild]] = niches.map { _ in [] }
        var pool = Cell.all.filter(acceptance.isOpen)
        var placed = 0
        while placed < count, !pool.isEmpty {
            let position = random.below(pool.count)
            let cell = pool[position]
            pool.swapAt(position, pool.count - 1)
            pool.removeLast()
            // With novelty by function an earlier draw may have closed the cell.
            guard let home = niches.firstIndex(where: { $0.contains(cell) }),
                acceptance.judge(cell, for: niches[home]) == nil
            else { continue }
            proposals[home].append(ProposedChild(cell, operation: "random"))
            placed += 1
        }
        return proposals
    }
}
