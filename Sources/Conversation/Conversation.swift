internal import Files
public import LanguageModel
internal import PipelineFile
public import Records
public import StageKit

/// A generation's questions to the model, answered by whichever transport the pipeline file names.
///
/// What is answered is on the disk before it is used, and what is not can be answered by the next run: every
/// way of stopping in between (a busy endpoint, a batch at work, a person who has not answered yet, a budget)
/// leaves with 75.
public final class Conversation {
    private let context: StageContext
    private let model: PipelineSettings.Model
    private var books: [CallRecord.Kind: AnswerBook] = [:]
    private var spending: Spending
    private var omitted: [String]
    private var asker: Asker?
    private var recording: Recording?
    private var asked: [CallRecord.Kind: [String]] = [:]

    public init(_ context: StageContext) throws {
        self.context = context
        let model = context.settings.prompt.model
        self.model = model
        let records = try context.run.ledger.records()
        spending = Spending(records)
        // What the endpoint would not take the last time need not be tried again.
        omitted = records.last { $0.transport == model.transport.rawValue }?.omitted ?? []
    }

    /// Gets ready to ask while the questions are still being made. Where the generation has answers already
    /// there may be nothing to ask.
    public func prepare() throws {
        guard model.transport == .http, context.mayWrite else { return }
        for kind in CallRecord.Kind.allCases {
            guard try book(kind).isEmpty else { return }
        }
        asker = try Asker(model: model, omitting: omitted)
    }

    /// Says that no more questions will come.
    public func finish() { asker?.finishInput() }

    private func book(_ kind: CallRecord.Kind) throws -> AnswerBook {
        if let book = books[kind] { return book }
        let book = try AnswerBook(
            kind: kind, generation: context.generation, run: context.run, mayWrite: context.mayWrite)
        books[kind] = book
        return book
    }

    /// Has all questions answered, and those that answers give rise to. `next` is called once an answer, in
    /// whatever order they come.
    public func answer(
        _ questions: [Question], next: (Question, ChatResponse) throws -> [Question]
    ) throws {
        var open = questions
        while true {
            open = try recalled(open, next)
            guard !open.isEmpty else { return }
            guard context.mayWrite else {
                throw StageFailure(
                    .tryAgain,
                    "\(open.count) questions are not answered, and with --output the model is not asked: run without it first"
                )
            }
            switch model.transport {
            case .http:
                try askLive(open, next)
                return
            case .batch: open = try askBatch(open, next)
            case .replay: open = try replay(open, next)
            case .files: throw waiting(for: open)
            }
        }
    }

    /// Those of the questions that have no answer yet. Those that have one are answered by it, and so on.
    private func recalled(
        _ questions: [Question], _ next: (Question, ChatResponse) throws -> [Question]
    ) throws -> [Question] {
        var open: [Question] = []
        var pending = questions[...]
        while let question = pending.popFirst() {
            asked[question.kind, default: []].append(question.id)
            let hash = question.hash
            let isAccounted = spending.accounts(for: question.id, requestHash: hash)
            if let response = try book(question.kind).note(question.request, isAccounted: isAccounted) {
                if !isAccounted, model.transport != .replay { try account(question, response) }
                pending += try next(question, response)[...]
            } else {
                open.append(question)
            }
        }
        return open
    }

    // MARK: Transports

    private func askLive(
        _ questions: [Question], _ next: (Question, ChatResponse) throws -> [Question]
    ) throws {
        let asker = try self.asker ?? Asker(model: model, omitting: omitted)
        self.asker = asker
        var waiting = questions[...]
        var inFlight: [String: Question] = [:]
        var failure: StageFailure?
        var failed = 0
        while true {
            // No more than the endpoint is to be asked at once: a budget or a wrong key then stops the rest.
            while failure == nil, inFlight.count < model.concurrency, let question = waiting.first {
                if let objection = spending.objection(to: 1, open: inFlight.count, under: model.budget) {
                    failure = StageFailure(.tryAgain, "\(objection). Raise it to go on")
                    break
                }
                waiting.removeFirst()
                inFlight[question.id] = question
                try asker.send(question.request)
            }
            if inFlight.isEmpty { break }
            // Flushing takes its time, and there is none to lose while others are being answered.
            if !asker.hasNext { try flush() }
            guard let outcome = try asker.next() else {
                self.asker = nil
                throw StageFailure(try asker.exitCode(), "ask left \(inFlight.count) questions unanswered")
            }
            guard let question = inFlight.removeValue(forKey: outcome.response.customID) else { continue }
            try account(question, outcome.response, outcome)
            switch outcome.response.verdict {
            case .answered, .refused:
                try book(question.kind).keep(outcome.response)
                waiting += try recalled(try next(question, outcome.response), next)[...]
            case .tryAgain(let message):
                failed += 1
                failure = failure ?? StageFailure(.tryAgain, "\(question.id): \(message)")
            case .misconfigured(let message):
                failed += 1
                failure = StageFailure(.unavailable, "\(question.id): \(message)")
            }
        }
        try flush()
        guard let failure else { return }
        let rest = failed + waiting.count
        throw StageFailure(
            failure.code,
            "\(failure.description) (\(rest) questions of generation \(context.generation) are not answered; what is answered is kept)"
        )
    }

