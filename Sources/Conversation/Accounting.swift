internal import Files
internal import LanguageModel
internal import PipelineFile
internal import Records
internal import StageKit

/// Enters each call in the run's ledger, and knows what was spent.
struct Accounting {
    private let context: StageContext
    private let model: PipelineSettings.Model
    let endpoint: String
    private(set) var spending: Spending
    /// What the endpoint would not take when this model was last asked for there: it need not be tried again.
    let omitted: [String]

    init(_ context: StageContext) throws {
        self.context = context
        let model = context.settings.prompt.model
        let endpoint = Self.endpoint(model)
        let records = try context.run.ledger.records()
        self.model = model
        self.endpoint = endpoint
        spending = Spending(records)
        omitted =
            records.last {
                $0.endpoint == endpoint && $0.askedModel == model.name && $0.outcome == .answered
            }?
            .omitted ?? []
    }

    /// Where the model is asked; the network's side decides it in the same order.
    private static func endpoint(_ model: PipelineSettings.Model) -> String {
        guard [.http, .batch].contains(model.transport) else { return "" }
        let variables = Environment.variables
        let places = [model.baseURL, variables["OPENAI_BASE_URL"], variables["OPENAI_API_BASE"]]
        return places.compactMap { $0 }.first { !$0.isEmpty } ?? "https://api.openai.com/v1"
    }

    /// Whether the answer to this very question is entered.
    func holds(_ question: Question) -> Bool {
        spending.accounts(for: question.id, requestHash: question.hash)
    }

    /// Enters one call.
    mutating func enter(_ question: Question, _ response: ChatResponse, _ outcome: Asker.Outcome? = nil)
        throws
    {
        let reply = Reply(body: response.body)
        let failure: String?
        switch response.verdict {
        case .answered: failure = nil
        case .refused(let message), .tryAgain(let message), .misconfigured(let message): failure = message
        }
        let record = LedgerRecord(
            id: question.id, generation: question.generation, niche: question.niche,
            kind: question.kind.rawValue, isRepair: question.attempt > 0, transport: model.transport.rawValue,
            outcome: response.verdict.isFinal ? .answered : .failed,
            detail: failure.map { PlainText.oneLine($0, limit: 300) }, requestHash: question.hash,
            model: reply.model.map { PlainText.oneLine($0, limit: 100) }, askedModel: model.name,
            endpoint: endpoint, retries: (outcome?.attempts ?? 1) - 1, omitted: outcome?.omitted ?? [],
            promptTokens: reply.usage.promptTokens, completionTokens: reply.usage.completionTokens,
            costDollars: model.transport == .replay ? 0 : model.price?.cost(of: reply.usage),
            seconds: outcome?.seconds, finished: Clock.now())
        spending.add(record)
        // Unflushed: of a line that a power cut takes the answer is there, and it is entered anew.
        if context.mayWrite { try context.run.ledger.append(record, flushes: false) }
    }
}

extension ChatResponse.Verdict {
    /// Whether asking again would bring nothing else.
    var isFinal: Bool {
        switch self {
        case .answered, .refused: true
        case .tryAgain, .misconfigured: false
        }
    }
}

extension Question {
    /// What tells this question from another of the same name.
    var hash: String { ContentHash(of: Array(request.body.text.utf8)).description }
}
