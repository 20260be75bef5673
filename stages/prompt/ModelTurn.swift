import Conversation
import LanguageModel
import PipelineFile
import Prompts
import Proposal
import Records
import Spaces
import StageKit

/// One generation proposed by a language model: each niche's knowledge base is revised, then its children are
/// made by it; what is not accepted goes back with its reason (PEL-NAS, section 3.2 and Appendix E).
final class ModelTurn<Space: PromptSpace> {
    typealias Candidate = Space.Candidate

    private let context: StageContext
    private let space: Space
    private let settings: PipelineSettings.Prompt
    private let conversation: Conversation
    private let state: SearchState<Candidate>
    private let composer: PromptComposer<Candidate>
    private let scopes: [Scope<Candidate>]
    private var acceptance: Acceptance<Candidate>
    private var prompts: [String: Prompts.Prompt] = [:]
    private var answers: [String: ModelAnswer] = [:]
    private var intakes: [String: ChildrenIntake<Candidate>] = [:]
    private var results = ModelTurnResults()

    init(_ space: Space, _ context: StageContext, templates: PromptTemplates) throws {
        self.space = space
        self.context = context
        settings = context.settings.prompt
        conversation = try Conversation(context)
        try conversation.prepare()
        acceptance = try space.acceptance(context)
        state = try StateReading(space, context).state(acceptance)
        guard let proposer = ModelProposer(rawValue: settings.proposer.rawValue) else {
            throw StageFailure(.software, "\(settings.proposer.rawValue) asks no model")
        }
        composer = try PromptComposer(
            templates: templates, state: state, proposer: proposer,
            limits: PromptLimits(tokenCap: settings.promptTokens, ruleLimit: settings.rules))
        let isBlank = state.archives.values.allSatisfy(\.isEmpty)
        guard !isBlank || !state.evaluated.contains(where: { $0.point != nil }) else {
            throw StageFailure(
                .badData, "the archive is empty, though cells were evaluated: nothing is asked about it")
        }
        scopes = try Scope.all(for: proposer, state, context)
        for scope in scopes { intakes[scope.name] = ChildrenIntake(scope, niches: state.niches) }
    }

    /// Asks, judges, publishes; returns what was done, in a line.
    func run() throws -> String {
        try ask(
            try scopes.map { scope in
                settings.proposer.keepsKnowledge
                    ? question(.knowledge, scope, try composer.knowledgeUpdate(scope))
                    : try childrenQuestion(scope, KnowledgeBase())
            })
        // Answers come in any order; children are judged in the niches' own, for a function proposed twice is
        // the first one's.
        var open = scopes.map { (scope: $0, objection: judge($0, attempt: 0)) }
        for attempt in stride(from: 1, through: settings.repairs, by: 1) {
            open = open.filter { isShort($0.scope, after: attempt - 1) }
            let questions = open.map { repairQuestion($0.scope, $0.objection, attempt: attempt) }
            try ask(questions.compactMap { $0 })
            open = zip(open, questions).filter { $0.1 != nil }.map { open, _ in
                (open.scope, judge(open.scope, attempt: attempt))
            }
        }
        conversation.finish()
        do {
            try results.throwIfNothingCame(of: scopes.count)
        } catch {
            // Kept, they would be found again by every later run.
            try conversation.forgetAnswers()
            throw error
        }
        for scope in scopes { tellIfShort(scope) }
        let accepted = scopes.flatMap { intakes[$0.name]?.accepted ?? [] }
        try results.publish(accepted, niches: state.niches.map(\.name), conversation, context)
        let wanted = scopes.reduce(0) { $0 + $1.children }
        return "\(accepted.count) of \(wanted) candidates by \(results.calls.count) model calls, "
            + "\(results.repairs) of them repairs"
    }

    private func tellIfShort(_ scope: Scope<Candidate>) {
        guard let intake = intakes[scope.name], intake.wanted > 0 else { return }
        let count = "\(intake.accepted.count) of \(scope.children) children"
        StandardStreams.tell("prompt: generation \(context.generation), \(scope.name): \(count)")
    }

    // MARK: Asking

    private func ask(_ questions: [Question]) throws {
        try conversation.answer(questions) { question, response in
            let answer = ModelAnswer(response)
            answers[question.id] = answer
            guard question.kind == .knowledge, let scope = scopes.first(where: { $0.name == question.niche })
            else { return [] }
            return [try childrenQuestion(scope, revisedRules(scope, answer, question))]
        }
    }

    private func id(_ kind: CallRecord.Kind, _ scope: Scope<Candidate>, _ attempt: Int) -> String {
        Question.id(kind: kind, generation: context.generation, niche: scope.name, attempt: attempt)
    }

