import Conversation
import PipelineFile
import Proposal
import Records
import Spaces
import StageKit

/// What a generation of a model's comes to, as records.
struct ModelTurnResults {
    var calls: [CallRecord] = []
    private var knowledge: [String: [KnowledgeRecord]] = [:]
    private var rejected: [RejectedRecord] = []
    /// What a search by strategies has besides.
    var strategy: StrategyRecord?

    var repairs: Int { calls.count { $0.attempt > 0 } }

    mutating func note(_ changes: [KnowledgeBase.Change], of scope: String, generation: Int) {
        knowledge[scope] = changes.map {
            KnowledgeRecord($0, niche: scope, generation: generation)
        }
    }

    /// Children of one call that were not accepted, numbered within it.
    mutating func note(_ children: [RejectedChild], call: String, generation: Int) {
        for (number, child) in children.enumerated() {
            rejected.append(RejectedRecord(child, id: "\(call)-\(number + 1)", generation: generation))
        }
    }

    /// Where the endpoint refuses every question there is nothing to go on with; nor where, of several niches,
    /// none gets an answer that can be used: a night of that would end with nothing.
    func throwIfNothingCame(of scopes: Int) throws {
        guard let first = calls.first, !calls.contains(where: { $0.outcome == .used }) else { return }
        let isRefused = calls.allSatisfy { $0.outcome == .refused }
        guard isRefused || scopes > 1 else { return }
        let what = isRefused ? "questions were refused" : "answers were of no use"
        throw StageFailure(
            .unavailable, "all \(calls.count) \(what); \(first.id): \(first.detail ?? "")")
    }

    /// Writes the generation's files, in the order of the niches whatever order the answers came in.
    func publish(
        _ accepted: [AcceptedChild<some Searchable>], niches: [String], _ conversation: Conversation,
        _ context: StageContext
    ) throws {
        let scopes = niches + [WholeSpace.name]
        if context.settings.prompt.proposer.keepsKnowledge {
            try conversation.publish(.knowledge)
            try context.publish(
                scopes.flatMap { knowledge[$0] ?? [] }, "generation-{generation}/knowledge.jsonl",
                niches: scopes)
        }
        if let strategy {
            if !context.settings.prompt.coLLM.isSingle { try conversation.publish(.strategy) }
            try context.publish([strategy], "generation-{generation}/strategy.jsonl")
        }
        try conversation.publish(.children)
        let places = Dictionary(
            scopes.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        func order(_ call: CallRecord) -> (Int, Int, Int) {
            (call.kind == .children ? 1 : 0, call.attempt, places[call.niche] ?? 0)
        }
        try context.publish(
            calls.sorted { order($0) < order($1) }, "generation-{generation}/calls.jsonl", niches: scopes)
        try context.publish(rejected, StageContract.prompt.writes[1], niches: scopes)
        try context.publish(
            candidates(accepted, niches, context), StageContract.prompt.writes[0], niches: niches)
        for name in conversation.strangers {
            StandardStreams.tell("prompt: the response \(name) answers nothing that was asked")
        }
    }

    private func candidates(
        _ accepted: [AcceptedChild<some Searchable>], _ niches: [String], _ context: StageContext
    ) -> [CandidateRecord] {
        niches.flatMap { niche in
            accepted.filter { $0.niche == niche }.enumerated().map { number, child in
                var candidate = CandidateRecord(
                    child.child, generation: context.generation, niche: niche, number: number + 1)
                candidate.rationale = child.rationale
                return candidate
            }
        }
    }
}
