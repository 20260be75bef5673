import Proposal
import Records
import Spaces
import StageKit

extension CandidateRecord {
    /// An accepted child, the `number`th of its niche in this generation.
    init(_ child: ProposedChild<some Searchable>, generation: Int, niche: String, number: Int) {
        self.init(
            id: Self.id(generation: generation, niche: niche, number: number), generation: generation,
            niche: niche,
            cell: child.cell.description, operation: child.operation,
            parents: child.parents.map(\.description))
    }
}

extension RejectedRecord {
    /// A child of a call that was not accepted.
    init(_ child: RejectedChild, id: String, generation: Int) {
        self.init(
            candidate: CandidateRecord(
                id: id, generation: generation, niche: child.niche, cell: child.text, operation: "proposed"),
            reason: child.reason, detail: child.detail)
    }
}

extension KnowledgeRecord {
    init(_ change: KnowledgeBase.Change, niche: String, generation: Int) {
        self.init(
            niche: niche, rule: change.rule.id, text: change.rule.text,
            change: change.kind, previousText: change.previousText,
            generation: generation, since: change.rule.since)
    }
}
