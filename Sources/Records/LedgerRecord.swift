/// What one call of a language model took: a line of `ledger.jsonl`, which, like the journal, only grows.
/// Calls that were made again, after a change, stand there again: it says what was spent.
public struct LedgerRecord: Record, Equatable {
    public var id: String
    public var generation: Int
    public var niche: String
    /// "knowledge", "strategy", "children".
    public var kind: String
    public var isRepair: Bool
    /// "http", "batch", "files", "replay".
    public var transport: String
    public var outcome: Outcome
    /// Why it failed; nil where it did not.
    public var detail: String?
    /// Of the request's body: which question this answered.
    public var requestHash: String
    public var model: String?
    /// The model that was asked for, and where.
    public var askedModel: String
    public var endpoint: String
    /// Attempts after the first.
    public var retries: Int
    /// What the endpoint would not take and was left out, such as "seed".
    public var omitted: [String]
    public var promptTokens: Int?
    public var completionTokens: Int?
    /// By the pipeline file's prices; nil without one.
    public var costDollars: Double?
    /// From the first attempt to the answer; nil where nobody measured.
    public var seconds: Double?
    /// "2026-11-21T08:00:00.123Z".
    public var finished: String

    public enum Outcome: String, CaseIterable, Sendable {
        case answered, failed
    }

    public static let schema = RecordSchema(
        name: "ledger/1", title: "What one call of a language model took",
        fields: [
            .init(
                "completion_tokens", .integer(least: 0, most: 1_000_000_000), nullable: true,
                "Tokens out; null where not told"),
            .init("cost_usd", .number, nullable: true, "By the pipeline file's prices; null without one"),
            .init("asked_model", .string, "The model that was asked for"),
            .init("detail", .string, nullable: true, "Why it failed; null where it did not"),
            .init("endpoint", .string, "Where it was asked; empty where it was not over a network"),
            .init("finished", .string, "When, in UTC"),
            .init("generation", .integer(least: 1), "The generation at work"),
            .init("id", .string, "The custom_id of request and response"),
            .init("kind", .choice(CallRecord.Kind.allCases.map(\.rawValue)), "What was asked for"),
            .init("model", .string, nullable: true, "The model as the endpoint reported it"),
            .init("niche", .string, "The niche, or all"),
            .init("omitted", .strings, "What the endpoint would not take and was left out"),
            .init("outcome", .choice(Outcome.allCases.map(\.rawValue)), "Whether an answer came"),
            .init(
                "prompt_tokens", .integer(least: 0, most: 1_000_000_000), nullable: true,
                "Tokens in; null where not told"),
            .init("repair", .boolean, "Whether it asked again for children not accepted"),
            .init("request_hash", .string, "Content hash of the request's body"),
            .init("retries", .integer(least: 0, most: 1_000_000_000), "Attempts after the first"),
            .init("seconds", .number, nullable: true, "From first attempt to answer; null if not measured"),
            .init("transport", .string, "http, batch, files or replay"),
        ])

    public init(
        id: String, generation: Int, niche: String, kind: String, isRepair: Bool, transport: String,
        outcome: Outcome, detail: String? = nil, requestHash: String, model: String? = nil,
        askedModel: String = "", endpoint: String = "", retries: Int = 0,
        omitted: [String] = [], promptTokens: Int? = nil, completionTokens: Int? = nil,
        costDollars: Double? = nil, seconds: Double? = nil, finished: String
    ) {
        self.id = id
        self.generation = generation
        self.niche = niche
        self.kind = kind
        self.isRepair = isRepair
        self.transport = transport
        self.outcome = outcome
        self.detail = detail
        self.requestHash = requestHash
        self.model = model
        self.askedModel = askedModel
        self.endpoint = endpoint
        self.retries = retries
        self.omitted = omitted
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.costDollars = costDollars
        self.seconds = seconds
        self.finished = finished
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            id: try fields.string("id"), generation: try fields.integer("generation"),
            niche: try fields.string("niche"), kind: try fields.string("kind"),
            isRepair: try fields.bool("repair"), transport: try fields.string("transport"),
            outcome: try fields.choice("outcome"), detail: fields.optionalString("detail"),
            requestHash: try fields.string("request_hash"), model: fields.optionalString("model"),
            askedModel: try fields.string("asked_model"), endpoint: try fields.string("endpoint"),
            retries: try fields.integer("retries"), omitted: try fields.strings("omitted"),
            promptTokens: fields.optionalInteger("prompt_tokens"),
            completionTokens: fields.optionalInteger("completion_tokens"),
            costDollars: fields.optionalNumber("cost_usd"), seconds: fields.optionalNumber("seconds"),
            finished: try fields.string("finished"))
    }

    public var members: [JSON.Member] {
        [
            .init("asked_model", .string(askedModel)), .init("completion_tokens", JSON(completionTokens)),
            .init("cost_usd", JSON(costDollars)), .init("endpoint", .string(endpoint)),
            .init("detail", JSON(detail)), .init("finished", .string(finished)),
            .init("generation", .integer(generation)), .init("id", .string(id)), .init("kind", .string(kind)),
            .init("model", JSON(model)), .init("niche", .string(niche)), .init("omitted", JSON(omitted)),
            .init("outcome", .string(outcome.rawValue)), .init("prompt_tokens", JSON(promptTokens)),
            .init("repair", .bool(isRepair)), .init("request_hash", .string(requestHash)),
            .init("retries", .integer(retries)), .init("seconds", JSON(seconds)),
            .init("transport", .string(transport)),
        ]
    }
}
