import Conversation
import LanguageModel
import PipelineFile
import Prompts
import Proposal
import Records
import Spaces
import StageKit

/// One iteration of CoLLM-NAS: the Navigator answers the last results with a strategy, the Generator the
/// strategy with candidates; what is not accepted goes back to the Generator with its reason. This is the
/// paper's Coordinator: it carries the messages, judges legality, and keeps the archive of visited cells
/// (Li, Lin and Wang, arXiv 2509.26037).
///
/// Once the target or the budget is reached nothing is asked any more, and an iteration has no candidates.
final class CoLLMTurn {
    private let context: StageContext
    private let settings: PipelineSettings.Prompt
    private let conversation: Conversation
    private let niches: [Niche]
    private let trajectory: Trajectory
    private let composer: CoLLMComposer
    private let scope: Scope<Cell>
    private var acceptance: Acceptance<Cell>
    private var intake: ChildrenIntake<Cell>
    private var prompt = Prompts.Prompt(messages: [])
    private var answers: [String: ModelAnswer] = [:]
    private var strategy: String?
    /// Whether that is one from before, or our own.
    private var isKept = false
    private var results = ModelTurnResults()

    private var isSingle: Bool { settings.coLLM.isSingle }

    init(_ context: StageContext, templates: PromptTemplates) throws {
        self.context = context
        settings = context.settings.prompt
        if let niche = context.niche {
            throw StageFailure(
                .usage, "--niche \(niche): \(settings.proposer.rawValue) asks about the whole space at once")
        }
        niches = try context.niches()
        // Every proposer reads the archive, by the contract; this one goes by all that was evaluated.
        _ = try context.read(ArchiveRecord.self, StageContract.prompt.reads[0])
        acceptance = try CellSpace().acceptance(context)
        trajectory = try Trajectory(context, niches: niches, acceptance)
        composer = try CoLLMComposer(
            templates: templates, trajectory: trajectory, tokenCap: settings.promptTokens)
        let wanted = trajectory.stop == nil ? trajectory.wanted : 0
        scope = Scope(wholeWith: Array(repeating: .model, count: wanted))
        intake = ChildrenIntake(scope, niches: niches)
        conversation = try Conversation(context)
        if wanted > 0 { try conversation.prepare() }
    }

    /// Asks, judges, publishes; returns what was done, in a line.
    func run() throws -> String {
        if let stop = trajectory.stop {
            try publish()
            return "no candidates: the search stopped, \(trajectory.words(for: stop))"
        }
        try ask(
            isSingle
                ? childrenQuestion(try composer.single(remembers: settings.coLLM.navigatorMemory))
                : question(
                    .strategy, attempt: 0,
                    try composer.navigator(remembers: settings.coLLM.navigatorMemory)))
        var objection = judge(attempt: 0)
        for attempt in stride(from: 1, through: settings.repairs, by: 1) where isShort(after: attempt - 1) {
            guard let question = repairQuestion(objection, attempt: attempt) else { break }
            try ask(question)
            objection = judge(attempt: attempt)
        }
        conversation.finish()
        if strategy == nil, isSingle { keepStrategy("no answer has a strategy") }
        do {
            try results.throwIfNothingCame(of: 1)
        } catch {
            // Kept, they would be found again by every later run.
            try conversation.forgetAnswers()
            throw error
        }
        if intake.wanted > 0 {
            StandardStreams.tell(
                "prompt: generation \(context.generation): \(intake.accepted.count) of \(scope.children) candidates"
            )
        }
        try publish()
        return
            "\(intake.accepted.count) of \(scope.children) candidates by \(results.calls.count) model calls, "
            + "\(results.repairs) of them repairs"
    }

    private func publish() throws {
        results.strategy = trajectory.record(strategy: strategy, isKept: isKept, wanted: scope.children)
        try results.publish(intake.accepted, niches: niches.map(\.name), conversation, context)
    }

    // MARK: Asking

    private func ask(_ question: Question) throws {
        try conversation.answer([question]) { question, response in
            let answer = ModelAnswer(response)
            answers[question.id] = answer
            guard question.kind == .strategy else { return [] }
            let strategy = readStrategy(answer, question.id)
            return [
                childrenQuestion(
                    try composer.generator(
                        strategy: strategy, remembers: settings.coLLM.generatorMemory))
            ]
        }
    }

