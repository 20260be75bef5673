/// A niche of the search space: a line of `niches.jsonl`.
public struct NicheRecord: Record, Equatable {
    public var niche: String
    /// Operation to the least and the most edges that may carry it.
    public var bounds: [(operation: String, least: Int, most: Int)]
    public var countsLiveEdges: Bool
    public var cells: Int
    public var rationale: String
    /// What the network may cost besides, where that is bounded; the line has no such field where it is not.
    public var cost: Cost?
    /// Of a space that a file defines: the values its variables may have, and the range of its measures.
    public var defined: Defined?

    /// From `least` up to but not including `limit`, in millions; nil for no bound.
    public struct Cost: Sendable, Equatable {
        /// "params_m" or "flops_m".
        public var measure: String
        /// Whose networks are meant.
        public var dataset: String
        public var least: Double?
        public var limit: Double?

        public init(measure: String, dataset: String, least: Double?, limit: Double?) {
            self.measure = measure
            self.dataset = dataset
            self.least = least
            self.limit = limit
        }

        init(_ members: [JSON.Member]) throws(RecordError) {
            func text(_ name: String) throws(RecordError) -> String {
                guard let text = members.first(where: { $0.name == name })?.value.string else {
                    throw RecordError(field: "cost.\(name)", message: "is missing, expected a string")
                }
                return text
            }
            func bound(_ name: String) throws(RecordError) -> Double? {
                guard let value = members.first(where: { $0.name == name })?.value, !value.isNull else {
                    return nil
                }
                guard let number = value.number else {
                    throw RecordError(
                        field: "cost.\(name)",
                        message: "found \(RecordSchema.quote(value)), expected a number or null")
                }
                return number
            }
            measure = try text("measure")
            dataset = try text("dataset")
            least = try bound("from")
            limit = try bound("below")
        }

        var json: JSON {
            JSON(object: [
                ("below", JSON(limit)), ("dataset", .string(dataset)), ("from", JSON(least)),
                ("measure", .string(measure)),
            ])
        }
    }

    public static let schema = RecordSchema(
        name: "niche/1",
        title: "A part of the search space, bounded by its cells' operations or by what their networks cost",
        fields: [
            .init("bounds", .object, "Operation to [least, most] edges that may carry it"),
            .init("cells", .integer(least: 0), "How many cells the niche holds"),
            .init(
                "cells_are_estimated", .boolean, optional: true,
                "Whether cells is an estimate; of a space that a file defines"),
            .init(
                "cost", .object, optional: true,
                "measure (params_m, flops_m) of a network on dataset: at least from, less than below, millions; "
                    + "absent where nothing bounds it"),
            .init("count_live_edges", .boolean, "Whether only edges on a live path count"),
            .init(
                "measures", .object, optional: true,
                "Measure to [least, most], null for no bound; of a space that a file defines"),
            .init("niche", .string, "The niche's name"),
            .init("rationale", .string, "Why the niche is there"),
            .init(
                "where", .object, optional: true,
                "Variable to the values it may have; of a space that a file defines"),
        ])

    public init(
        niche: String, bounds: [(operation: String, least: Int, most: Int)], countsLiveEdges: Bool,
        cells: Int, rationale: String, cost: Cost? = nil, defined: Defined? = nil
    ) {
        self.niche = niche
        self.bounds = bounds
        self.countsLiveEdges = countsLiveEdges
        self.cells = cells
        self.rationale = rationale
        self.cost = cost
        self.defined = defined
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        niche = try fields.string("niche")
        countsLiveEdges = try fields.bool("count_live_edges")
        cells = try fields.integer("cells")
        rationale = try fields.string("rationale")
        cost = try fields.has("cost") ? Cost(fields.object("cost")) : nil
        defined = try fields.has("where") ? Defined(fields) : nil
        bounds = []
        for bound in try fields.object("bounds") {
            guard let pair = bound.value.array, pair.count == 2, let least = pair[0].integer,
                let most = pair[1].integer, least >= 0, least <= most
            else {
                throw RecordError(
                    field: "bounds.\(bound.name)",
                    message:
                        "found \(RecordSchema.quote(bound.value)), expected [least, most] with 0 <= least <= most"
                )
            }
            bounds.append((bound.name, least, most))
        }
    }