    private func askBatch(
        _ questions: [Question], _ next: (Question, ChatResponse) throws -> [Question]
    ) throws -> [Question] {
        if let objection = spending.objection(to: questions.count, open: 0, under: model.budget) {
            throw StageFailure(.tryAgain, "\(objection). Raise it to go on")
        }
        let state = context.run.path(
            "generation-\(PathPattern.twoDigits(context.generation))/model\(RunDirectory.batchStateSuffix)")
        let asker = try Asker(model: model, batchState: state, omitting: omitted)
        // Questions arise in the order of answers; the next run must find the same batch.
        for question in questions.sorted(by: { Self.precedes($0.id, $1.id) }) {
            try asker.send(question.request)
        }
        asker.finishInput()
        var open = Dictionary(questions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var more: [Question] = []
        var failure: String?
        while let outcome = try asker.next() {
            guard let question = open[outcome.response.customID] else { continue }
            switch outcome.response.verdict {
            case .answered, .refused:
                open[question.id] = nil
                try book(question.kind).keep(outcome.response)
                try account(question, outcome.response, outcome)
                more += try next(question, outcome.response)
            case .tryAgain(let message), .misconfigured(let message): failure = failure ?? message
            }
        }
        try flush()
        let code = try asker.exitCode()
        guard code == .done else {
            throw StageFailure(
                code,
                "\(open.count) of \(questions.count) questions of generation \(context.generation) wait for a batch"
            )
        }
        // All it had is on the disk: a later batch is another.
        try FileSystem.remove(state)
        guard open.isEmpty else {
            let why = failure.map { ": \($0)" } ?? ""
            throw StageFailure(
                .tryAgain,
                "the batch ended with \(open.count) of \(questions.count) questions not answered\(why); the next run submits them again"
            )
        }
        return more
    }

    private func flush() throws {
        for kind in CallRecord.Kind.allCases { try books[kind]?.flush() }
    }

    private func replay(
        _ questions: [Question], _ next: (Question, ChatResponse) throws -> [Question]
    ) throws -> [Question] {
        guard let folder = model.recording else {
            throw StageFailure(
                .badPipeline, "prompt.model.recording is missing: which recording is replayed?")
        }
        let recording = try self.recording ?? Recording(folder: folder)
        self.recording = recording
        var more: [Question] = []
        for question in questions {
            let response = try recording.response(to: question.request)
            try book(question.kind).keep(response)
            more += try next(question, response)
        }
        return more
    }

    private func waiting(for questions: [Question]) -> StageFailure {
        let kinds = CallRecord.Kind.allCases.filter { kind in questions.contains { $0.kind == kind } }
        let files = kinds.compactMap { books[$0]?.requestsPath }.joined(separator: " and ")
        return StageFailure(
            .tryAgain,
            "\(questions.count) questions of generation \(context.generation) wait for answers, in \(files); "
                + "pelnas answer --run-dir \(context.run.root) lists them and takes answers")
    }

    // MARK: Accounting

    private func account(_ question: Question, _ response: ChatResponse, _ outcome: Asker.Outcome? = nil)
        throws
    {
        let reply = Reply(body: response.body)
        let price = model.price.flatMap {
            ModelPrice(
                dollarsPerMillionPromptTokens: $0.prompt, dollarsPerMillionCompletionTokens: $0.completion)
        }
        var failure: String?
        switch response.verdict {
        case .answered: break
        case .refused(let message), .tryAgain(let message), .misconfigured(let message): failure = message
        }
        let isAnswered: Bool
        switch response.verdict {
        case .answered, .refused: isAnswered = true
        case .tryAgain, .misconfigured: isAnswered = false
        }
        let record = LedgerRecord(
            id: question.id, generation: question.generation, niche: question.niche,
            kind: question.kind.rawValue, isRepair: question.attempt > 0, transport: model.transport.rawValue,
            outcome: isAnswered ? .answered : .failed,
            detail: failure.map { PlainText.oneLine($0, limit: 300) }, requestHash: question.hash,
            model: reply.model.map { PlainText.oneLine($0, limit: 100) },
            retries: max(0, (outcome?.attempts ?? 1) - 1), omitted: outcome?.omitted ?? [],
            promptTokens: reply.usage.promptTokens, completionTokens: reply.usage.completionTokens,
            costDollars: price?.cost(of: reply.usage), seconds: outcome?.seconds, finished: Clock.now())
        spending.add(record)
        // Unflushed: of a line that a power cut takes the answer is there, and it is entered anew.
        if context.mayWrite { try context.run.ledger.append(record, flushes: false) }
    }

    // MARK: The end of a generation

    /// Writes requests and responses as they are to stand.
    public func publish(_ kind: CallRecord.Kind) throws {
        let ids = (asked[kind] ?? []).sorted { Self.precedes($0, $1) }
        let bytes = try book(kind).finalBytes(order: ids, keepingOthers: context.niche != nil)
        let files = "generation-{generation}/\(kind.rawValue)"
        try context.publish(bytes.requests, PathPattern("\(files).requests.jsonl"), records: ids.count)
        try context.publish(bytes.responses, PathPattern("\(files).responses.jsonl"), records: ids.count)
    }

    /// Repairs behind the questions they repair, niches in their order.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// Responses that answer nothing, by name: something is mixed up, and somebody should hear of it.
    public var strangers: [String] { CallRecord.Kind.allCases.flatMap { books[$0]?.strangers ?? [] } }
}

extension Question {
    /// What tells this question from another of the same name.
    var hash: String { ContentHash(of: Array(request.body.text.utf8)).description }
}
