public import Spaces

/// Every cell of the space at once, by code. One generation is enough; any later one has nothing left to
/// propose.
///
/// No search finds a better front by the same accuracies and latencies. Where these are predictions, a front
/// that looks worse may still be truly better: one that left out a cell the predictor overrates.
public enum ExhaustiveSearch {
    /// Every open cell of every niche, filed under the first niche it falls into. With novelty by function
    /// that is what each function's first form and its form without dead edges come to.
    /// nil where the space is too large to be listed.
    @_specialize(where Candidate == Cell)
    public static func propose<Candidate>(
        overAll niches: [Candidate.Region], acceptance: Acceptance<Candidate>
    ) -> [[ProposedChild<Candidate>]]? {
        guard let all = Candidate.listed(for: niches) else { return nil }
        var turn = WholeSpaceTurn(all.count, overAll: niches, acceptance: acceptance)
        for cell in all { turn.take(ProposedChild(cell, operation: "exhaustive")) }
        return turn.proposals
    }
}
