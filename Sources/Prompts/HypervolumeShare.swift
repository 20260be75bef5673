import Pareto
import Proposal
import Spaces

/// What a cell alone adds to the dominated volume.
struct HypervolumeShare<Candidate: Searchable> {
    let cell: EvaluatedCell<Candidate>
    /// Of the global front; 0 for what is not on it.
    let global: Double
    /// Of the archive it is a member of.
    let local: Double

    /// How far beyond the worst of all evaluated points the reference lies, in box units. At the worst
    /// itself the two ends of a front would add nothing, and they are what a search must not lose.
    static var beyond: Double { 1.1 }

    /// The members of an archive, those first that add most to the global front, then those that add most
    /// to the archive, then the fastest. Members without a point come last.
    static func ranked(
        _ members: [EvaluatedCell<Candidate>], front: GlobalFront<Candidate>, scale: VectorNormalisation?
    ) -> [HypervolumeShare] {
        let global = shares(of: front.members, scale)
        let local = shares(of: members, scale)
        return members.map {
            HypervolumeShare(cell: $0, global: global[$0.id] ?? 0, local: local[$0.id] ?? 0)
        }.sorted(by: precedes)
    }

    /// Of cells at the same point the first by id holds what they hold together: one of them is worth
    /// showing, the copies are not.
    private static func shares(
        of cells: [EvaluatedCell<Candidate>], _ scale: VectorNormalisation?
    ) -> [String: Double] {
        guard let scale else { return [:] }
        var owners: [ObjectiveVector: String] = [:]
        for cell in cells {
            guard let point = cell.point else { continue }
            owners[point] = min(owners[point] ?? cell.id, cell.id)
        }
        let points = owners.keys.sorted { $0.isLess(than: $1) }
        let reference = scale.unitReference.map { value, _ in beyond * value }
        let volumes = hypervolumeContributions(points.map { scale.normalised($0) }, reference: reference)
        var shares: [String: Double] = [:]
        for (point, volume) in zip(points, volumes) {
            if let owner = owners[point] { shares[owner] = volume }
        }
        return shares
    }

    private static func precedes(_ left: HypervolumeShare, _ right: HypervolumeShare) -> Bool {
        if left.global != right.global { return left.global > right.global }
        if left.local != right.local { return left.local > right.local }
        let costs = [left, right].map { $0.cell.point?[1] ?? .infinity }
        if costs[0] != costs[1] { return costs[0] < costs[1] }
        return left.cell.id < right.cell.id
    }
}
