internal import Files
internal import LanguageModel
public import PipelineFile
public import Records

/// What a run directory has spent on model calls, and what it may.
public struct Spending: Sendable {
    public private(set) var calls = 0
    public private(set) var repairs = 0
    public private(set) var retries = 0
    public private(set) var failures = 0
    public private(set) var tokens = 0
    public private(set) var dollars = 0.0
    public private(set) var seconds = 0.0
    /// Calls whose tokens the endpoint did not tell, and calls without a price.
    public private(set) var callsWithoutTokens = 0
    public private(set) var callsWithoutPrice = 0
    private var accounted: Set<String> = []

    public init(_ records: [LedgerRecord] = []) {
        for record in records { add(record) }
    }

    /// Takes a line into account. A replayed answer is known to be accounted for, and cost nothing here.
    public mutating func add(_ record: LedgerRecord) {
        if record.outcome == .answered { accounted.insert(Self.key(record.id, record.requestHash)) }
        guard record.transport != PipelineSettings.Model.Transport.replay.rawValue else { return }
        calls += 1
        repairs += record.isRepair ? 1 : 0
        retries += record.retries
        failures += record.outcome == .failed ? 1 : 0
        seconds += record.seconds ?? 0
        dollars += record.costDollars ?? 0
        if let prompt = record.promptTokens, let completion = record.completionTokens {
            tokens += prompt + completion
        } else if record.outcome == .answered {
            callsWithoutTokens += 1
        }
        if record.costDollars == nil, record.outcome == .answered { callsWithoutPrice += 1 }
    }

    private static func key(_ id: String, _ requestHash: String) -> String { "\(id) \(requestHash)" }

    /// Whether the answer to this very question has its line in the ledger.
    public func accounts(for id: String, requestHash: String) -> Bool {
        accounted.contains(Self.key(id, requestHash))
    }

    /// Why `more` calls may not be made beside those open, in words; nil when they may. Calls that failed do
    /// not count: a dead endpoint shall not use up what a living one could answer. Tokens and money are known
    /// only when an answer is there, so those in flight can run over.
    public func objection(to more: Int, open: Int, under budget: PipelineSettings.Model.Budget) -> String? {
        if let limit = budget.calls, calls - failures + open + more > limit {
            return "the budget of \(limit) calls is reached (prompt.model.budget.max_calls): "
                + "\(calls - failures) are answered"
        }
        if callsWithoutTokens > 0,
            let blind = budget.tokens != nil ? "max_tokens" : budget.dollars != nil ? "max_cost" : nil
        {
            return "the endpoint does not tell its tokens, so prompt.model.budget.\(blind) cannot be kept; "
                + "set max_calls in its place"
        }
        if let limit = budget.tokens, tokens >= limit {
            return
                "the budget of \(limit) tokens is reached (prompt.model.budget.max_tokens): \(tokens) are spent"
        }
        if let limit = budget.dollars, dollars >= limit {
            let spent = (dollars * 10_000).rounded() / 10_000
            return "the budget of $\(limit) is reached (prompt.model.budget.max_cost): $\(spent) are spent"
        }
        return nil
    }
}
