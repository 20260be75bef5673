import Pareto
import Proposal
import Spaces

/// What became of a child of the last generation.
enum Fate<Candidate: Searchable>: Equatable {
    /// A member of the archive; whether it is on the global front too.
    case member(onFront: Bool)
    /// Some member is at least as good in every objective and better in one.
    case dominated(by: EvaluatedCell<Candidate>)
    /// It has no value for an objective, so it is in no archive.
    case unmeasured
    /// Not dominated, and yet no member: an archive written by somebody else.
    case leftOut

    /// `members` are the archive the child would be in.
    init(
        of child: EvaluatedCell<Candidate>, members: [EvaluatedCell<Candidate>], front: GlobalFront<Candidate>
    ) {
        guard let point = child.point else {
            self = .unmeasured
            return
        }
        if members.contains(where: { $0.id == child.id }) {
            self = .member(onFront: front.contains(child))
            return
        }
        // The most accurate of those that dominate it says most about what it lacks.
        var best: (member: EvaluatedCell<Candidate>, point: ObjectiveVector)?
        for member in members {
            guard let other = member.point, other.dominates(point) else { continue }
            if let best, best.point == other ? best.member.id <= member.id : best.point.isLess(than: other) {
                continue
            }
            best = (member, other)
        }
        self = best.map { .dominated(by: $0.member) } ?? .leftOut
    }
}
