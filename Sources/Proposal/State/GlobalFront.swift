import Pareto
public import Spaces

/// The non-dominated cells of all archives together, by the second objective: from the fastest to the most accurate.
public struct GlobalFront<Candidate: Searchable>: Sendable {
    public let members: [EvaluatedCell<Candidate>]
    private let ids: Set<String>

    /// Members without a point are on no front. Of equal points all cells stay, by their ids.
    public init(of state: SearchState<Candidate>) {
        // Archives in a fixed order: a dictionary has none.
        let all = state.archives.keys.sorted().flatMap { state.archives[$0] ?? [] }
        let placed = all.compactMap { cell in cell.point.map { (cell: cell, point: $0) } }
        members = nonDominated(placed.map(\.point)).map { placed[$0] }
            .sorted {
                $0.point != $1.point ? $0.point.isListed(before: $1.point) : $0.cell.id < $1.cell.id
            }
            .map(\.cell)
        ids = Set(members.map(\.id))
    }

    public func contains(_ cell: EvaluatedCell<Candidate>) -> Bool { ids.contains(cell.id) }

    public func count(in niche: String) -> Int { members.count { $0.niche == niche } }
}
