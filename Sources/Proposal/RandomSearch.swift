public import Spaces

/// Cells drawn at random among those still open: the baseline every other proposer must beat.
public enum RandomSearch {
    /// `count` cells of a niche, fewer where it runs out.
    @_specialize(where Candidate == Cell)
    public static func propose<Candidate>(
        _ count: Int, for niche: Candidate.Region, acceptance: inout Acceptance<Candidate>,
        random: inout RandomStream
    ) -> [ProposedChild<Candidate>] {
        var proposals: [ProposedChild<Candidate>] = []
        while proposals.count < count, let child = drawn(from: niche, acceptance, &random) {
            guard acceptance.judge(child.cell, for: niche) == nil else { break }
            proposals.append(child)
        }
        return proposals
    }

    /// An open cell of the niche, each equally likely; nil when none is left.
    static func drawn<Candidate>(
        from niche: Candidate.Region, _ acceptance: Acceptance<Candidate>, _ random: inout RandomStream
    ) -> ProposedChild<Candidate>? {
        niche.drawn(where: acceptance.isOpen, &random).map { ProposedChild($0, operation: "random") }
    }

    /// `count` cells of the whole space whatever their niche, filed under the niche each falls into; cells
    /// of no niche are passed over.
    @_specialize(where Candidate == Cell)
    public static func propose<Candidate>(
        _ count: Int, overAll niches: [Candidate.Region], acceptance: inout Acceptance<Candidate>,
        random: inout RandomStream
    ) -> [[ProposedChild<Candidate>]] {
        var proposals: [[ProposedChild<Candidate>]] = niches.map { _ in [] }
        var draws = Candidate.Draws(overAll: niches, where: acceptance.isOpen)
        var placed = 0
        while placed < count, let cell = draws.next(&random) {
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
