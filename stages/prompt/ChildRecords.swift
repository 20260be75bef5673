import Proposal
import Records
import Spaces
import StageKit

extension CandidateRecord {
    /// An accepted child, the `number`th of its niche in this generation.
    init(_ child: ProposedChild, generation: Int, niche: String, number: Int) {
        self.init(
            id: Self.id(generation: generation, niche: niche, number: number), generation: generation, niche: niche,
            cell: child.cell.description, operation: child.operation, parents: child.parents.map(\.description))
    }
}

extension RejectedRecord {
    /// A rejected child, its name marked with an x: "g03-S2-x1".
    init(_ child: ProposedChild, _ objection: Acceptance.Objection, generation: Int, niche: String, number: Int) {
        let (reason, detail): (Reason, String) =
            switch objection {
            case .outOfNiche(let detail): (.outOfNiche, detail)
            case .repeated(let detail): (.repeated, detail)
            case .overLatencyLimit(let detail): (.overLatencyLimit, detail)
            }
        var candidate = CandidateRecord(child, generation: generation, niche: niche, number: number)
        candidate.id = CandidateRecord.id(generation: generation, niche: niche, number: number, letter: "x")
        self.init(candidate: candidate, reason: reason, detail: detail)
    }
}
