/// One execution of one stage: a line of `journal.jsonl`, the only file that is appended to.
public struct JournalRecord: Record, Equatable {
    public var stage: String
    /// nil for a stage that does not belong to a generation.
    public var generation: Int?
    public var outcome: Outcome
    /// Why it failed, or whose files it took in the place of work of its own; nil where there is nothing to say.
    public var message: String?
    /// What identifies, by content, the build of the program that did the work.
    public var programHash: String
    public var version: String
    /// The settings the stage depends on.
    public var parameters: JSON
    /// Path within the run directory, or "table:NAME", to content hash; files of a name in consecutive generations
    /// are one, "generation-00..41/candidates.jsonl".
    public var inputs: [String: String]
    public var outputs: [String: String]
    /// Path to the number of records written.
    public var records: [String: Int]
    /// UTC, "2026-11-21T08:00:00.123Z".
    public var started: String
    public var seconds: Double

    public enum Outcome: String, CaseIterable, Sendable {
        case done, failed
    }

    public static let schema = RecordSchema(
        name: "journal/1", title: "One execution of one stage",
        fields: [
            .init("generation", .integer(least: 0), nullable: true, "null for a stage outside generations"),
            .init(
                "inputs", .object, "Path, paths of several generations, or table to content hash (XXH3-128)"),
            .init("message", .string, nullable: true, "Why it failed, or whose files it took; else null"),
            .init("outcome", .choice(Outcome.allCases.map(\.rawValue)), "How it ended"),
            .init("outputs", .object, "Path to content hash"),
            .init("parameters", .object, "The settings the stage depends on"),
            .init("program_hash", .string, "Identifies the program by content"),
            .init("records", .object, "Path to the number of records written"),
            .init("seconds", .number, "Wall-clock time of the stage"),
            .init("stage", .string, "The stage's name"),
            .init("started", .string, "When it started, UTC"),
            .init("version", .string, "Version of the program"),
        ])

    /// "prompt@4", "partition": how people and options name an execution.
    public static func label(_ stage: String, _ generation: Int?) -> String {
        generation.map { "\(stage)@\($0)" } ?? stage
    }

    public var label: String { Self.label(stage, generation) }

    public init(
        stage: String, generation: Int?, outcome: Outcome, message: String?, programHash: String,
        version: String, parameters: JSON, inputs: [String: String], outputs: [String: String],
        records: [String: Int], started: String, seconds: Double
    ) {
        self.stage = stage
        self.generation = generation
        self.outcome = outcome
        self.message = message
        self.programHash = programHash
        self.version = version
        self.parameters = parameters
        self.inputs = inputs
        self.outputs = outputs
        self.records = records
        self.started = started
        self.seconds = seconds
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        stage = try fields.string("stage")
        generation = fields.optionalInteger("generation")
        let word = try fields.string("outcome")
        guard let outcome = Outcome(rawValue: word) else {
            throw RecordError(field: "outcome", message: "found \"\(word)\"")
        }
        self.outcome = outcome
        message = fields.optionalString("message")
        programHash = try fields.string("program_hash")
        version = try fields.string("version")
        parameters = .object(try fields.object("parameters"))
        inputs = try Self.hashes(fields, "inputs")
        outputs = try Self.hashes(fields, "outputs")
        records = [:]
        for member in try fields.object("records") {
            guard let count = member.value.integer, count >= 0 else {
                throw RecordError(
                    field: "records.\(member.name)",
                    message:
                        "found \(RecordSchema.quote(member.value)), expected a whole number of at least 0")
            }
            records[member.name] = count
        }
        started = try fields.string("started")
        seconds = try fields.number("seconds")
    }

    private static func hashes(
        _ fields: RecordFields, _ name: String
    ) throws(RecordError) -> [String: String] {
        var hashes: [String: String] = [:]
        for member in try fields.object(name) {
            guard let hash = member.value.string else {
                throw RecordError(
                    field: "\(name).\(member.name)",
                    message: "found \(RecordSchema.quote(member.value)), expected a content hash")
            }
            hashes[member.name] = hash
        }
        return hashes
    }

    public var members: [JSON.Member] {
        [
            .init("generation", JSON(generation)), .init("inputs", Self.object(inputs)),
            .init("message", JSON(message)), .init("outcome", .string(outcome.rawValue)),
            .init("outputs", Self.object(outputs)), .init("parameters", parameters),
            .init("program_hash", .string(programHash)),
            .init("records", .object(records.map { JSON.Member($0.key, .integer($0.value)) })),
            .init("seconds", JSON(seconds)), .init("stage", .string(stage)),
            .init("started", .string(started)), .init("version", .string(version)),
        ]
    }

    private static func object(_ hashes: [String: String]) -> JSON {
        .object(hashes.map { JSON.Member($0.key, .string($0.value)) })
    }
}
