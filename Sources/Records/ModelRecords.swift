/// What came of one question to a language model: a line of `calls.jsonl`. It follows from the question and
/// its answer alone, so that a replayed run has the same; what a call took is in the ledger.
public struct CallRecord: Record, Equatable {
    /// "g03-S2-children-a0".
    public var id: String
    public var generation: Int
    /// The niche, or "all" where the whole space was asked about.
    public var niche: String
    public var kind: Kind
    /// 0, or the number of the repair.
    public var attempt: Int
    public var outcome: Outcome
    /// What was wrong with the answer, in words; nil when nothing was.
    public var detail: String?
    /// Children asked for, those taken and those not; 0 for a knowledge base or a strategy.
    public var asked: Int
    public var accepted: Int
    public var rejected: Int
    /// As the endpoint reported it.
    public var model: String?
    public var promptTokens: Int?
    public var completionTokens: Int?

    public enum Kind: String, CaseIterable, Sendable {
        case knowledge
        /// How to go on, in words (CoLLM-NAS).
        case strategy
        case children
    }

    public enum Outcome: String, CaseIterable, Sendable {
        case used
        /// There was an answer, and nothing in it could be used.
        case unusable
        /// The endpoint refused to answer.
        case refused
    }

    public static let schema = RecordSchema(
        name: "call/1", title: "What came of one question to a language model",
        fields: [
            .init("accepted", .integer(least: 0), "Children taken from the answer"),
            .init("asked", .integer(least: 0), "Children asked for, 0 for a knowledge base or a strategy"),
            .init("attempt", .integer(least: 0), "0, or the number of the repair"),
            .init(
                "completion_tokens", .integer(least: 0, most: 1_000_000_000), nullable: true,
                "Tokens out; null where not told"),
            .init("detail", .string, nullable: true, "What was wrong with the answer; null when nothing was"),
            .init("generation", .integer(least: 1), "The generation at work"),
            .init("id", .string, "The custom_id of request and response"),
            .init("kind", .choice(Kind.allCases.map(\.rawValue)), "What was asked for"),
            .init("model", .string, nullable: true, "The model as the endpoint reported it"),
            .init("niche", .string, "The niche, or all"),
            .init("outcome", .choice(Outcome.allCases.map(\.rawValue)), "What came of it"),
            .init(
                "prompt_tokens", .integer(least: 0, most: 1_000_000_000), nullable: true,
                "Tokens in; null where not told"),
            .init("rejected", .integer(least: 0), "Children in the answer that were not taken"),
        ])

    public init(
        id: String, generation: Int, niche: String, kind: Kind, attempt: Int, outcome: Outcome,
        detail: String? = nil, asked: Int = 0, accepted: Int = 0, rejected: Int = 0, model: String? = nil,
        promptTokens: Int? = nil, completionTokens: Int? = nil
    ) {
        self.id = id
        self.generation = generation
        self.niche = niche
        self.kind = kind
        self.attempt = attempt
        self.outcome = outcome
        self.detail = detail
        self.asked = asked
        self.accepted = accepted
        self.rejected = rejected
        self.model = model
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            id: try fields.string("id"), generation: try fields.integer("generation"),
            niche: try fields.string("niche"), kind: try fields.choice("kind"),
            attempt: try fields.integer("attempt"), outcome: try fields.choice("outcome"),
            detail: fields.optionalString("detail"), asked: try fields.integer("asked"),
            accepted: try fields.integer("accepted"), rejected: try fields.integer("rejected"),
            model: fields.optionalString("model"), promptTokens: fields.optionalInteger("prompt_tokens"),
            completionTokens: fields.optionalInteger("completion_tokens"))
    }

    public var members: [JSON.Member] {
        [
            .init("accepted", .integer(accepted)), .init("asked", .integer(asked)),
            .init("attempt", .integer(attempt)), .init("completion_tokens", JSON(completionTokens)),
            .init("detail", JSON(detail)), .init("generation", .integer(generation)),
            .init("id", .string(id)), .init("kind", .string(kind.rawValue)), .init("model", JSON(model)),
            .init("niche", .string(niche)), .init("outcome", .string(outcome.rawValue)),
            .init("prompt_tokens", JSON(promptTokens)), .init("rejected", .integer(rejected)),
        ]
    }
}

/// A rule of a knowledge base and what a turn did to it: a line of `knowledge.jsonl`. The rules not removed
/// are the knowledge base.
public struct KnowledgeRecord: Record, Equatable {
    /// The niche, or "all".
    public var niche: String
    /// "r7": its name within the niche, never given twice.
    public var rule: String
    public var text: String
    public var change: Change
    /// What it said before, where this turn revised it.
    public var previousText: String?
    /// The turn that wrote this line.
    public var generation: Int
    /// The turn that added the rule.
    public var since: Int

    public enum Change: String, CaseIterable, Sendable {
        case added, revised, removed, kept
    }

    public static let schema = RecordSchema(
        name: "knowledge/1", title: "A rule of a knowledge base and what a turn did to it",
        fields: [
            .init("change", .choice(Change.allCases.map(\.rawValue)), "What this turn did to it"),
            .init("generation", .integer(least: 1), "The turn that wrote this line"),
            .init("niche", .string, "The niche, or all"),
            .init("previous_text", .string, nullable: true, "What a revised rule said before"),
            .init("rule", .string, "Its name within the niche"),
            .init("since", .integer(least: 1), "The turn that added it"),
            .init("text", .string, "The rule, in the model's words"),
        ])

    public init(
        niche: String, rule: String, text: String, change: Change, previousText: String? = nil,
        generation: Int, since: Int
    ) {
        self.niche = niche
        self.rule = rule
        self.text = text
        self.change = change
        self.previousText = previousText
        self.generation = generation
        self.since = since
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            niche: try fields.string("niche"), rule: try fields.string("rule"),
            text: try fields.string("text"), change: try fields.choice("change"),
            previousText: fields.optionalString("previous_text"),
            generation: try fields.integer("generation"), since: try fields.integer("since"))
    }

    public var members: [JSON.Member] {
        [
            .init("change", .string(change.rawValue)), .init("generation", .integer(generation)),
            .init("niche", .string(niche)), .init("previous_text", JSON(previousText)),
            .init("rule", .string(rule)), .init("since", .integer(since)), .init("text", .string(text)),
        ]
    }
}
