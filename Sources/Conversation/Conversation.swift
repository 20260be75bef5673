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
    private var accounting: Accounting
    private var asker: Asker?
    private var recording: Recording?
    private var asked: [CallRecord.Kind: [String]] = [:]

    public init(_ context: StageContext) throws {
        self.context = context
        model = context.settings.prompt.model
        accounting = try Accounting(context)
    }

    /// Gets ready to ask while the questions are still being made. Where the generation has answers already
    /// there may be nothing to ask.
    public func prepare() throws {
        guard model.transport == .http, context.mayWrite else { return }
        for kind in CallRecord.Kind.allCases {
            guard try book(kind).isEmpty else { return }
        }
        asker = try Asker(model: model, omitting: accounting.omitted)
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
            let isAccounted = accounting.holds(question)
            if let response = try book(question.kind).note(question.request, isAccounted: isAccounted) {
                if !isAccounted { try accounting.enter(question, response) }
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
        let asker = try self.asker ?? Asker(model: model, omitting: accounting.omitted)
        self.asker = asker
        var waiting = questions[...]
        var inFlight: [String: Question] = [:]
        var failure: StageFailure?
        var failed = 0
        while true {
            // No more than the endpoint is to be asked at once: a budget or a wrong key then stops the rest.
            while failure == nil, inFlight.count < model.concurrency, let question = waiting.first {
                if let objection = accounting.spending.objection(
                    to: 1, open: inFlight.count, under: model.budget)
                {
                    failure = StageFailure(.tryAgain, "\(objection); raise it first")
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
            try accounting.enter(question, outcome.response, outcome)
            switch outcome.response.verdict {
            case .answered, .refused:
                try book(question.kind).keep(outcome.response)
                waiting += try recalled(try next(question, outcome.response), next)[...]
            case .tryAgain(let message):
                failed += 1
                failure = failure ?? StageFailure(.tryAgain, told(question, message))
            case .misconfigured(let message):
                failed += 1
                failure = StageFailure(.unavailable, told(question, message))
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

    private func told(_ question: Question, _ message: String) -> String {
        let isKey = message.hasPrefix("HTTP 401") || message.hasPrefix("HTTP 403")
        let key = isKey ? ", key from \(model.keyVariable)" : ""
        return "\(question.id): \(message) (at \(accounting.endpoint)\(key))"
    }

    private func askBatch(
        _ questions: [Question], _ next: (Question, ChatResponse) throws -> [Question]
    ) throws -> [Question] {
        if let objection = accounting.spending.objection(to: questions.count, open: 0, under: model.budget) {
            throw StageFailure(.tryAgain, "\(objection); raise it first")
        }
        let folder = PathPattern.folder(ofGeneration: context.generation)
        let state = context.run.path("\(folder)/model\(RunDirectory.batchStateSuffix)")
        let asker = try Asker(model: model, batchState: state, omitting: accounting.omitted)
        // Questions arise in the order of answers; the next run must find the same batch.
        for question in questions.sorted(by: { Self.precedes($0.id, $1.id) }) {
            try asker.send(question.request)
        }
        asker.finishInput()
        var open = Dictionary(questions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var answered: [(Question, ChatResponse)] = []
        var failures: [String] = []
        // All that came is on the disk before anything is made of it: a crash, or an answer that leads to an
        // error, then leaves nothing to be paid for again.
        while let outcome = try asker.next() {
            guard let question = open[outcome.response.customID] else { continue }
            switch outcome.response.verdict {
            case .answered, .refused:
                open[question.id] = nil
                try book(question.kind).keep(outcome.response)
                answered.append((question, outcome.response))
            case .tryAgain(let message), .misconfigured(let message):
                failures.append(message)
                try accounting.enter(question, outcome.response)
            }
        }
        try flush()
        for (question, response) in answered { try accounting.enter(question, response) }
        let code = try asker.exitCode()
        // A batch at work says nothing of any question; one that is over says something of each.
        guard code == .done || !answered.isEmpty || !failures.isEmpty else {
            let count = "\(open.count) questions of generation \(context.generation)"
            throw StageFailure(
                code,
                code == .tryAgain ? "\(count) wait for a batch" : "\(count) could not be put into a batch")
        }
        try FileSystem.remove(state)
        guard open.isEmpty else {
            let why = failures.first.map { ": \($0)" } ?? ""
            throw StageFailure(
                .tryAgain,
                "the batch ended with \(open.count) of \(questions.count) questions not answered\(why); "
                    + "the next run submits them again")
        }
        return try answered.flatMap { try next($0.0, $0.1) }
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
            guard response.verdict.isFinal else {
                throw StageFailure(
                    .badData, "\(folder): what the recording has for \(question.id) is a failure, no answer")
            }
            try book(question.kind).keep(response)
            try accounting.enter(question, response)
            more += try next(question, response)
        }
        try flush()
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

    // MARK: The end of a generation

    /// Writes requests and responses as they are to stand.
    public func publish(_ kind: CallRecord.Kind) throws {
        let ids = (asked[kind] ?? []).sorted { Self.precedes($0, $1) }
        let book = try book(kind)
        let isPart = context.niche != nil
        if !isPart { try book.setAsideUnasked() }
        let bytes = book.finalBytes(order: ids, keepingOthers: isPart)
        let files = "generation-{generation}/\(kind.rawValue)"
        try context.publish(bytes.requests, PathPattern("\(files).requests.jsonl"), records: ids.count)
        try context.publish(bytes.responses, PathPattern("\(files).responses.jsonl"), records: ids.count)
    }

    /// Takes this generation's answers off the disk, for nothing can be made of them.
    public func forgetAnswers() throws {
        for (kind, ids) in asked { try book(kind).forget(ids) }
    }

    /// Repairs behind the questions they repair, niches in their order.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// Responses that answer nothing, by name: something is mixed up, and somebody should hear of it.
    public var strangers: [String] { CallRecord.Kind.allCases.flatMap { books[$0]?.strangers ?? [] } }
}
