import Benchmarks
import Pareto
import PipelineFile
import Proposal
import Records
import Spaces
import StageKit

/// One generation's proposals without a model: what is known, and who proposes.
struct GenerationTurn<Space: PromptSpace> {
    typealias Candidate = Space.Candidate

    let niches: [Candidate.Region]
    private let archives: [String: [Evolution.Member<Candidate>]]
    /// Every cell of the earlier generations, where the proposer goes by them.
    private let evaluated: [EvaluatedCell<Candidate>]
    private let acceptance: Acceptance<Candidate>
    private let settings: PipelineSettings
    private let generation: Int

    init(_ space: Space, _ context: StageContext) throws {
        settings = context.settings
        generation = context.generation
        niches = try space.niches(context)
        let archive = try context.read(ArchiveRecord.self, StageContract.prompt.reads[0])
        archives = try Dictionary(grouping: archive, by: \.nicheName).mapValues { members in
            try members.compactMap { member in
                guard let point = member.evaluation.vector(context.settings.objectives) else { return nil }
                return (try space.candidate(member.evaluation.candidate, context), point)
            }
        }
        evaluated =
            try settings.prompt.proposer.remembersEvaluations
            ? StateReading(space, context).evaluated() : []
        acceptance = try space.acceptance(context)
    }

    private func random(_ name: String) -> RandomStream {
        RandomStream(seed: settings.randomSeed, "prompt", "generation \(generation)", name)
    }

    /// Each niche's proposals, in the order of the niches. Niches take turns in that order, so that with
    /// novelty by function the first to propose a function has it.
    func propose() throws -> [[ProposedChild<Candidate>]] {
        var acceptance = acceptance
        let children = settings.prompt.children
        let total = children * niches.count
        let history = SearchHistory(evaluated)
        switch settings.prompt.proposer {
        case .screenedEvolution:
            var random = random("all niches")
            return ScreenedEvolution(children: total).propose(
                overAll: niches, archives: archives, evaluated: evaluated, acceptance: acceptance,
                random: &random)
        case .partitionedEvolution:
            let evolution = Evolution(
                children: children, parentLimit: settings.prompt.parents,
                crossoverProbability: settings.prompt.crossoverProbability)
            return niches.map { niche in
                var random = random(niche.name)
                return evolution.propose(
                    for: niche, archive: archives[niche.name] ?? [], acceptance: &acceptance, random: &random)
            }
        case .randomPartitioned:
            return niches.map { niche in
                var random = random(niche.name)
                return RandomSearch.propose(children, for: niche, acceptance: &acceptance, random: &random)
            }
        case .random:
            var random = random("the whole space")
            return RandomSearch.propose(total, overAll: niches, acceptance: &acceptance, random: &random)
        case .nsga2:
            var random = random("the whole space")
            return NSGA2(children: total, crossoverProbability: settings.prompt.crossoverProbability)
                .propose(overAll: niches, history: history, acceptance: acceptance, random: &random)
        case .regularizedEvolution:
            var random = random("the whole space")
            return RegularizedEvolution(children: total)
                .propose(overAll: niches, history: history, acceptance: acceptance, random: &random)
        case .localSearch:
            var random = random("the whole space")
            return LocalSearch(children: total)
                .propose(overAll: niches, history: history, acceptance: acceptance, random: &random)
        case .exhaustive:
            guard let all = ExhaustiveSearch.propose(overAll: niches, acceptance: acceptance) else {
                throw StageFailure(
                    .badPipeline, "prompt.proposer: exhaustive lists the whole space, which is too large")
            }
            return all
        case .coEvolution, .noKnowledge, .unpartitioned, .plainPrompt, .latencyPrompt, .coLLM:
            throw StageFailure(.software, "\(settings.prompt.proposer.rawValue) asks a model")
        }
    }
}