    private func id(_ kind: CallRecord.Kind, _ attempt: Int) -> String {
        Question.id(kind: kind, generation: context.generation, niche: scope.name, attempt: attempt)
    }

    private func question(
        _ kind: CallRecord.Kind, attempt: Int, _ prompt: Prompts.Prompt
    ) -> Question {
        // A seed of its own for each question: two that read alike shall not get the same answer.
        var random = RandomStream(seed: context.settings.randomSeed, "question", id(kind, attempt))
        let trials = isSingle ? ReplySchema.strategyAndTrials : ReplySchema.trials
        return Question(
            kind: kind, generation: context.generation, niche: scope.name, attempt: attempt,
            messages: prompt.messages, schema: kind == .strategy ? ReplySchema.strategy : trials,
            model: settings.model, seed: random.below(Int(Int32.max)))
    }

    private func childrenQuestion(_ prompt: Prompts.Prompt, attempt: Int = 0) -> Question {
        self.prompt = prompt
        return question(.children, attempt: attempt, prompt)
    }

    /// nil where the conversation has no room left for one, which is said.
    private func repairQuestion(_ objection: Objection, attempt: Int) -> Question? {
        let reply = answers[id(.children, attempt - 1)]?.text ?? ""
        let repair =
            switch objection {
            case .unusable(let problem):
                composer.repair(prompt, reply: reply, problem: problem, wanted: intake.wanted)
            case .rejected(let children):
                composer.repair(prompt, reply: reply, rejected: children, wanted: intake.wanted)
            }
        guard let repair else {
            StandardStreams.tell(
                "prompt: \(id(.children, attempt)): the conversation has no room left for a repair; "
                    + "raise prompt.prompt_tokens")
            return nil
        }
        return childrenQuestion(repair, attempt: attempt)
    }

    // MARK: Judging

    /// What a repair has to speak of.
    private enum Objection {
        case unusable(String)
        case rejected([RejectedChild])
    }

    /// Whether candidates are still wanted, and an endpoint that refuses would not only refuse again.
    private func isShort(after attempt: Int) -> Bool {
        intake.wanted > 0 && answers[id(.children, attempt)]?.isRefused == false
    }

    /// Takes the Navigator's strategy, or keeps the one before.
    private func readStrategy(_ answer: ModelAnswer, _ id: String) -> String {
        var call = answer.call(
            .strategy, id: id, generation: context.generation, scope: scope.name, attempt: 0)
        defer { results.calls.append(call) }
        do throws(UnusableReply) {
            let found = try answer.list([StrategyReply.name])
            let text = try StrategyReply(found.value).text
            call.note([], isTruncated: found.isTruncated)
            strategy = text
            return text
        } catch {
            call.fail(error, isRefused: answer.isRefused)
            return keepStrategy("\(id): \(error.message)")
        }
    }

    @discardableResult
    private func keepStrategy(_ problem: String) -> String {
        let kept = trajectory.lastStrategy
        StandardStreams.tell(
            "prompt: \(problem); "
                + (kept == nil ? "candidates are made by a strategy of our own" : "the last strategy stands"))
        let text = kept ?? Trajectory.fallbackStrategy
        isKept = true
        strategy = text
        return text
    }

    /// Takes the candidates of an answer, and in the single-model form its strategy; what is wrong with it, for
    /// a repair to speak of.
    private func judge(attempt: Int) -> Objection {
        let id = id(.children, attempt)
        guard let answer = answers[id] else { return .unusable("no answer") }
        var call = answer.call(
            .children, id: id, generation: context.generation, scope: scope.name, attempt: attempt)
        call.asked = intake.wanted
        defer { results.calls.append(call) }
        do throws(UnusableReply) {
            let found = try answer.list(ChildrenList.names)
            if isSingle, strategy == nil { strategy = try? StrategyReply(found.value).text }
            let reply = try ChildrenReply(found.value, asked: call.asked, encoding: .neutral)
            let refused = intake.take(reply, &acceptance)
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
