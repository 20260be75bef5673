/// What made a recording of a run's model calls: the one line of its `recording.jsonl`.
public struct RecordingRecord: Record, Equatable {
    /// The run it was made of.
    public var run: String
    public var proposer: String
    /// As the endpoint reported them, each once.
    public var models: [String]
    /// The model as it was asked for, and with what: the pipeline file's section.
    public var parameters: JSON
    public var transports: [String]
    public var calls: Int
    /// Answered from when to when; nil where the ledger does not say.
    public var firstAnswer: String?
    public var lastAnswer: String?
    /// The program's version that recorded.
    public var version: String
    /// What whoever recorded wants said of it.
    public var note: String?

    public static let schema = RecordSchema(
        name: "recording/1", title: "What made a recording of a run's model calls",
        fields: [
            .init("calls", .integer(least: 0), "Requests with their responses"),
            .init("first_answer", .string, nullable: true, "When, in UTC; null where not known"),
            .init("last_answer", .string, nullable: true, "When, in UTC; null where not known"),
            .init("models", .strings, "The models as the endpoint reported them"),
            .init("note", .string, nullable: true, "What whoever recorded wants said of it"),
            .init("parameters", .object, "The model as it was asked for, and with what"),
            .init("proposer", .string, "Who proposed"),
            .init("run", .string, "The name of the run"),
            .init("transports", .strings, "How the answers came"),
            .init("version", .string, "The program's version that recorded"),
        ])

    public init(
        run: String, proposer: String, models: [String], parameters: JSON, transports: [String], calls: Int,
        firstAnswer: String?, lastAnswer: String?, version: String, note: String?
    ) {
        self.run = run
        self.proposer = proposer
        self.models = models
        self.parameters = parameters
        self.transports = transports
        self.calls = calls
        self.firstAnswer = firstAnswer
        self.lastAnswer = lastAnswer
        self.version = version
        self.note = note
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            run: try fields.string("run"), proposer: try fields.string("proposer"),
            models: try fields.strings("models"), parameters: .object(try fields.object("parameters")),
            transports: try fields.strings("transports"), calls: try fields.integer("calls"),
            firstAnswer: fields.optionalString("first_answer"),
            lastAnswer: fields.optionalString("last_answer"), version: try fields.string("version"),
            note: fields.optionalString("note"))
    }

    public var members: [JSON.Member] {
        [
            .init("calls", .integer(calls)), .init("first_answer", JSON(firstAnswer)),
            .init("last_answer", JSON(lastAnswer)), .init("models", JSON(models)), .init("note", JSON(note)),
            .init("parameters", parameters), .init("proposer", .string(proposer)), .init("run", .string(run)),
            .init("transports", JSON(transports)), .init("version", .string(version)),
        ]
    }
}
