import PipelineFile
import Proposal
import Spaces
import StageKit

extension Scope {
    /// What a model is asked about: each niche with its share of the children, or the whole space with all of
    /// them. A niche without a cell left is passed over, and that is said.
    static func all(
        for proposer: ModelProposer, _ state: SearchState<Candidate>, _ context: StageContext
    ) throws -> [Scope] {
        let settings = context.settings.prompt
        let allocation: Allocation = settings.allocation == .adaptive ? .adaptive : .even
        let counts = allocation.children(perNiche: settings.children, state: state)
        func operators(_ count: Int, members: Int, _ name: String) -> [ChildOperator] {
            guard settings.operator == .drawn else { return Array(repeating: .model, count: count) }
            var random = RandomStream(
                seed: context.settings.randomSeed, "prompt", "generation \(context.generation)", name)
            return ChildOperator.draw(
                count, members: members, crossoverProbability: settings.crossoverProbability, random: &random)
        }
        guard proposer.isPartitioned else {
            if let niche = context.niche {
                throw StageFailure(
                    .usage,
                    "--niche \(niche): \(settings.proposer.rawValue) asks about the whole space at once")
            }
            let members = state.archives.values.reduce(0) { $0 + $1.count }
            let all = operators(counts.reduce(0, +), members: members, WholeSpace.name)
            guard !all.isEmpty, let whole = Candidate.Region.whole(of: state.niches) else { return [] }
            return [Scope(whole: whole, operators: all)]
        }
        return zip(state.niches, counts).compactMap { niche, count in
            guard context.niche == nil || context.niche == niche.name else { return nil }
            guard count > 0 else {
                StandardStreams.tell(
                    "prompt: niche \(niche.name) has no cell left to propose; it is not asked about")
                return nil
            }
            let members = state.archives[niche.name]?.count ?? 0
            return Scope(niche, operators: operators(count, members: members, niche.name))
        }
    }
}
