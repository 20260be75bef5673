import Proposal
import Records
import Spaces
import StageKit

extension CandidateRecord {
    /// An accepted child, the `number`th of its niche in this generation.
    init(_ child: ProposedChild, generation: Int, niche: String, number: Int) {
        self.init(
            id: Self.id(generation: generation, niche: niche, number: number), generation: generation,
            niche: niche,
            cell: child.cell.description, operation: child.operation,
            parents: child.parents.map(\.description))
    }
}
