import ArgumentParser
import PipelineFile
import Prompts
import Proposal
import Records
import Spaces
import StageKit

@main
struct Prompt: StageProgram {
    static let contract = StageContract.prompt
    static let configuration: CommandConfiguration = configuration(
        discussion: """
            Proposes a generation's candidates, niche by niche, from the archives of the one before, or
            from all that was evaluated: by evolution, local search, at random, or by a language model. A model
            that has not answered all leaves 75 behind; run it again, and only what is not answered is asked.

            Example:
              prompt --run-dir runs/a --generation 4
              prompt --run-dir runs/a --generation 4 --niche S3 --output - | jq .cell
            """)

    @OptionGroup var options: StageOptions

    func run(_ context: StageContext) throws -> String {
        if context.settings.prompt.proposer == .coLLM {
            return try CoLLMTurn(context, templates: try PromptTemplates(context)).run()
        }
        return switch context.settings.space {
        case .nasBench201: try propose(CellSpace(), context)
        case .defined: try propose(DefinedSpace(context), context)
        }
    }

    private func propose(_ space: some PromptSpace, _ context: StageContext) throws -> String {
        if context.settings.prompt.proposer.asksModel {
            return try ModelTurn(space, context, templates: try PromptTemplates(context)).run()
        }
        let turn = try GenerationTurn(space, context)
        var accepted: [CandidateRecord] = []
        for (niche, children) in zip(turn.niches, try turn.propose()) {
            for (number, child) in children.enumerated() {
                accepted.append(
                    CandidateRecord(
                        child, generation: context.generation, niche: niche.name, number: number + 1))
            }
        }
        let names = turn.niches.map(\.name)
        try context.publish(accepted, Self.contract.writes[0], niches: names)
        // A proposer without a model can look before it proposes, and so has nothing rejected.
        try context.publish([RejectedRecord](), Self.contract.writes[1], niches: names)
        return "\(accepted.count) candidates"
    }
}