    public var members: [JSON.Member] {
        [
            .init(
                "bounds",
                JSON(
                    object: bounds.map { ($0.operation, .array([.integer($0.least), .integer($0.most)])) })),
            .init("cells", .integer(cells)),
        ] + (defined.map { [.init("cells_are_estimated", .bool($0.isEstimate))] } ?? [])
            + (cost.map { [.init("cost", $0.json)] } ?? [])
            + [.init("count_live_edges", .bool(countsLiveEdges))]
            + (defined.map { [.init("measures", $0.measuresJSON)] } ?? [])
            + [.init("niche", .string(niche)), .init("rationale", .string(rationale))]
            + (defined.map { [.init("where", $0.whereJSON)] } ?? [])
    }

    /// The order of bounds tells no niches apart, as it does not outlast the file.
    public static func == (left: NicheRecord, right: NicheRecord) -> Bool {
        JSON.object(left.members).text == JSON.object(right.members).text
    }
}

/// A cell somebody proposed, and how they came to it: a line of `candidates.jsonl`.
public struct CandidateRecord: Record, Equatable {
    /// "g03-S2-c1": generation, niche, number within both; of a rejected child the call that brought it, and
    /// its number there.
    public var id: String
    public var generation: Int
    public var niche: String
    /// The benchmark's written form.
    public var cell: String
    /// How it was made: "seed", "mutation", "crossover", "random".
    public var operation: String
    public var parents: [String]
    public var rationale: String?

    static let fields: [RecordSchema.Field] = [
        .init("cell", .string, "The architecture in the benchmark's written form"),
        .init("generation", .integer(least: 0), "The generation that proposed it, 0 for the seeds"),
        .init("id", .string, "Its name within the run"),
        .init("niche", .string, "The niche it belongs to"),
        .init("operator", .string, "How it was made: seed, mutation, crossover, random, exhaustive"),
        .init("parents", .strings, "The cells it was made of"),
        .init("rationale", .string, nullable: true, "Why, in the proposer's words; null when there are none"),
    ]

    public static let schema = RecordSchema(
        name: "candidate/1", title: "A cell accepted for evaluation", fields: fields)

    public init(
        id: String, generation: Int, niche: String, cell: String, operation: String, parents: [String] = [],
        rationale: String? = nil
    ) {
        self.id = id
        self.generation = generation
        self.niche = niche
        self.cell = cell
        self.operation = operation
        self.parents = parents
        self.rationale = rationale
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            id: try fields.string("id"), generation: try fields.integer("generation"),
            niche: try fields.string("niche"), cell: try fields.string("cell"),
            operation: try fields.string("operator"), parents: try fields.strings("parents"),
            rationale: fields.optionalString("rationale"))
    }

    public var members: [JSON.Member] {
        [
            .init("cell", .string(cell)), .init("generation", .integer(generation)), .init("id", .string(id)),
            .init("niche", .string(niche)), .init("operator", .string(operation)),
            .init("parents", JSON(parents)), .init("rationale", JSON(rationale)),
        ]
    }
}

/// A child that was not accepted, and why: a line of `rejected.jsonl`.
public struct RejectedRecord: Record, Equatable {
    public var candidate: CandidateRecord
    public var reason: Reason
    /// The reason in words, with the values at hand.
    public var detail: String

    public enum Reason: String, CaseIterable, Sendable {
        /// The text is no cell of the space.
        case unreadable
        case outOfNiche = "out-of-niche"
        /// The run has it already, as written or by function.
        case repeated
        case overLatencyLimit = "over-latency-limit"
        case overFlopsLimit = "over-flops-limit"
        case overParamsLimit = "over-params-limit"
        /// More children came than were asked for.
        case surplus
    }

    public static let schema = RecordSchema(
        name: "rejected/1", title: "A proposed cell that was not accepted",
        fields: CandidateRecord.fields + [
            .init("detail", .string, "The reason in words"),
            .init("reason", .choice(Reason.allCases.map(\.rawValue)), "Why it was not accepted"),
        ])

    public init(candidate: CandidateRecord, reason: Reason, detail: String) {
        self.candidate = candidate
        self.reason = reason
        self.detail = detail
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        candidate = try CandidateRecord(fields)
        reason = try fields.choice("reason")
        detail = try fields.string("detail")
    }

    public var members: [JSON.Member] {
        candidate.members + [.init("detail", .string(detail)), .init("reason", .string(reason.rawValue))]
    }
}
