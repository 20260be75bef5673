import ArgumentParser
import Proposal
import Records
import Spaces
import StageKit

@main
struct Prompt: StageProgram {
    static let contract = StageContract.prompt
    static let configuration = configuration(
        discussion: """
            Proposes a generation's candidates, niche by niche, from the archives of the one before; what is
            not accepted is kept with its reason.

            Example:
              prompt --run-dir runs/a --generation 4
              prompt --run-dir runs/a --generation 4 --niche S3 --output - | jq .cell
            """)

    @OptionGroup var options: StageOptions

    func run(_ context: StageContext) throws -> String {
        guard context.generation > 0 else {
            throw StageFailure(.usage, "--generation 0 is the seeds': prompt begins with generation 1")
        }
        let turn = try GenerationTurn(context)
        let proposals = turn.propose()
        var accepted: [CandidateRecord] = []
        var rejected: [RejectedRecord] = []
        for (niche, proposal) in zip(turn.niches, proposals) {
            for (number, child) in proposal.accepted.enumerated() {
                accepted.append(
                    CandidateRecord(child, generation: context.generation, niche: niche.name, number: number + 1))
            }
            for (number, entry) in proposal.rejected.enumerated() {
                rejected.append(
                    RejectedRecord(
                        entry.child, entry.objection, generation: context.generation, niche: niche.name,
                        number: number + 1))
            }
        }
        let names = turn.niches.map(\.name)
        try context.publish(accepted, Self.contract.writes[0], niches: names)
        try context.publish(rejected, Self.contract.writes[1], niches: names)
        return "\(accepted.count) candidates accepted, \(rejected.count) rejected"
    }
}
