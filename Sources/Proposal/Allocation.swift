import Spaces

/// How a generation's children are shared out over the niches. The total is the children per niche times
/// the niches, as far as there are open cells for it; a niche never gets more than it has.
public enum Allocation: String, CaseIterable, Sendable {
    /// As many for each niche: the paper's.
    case even
    /// A saturated niche keeps one child; the others share the rest evenly, and what cannot be shared
    /// evenly goes to the niches with the most members on the global front.
    ///
    /// A niche is saturated when it has fewer open cells than `perNiche`, or, from generation 3 on, when it
    /// had children in both of the last two generations and none of these is on the global front now.
    /// Where all are saturated none gives way. What the unsaturated niches have no room for, the saturated
    /// ones take.
    case adaptive

    /// How many children each niche of the state gets, in the order of its niches.
    public func children<Candidate>(perNiche: Int, state: SearchState<Candidate>) -> [Int] {
        let perNiche = min(max(0, perNiche), ChildrenList.most)
        let open = state.niches.map { max(0, state.openCells[$0.name] ?? 0) }
        guard self == .adaptive else { return open.map { min(perNiche, $0) } }

        let front = GlobalFront(of: state)
        let isSaturated = state.niches.enumerated().map { position, niche in
            open[position] < perNiche || front.hasPassedBy(niche.name, state: state)
        }
        var counts = open.map { _ in 0 }
        var left = perNiche * open.count
        if isSaturated.contains(false) {
            for position in counts.indices where isSaturated[position] {
                counts[position] = min(1, open[position], perNiche)
                left -= counts[position]
            }
        }
        let members = state.niches.map { front.count(in: $0.name) }
        let ranked = counts.indices.sorted { (members[$0], $1) > (members[$1], $0) }
        let unsaturated = ranked.filter { !isSaturated[$0] }
        for group in [unsaturated, ranked] {
            Self.spread(&left, over: group, room: open, counts: &counts)
        }
        return counts
    }

    /// Adds `left` to the counts at these places, evenly, up to the room each has; a remainder goes to the
    /// first of them.
    private static func spread(
        _ left: inout Int, over places: [Int], room: [Int], counts: inout [Int]
    ) {
        while left > 0 {
            let open = places.filter { counts[$0] < room[$0] }
            guard !open.isEmpty else { return }
            let share = left / open.count
            for place in share > 0 ? open : Array(open.prefix(left)) {
                let added = min(max(1, share), room[place] - counts[place])
                counts[place] += added
                left -= added
            }
        }
    }
}

extension GlobalFront {
    /// Whether a niche had children in both of the last two generations and none of them is on the front.
    fileprivate func hasPassedBy(_ niche: String, state: SearchState<Candidate>) -> Bool {
        guard state.generation >= 3 else { return false }
        let recent = [state.generation - 1, state.generation - 2].map { generation in
            state.evaluated.filter { $0.niche == niche && $0.generation == generation }
        }
        return recent.allSatisfy { children in
            !children.isEmpty && !children.contains { contains($0) }
        }
    }
}
