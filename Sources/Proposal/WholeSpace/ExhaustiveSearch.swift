public import Spaces

/// Every cell of the space at once, by code. One generation is enough; any later one has nothing left to
/// propose.
///
/// No search finds a better front by the same accuracies and latencies. Where these are predictions, a front
/// that looks worse may still be truly better: one that left out a cell the predictor overrates.
public enum ExhaustiveSearch {
    /// Every open cell of every niche, filed under the first niche it falls into. With novelty by function
    /// that is what each function's first form and its form without dead edges come to.
    public static func propose(overAll niches: [Niche], acceptance: Acceptance) -> [[ProposedChild]] {
        var turn = WholeSpaceTurn(Cell.count, overAll: niches, acceptance: acceptance)
        for cell in Cell.all { turn.take(ProposedChild(cell, operation: "exhaustive")) }
        return turn.proposals
    }
}