    private func question(
        _ kind: CallRecord.Kind, _ scope: Scope<Candidate>, attempt: Int = 0, _ prompt: Prompts.Prompt
    ) -> Question {
        // A seed of its own for each question: two that read alike shall not get the same answer.
        var random = RandomStream(
            seed: context.settings.randomSeed, "question", id(kind, scope, attempt))
        return Question(
            kind: kind, generation: context.generation, niche: scope.name, attempt: attempt,
            messages: prompt.messages,
            schema: kind == .knowledge ? ReplySchema.knowledge : ReplySchema.children, model: settings.model,
            seed: random.below(Int(Int32.max)))
    }

    private func childrenQuestion(_ scope: Scope<Candidate>, _ rules: KnowledgeBase) throws -> Question {
        let prompt = try composer.children(scope, knowledge: rules)
        prompts[scope.name] = prompt
        return question(.children, scope, prompt)
    }

    /// nil where the conversation has no room left for one, which is said.
    private func repairQuestion(_ scope: Scope<Candidate>, _ objection: Objection, attempt: Int) -> Question?
    {
        let reply = answers[id(.children, scope, attempt - 1)]?.text ?? ""
        let before = prompts[scope.name] ?? Prompts.Prompt(messages: [])
        let wanted = intakes[scope.name]?.wanted ?? scope.children
        let prompt =
            switch objection {
            case .unusable(let problem):
                composer.repair(before, reply: reply, problem: problem, wanted: wanted)
            case .rejected(let children):
                composer.repair(before, reply: reply, rejected: children, wanted: wanted)
            }
        guard let prompt else {
            StandardStreams.tell(
                "prompt: \(id(.children, scope, attempt)): the conversation has no room left for a repair; "
                    + "raise prompt.prompt_tokens")
            return nil
        }
        prompts[scope.name] = prompt
        return question(.children, scope, attempt: attempt, prompt)
    }

    // MARK: Judging

    /// What a repair has to speak of.
    private enum Objection {
        case unusable(String)
        case rejected([RejectedChild])
    }

    /// Whether a repair could help: the scope has fewer children than it was to get, and cells left.
    private func isShort(_ scope: Scope<Candidate>, after attempt: Int) -> Bool {
        guard let intake = intakes[scope.name], intake.wanted > 0 else { return false }
        // What the endpoint would not answer it will not answer either when it is longer.
        if answers[id(.children, scope, attempt)]?.isRefused ?? true { return false }
        return acceptance.hasOpen(in: scope.niche)
    }

    /// The rules that an answer makes of a scope's; the old ones where it can make none, which is said.
    private func revisedRules(_ scope: Scope<Candidate>, _ answer: ModelAnswer, _ question: Question)
        -> KnowledgeBase
    {
        let old = state.knowledge[scope.name] ?? KnowledgeBase()
        var call = answer.call(
            .knowledge, id: question.id, generation: context.generation, scope: scope.name, attempt: 0)
        defer { results.calls.append(call) }
        do throws(UnusableReply) {
            let found = try answer.list(KnowledgeReply.listNames)
            let revision = try old.revised(
                by: try KnowledgeReply(found.value), generation: context.generation, limit: settings.rules)
            call.note(revision.notes, isTruncated: found.isTruncated)
            results.note(revision.changes, of: scope.name, generation: context.generation)
            return revision.knowledge
        } catch {
            call.fail(error, isRefused: answer.isRefused)
            results.note(old.rules.map { .init(.kept, $0) }, of: scope.name, generation: context.generation)
            StandardStreams.tell(
                "prompt: \(call.id): \(error.message); niche \(scope.name) keeps its \(old.rules.count) rules"
            )
            return old
        }
    }

    /// Takes the children of a scope's answer; what is wrong with it, for a repair to speak of.
    private func judge(_ scope: Scope<Candidate>, attempt: Int) -> Objection {
        let id = id(.children, scope, attempt)
        guard let answer = answers[id], var intake = intakes[scope.name] else {
            return .unusable("no answer")
        }
        var call = answer.call(
            .children, id: id, generation: context.generation, scope: scope.name, attempt: attempt)
        call.asked = intake.wanted
        defer { results.calls.append(call) }
        do throws(UnusableReply) {
            let found = try answer.list(ChildrenList.names)
            let reply = try ChildrenReply(
                found.value, asked: call.asked, encoding: space.encoding)
            let refused = intake.take(reply, &acceptance)
            intakes[scope.name] = intake
            call.accepted = call.asked - intake.wanted
            call.rejected = refused.count
            call.note(reply.notes, isTruncated: found.isTruncated)
            results.note(refused, call: id, generation: context.generation)
            return .rejected(refused)
        } catch {
            call.fail(error, isRefused: answer.isRefused)
            StandardStreams.tell("prompt: \(id): \(error.message)")
            return .unusable(error.message)
        }
    }
}
