import Spaces

/// A generation in the making by a method that chooses over all niches: each child is filed under the first niche
/// it falls into, and cells of no niche are not taken.
struct WholeSpaceTurn<Candidate: Searchable> {
    private let niches: [Candidate.Region]
    private var acceptance: Acceptance<Candidate>
    /// The children taken so far, niche by niche.
    private(set) var proposals: [[ProposedChild<Candidate>]]
    /// How many more are wanted.
    private(set) var left: Int

    /// A turn of `count` children of all niches together.
    init(_ count: Int, overAll niches: [Candidate.Region], acceptance: Acceptance<Candidate>) {
        self.niches = niches
        self.acceptance = acceptance
        proposals = niches.map { _ in [] }
        left = max(0, count)
    }

    /// Whether the cell could be taken: new to the run, in some niche, under the latency limit.
    func isOpen(_ cell: Candidate) -> Bool {
        acceptance.isOpen(cell) && niches.contains { $0.contains(cell) }
    }

    /// Takes a child that is open while more are wanted; passes over any other. It is filed under the niche
    /// at that place, or the first that it falls into.
    mutating func take(_ child: ProposedChild<Candidate>, as place: Int? = nil) {
        guard left > 0, let home = place ?? niches.firstIndex(where: { $0.contains(child.cell) }),
            acceptance.judge(child.cell, for: niches[home]) == nil
        else { return }
        proposals[home].append(child)
        left -= 1
    }

    /// A random open cell of a niche, not taken yet; nil when it has none.
    func drawn(from niche: Candidate.Region, _ random: inout RandomStream) -> ProposedChild<Candidate>? {
        RandomSearch.drawn(from: niche, acceptance, &random)
    }

    /// Takes random open cells for what is still wanted; fewer only when no more are open.
    mutating func fillAtRandom(_ random: inout RandomStream) {
        guard left > 0 else { return }
        let drawn = RandomSearch.propose(left, overAll: niches, acceptance: &acceptance, random: &random)
        for (home, children) in drawn.enumerated() {
            proposals[home] += children
            left -= children.count
        }
    }
}
