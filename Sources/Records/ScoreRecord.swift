/// The quality of one front under one normalisation: a line of `scores.jsonl`.
///
/// Every measure uses true test accuracy, looked up after the search, or, where there is no table, what the
/// surrogates predict (`reference` says which), and minimises (100 - accuracy, latency). The two normalisations are never mixed.
///
/// Where nothing is known of the space as a whole (`reference` and `normalisation` are "none"), `hypervolumeFound`
/// alone is told: the volume of the front as the search saw it, in percent points times milliseconds, up to the
/// point that the line names. All that compares with a true front is null, and there are 0 cells of one.
public struct ScoreRecord: Record, Equatable {
    /// The generation after which the front stood.
    public var generation: Int
    /// Whether this is the run's final front, not one on the way.
    public var isFinal: Bool
    /// What the front is measured by.
    public var reference: Reference
    /// "front" or "space".
    public var normalisation: String
    /// Found volume over the true front's.
    public var hypervolume: Double?
    public var hypervolumeFound: Double?
    public var hypervolumeTrue: Double?
    public var igd: Double?
    public var igdPlus: Double?
    public var worstGap: Double?
    public var latencyCoverage: Double?
    public var trueFrontShare: Double?
    public var frontSize: Int
    public var trueFrontSize: Int
    /// Cells of the space with both a test accuracy and a latency: what the true front is chosen from.
    public var cellsKnown: Int
    /// Cells evaluated until then, seeds included.
    public var evaluations: Int
    public var modelCalls: Int
    /// In and out; nil where an endpoint did not tell.
    public var modelTokens: Int?
    /// By the pipeline file's prices; nil where it has none for the model, or tokens are not known.
    public var modelCostDollars: Double?
    /// Of all cells evaluated until then, that which the search thought most accurate, and what the reference
    /// says of it: what a search for accuracy alone ends with. nil where nothing has an accuracy.
    public var bestCell: String?
    public var bestAccuracyPercent: Double?
    /// The point that a volume in raw units reaches to; the line has no such fields where it is scaled.
    public var referenceAccuracyPercent: Double?
    public var referenceLatencyMilliseconds: Double?

    /// What `normalisation` says of raw units.
    public static let rawUnits = "none"

    public enum Reference: String, CaseIterable, Sendable {
        /// True test accuracies and latencies.
        case tables
        /// What surrogates predict for the whole space: no truth, a yardstick for the search alone.
        case surrogates
        /// Nothing: the true front is not known.
        case unknown = "none"
    }

    public static let schema = RecordSchema(
        name: "score/1", title: "The quality of a front against a reference, under one normalisation",
        fields: [
            .init(
                "best_accuracy_percent", .number, nullable: true,
                "Accuracy of best_cell by the reference: true test accuracy, or as surrogates predict it"),
            .init(
                "best_cell", .string, nullable: true,
                "The evaluated cell that the search thought most accurate; of equals the first by its name"),
            .init(
                "cells_known", .integer(least: 0),
                "Cells with true accuracy and latency: the true front's choice"),
            .init("evaluations", .integer(least: 0), "Cells evaluated until then, seeds included"),
            .init("final", .boolean, "Whether this is the run's final front"),
            .init("front_size", .integer(least: 0), "Cells in the found front"),
            .init("generation", .integer(least: 0), "The generation after which the front stood"),
            .init("hypervolume", .number, nullable: true, "Hypervolume found over that of the true front"),
            .init(
                "hypervolume_found", .number, nullable: true,
                "Hypervolume of the found front, normalised, or in raw units"),
            .init("hypervolume_true", .number, nullable: true, "Hypervolume of the true front, normalised"),
            .init("igd", .number, nullable: true, "Inverted generational distance; null for an empty front"),
            .init("igd_plus", .number, nullable: true, "The same by the IGD+ distance"),
            .init(
                "latency_coverage", .number, nullable: true, "Share of ten latency bins of the true front hit"
            ),
            .init("model_calls", .integer(least: 0), "Calls of a language model, 0 without one"),
            .init("model_cost_usd", .number, nullable: true, "What they cost; null where not known"),
            .init(
                "model_tokens", .integer(least: 0), nullable: true, "Tokens in and out; null where not told"),
            .init("normalisation", .choice(["front", "space", rawUnits]), "How objectives were scaled"),
            .init(
                "reference", .choice(Reference.allCases.map(\.rawValue)),
                "What P* is chosen by: tables are true, surrogates predicted; none: it is not known"),
            .init(
                "reference_accuracy_percent", .number, optional: true,
                "The accuracy of the point that a raw hypervolume reaches to"),
            .init(
                "reference_latency_ms", .number, optional: true,
                "The latency of the point that a raw hypervolume reaches to"),
            .init("true_front_share", .number, nullable: true, "Share of the true front's points found"),
            .init("true_front_size", .integer(least: 0), "Points of the true front"),
            .init(
                "worst_gap", .number, nullable: true, "Largest distance from a true front point to the found"),
        ])

    public init(
        generation: Int, isFinal: Bool, reference: Reference, normalisation: String,
        hypervolume: Double?,
        hypervolumeFound: Double?,
        hypervolumeTrue: Double?, igd: Double?, igdPlus: Double?, worstGap: Double?, latencyCoverage: Double?,
        trueFrontShare: Double?, frontSize: Int, trueFrontSize: Int, cellsKnown: Int, evaluations: Int,
        modelCalls: Int = 0,
        modelTokens: Int? = 0, modelCostDollars: Double? = 0, bestCell: String? = nil,
        bestAccuracyPercent: Double? = nil, referenceAccuracyPercent: Double? = nil,
        referenceLatencyMilliseconds: Double? = nil
    ) {
        self.generation = generation
        self.isFinal = isFinal
        self.reference = reference
        self.normalisation = normalisation
        self.hypervolume = hypervolume
        self.hypervolumeFound = hypervolumeFound
        self.hypervolumeTrue = hypervolumeTrue
        self.igd = igd
        self.igdPlus = igdPlus
        self.worstGap = worstGap
        self.latencyCoverage = latencyCoverage
        self.trueFrontShare = trueFrontShare
        self.frontSize = frontSize
        self.trueFrontSize = trueFrontSize
        self.cellsKnown = cellsKnown
        self.evaluations = evaluations
        self.modelCalls = modelCalls
        self.modelTokens = modelTokens
        self.modelCostDollars = modelCostDollars
        self.bestCell = bestCell
        self.bestAccuracyPercent = bestAccuracyPercent
        self.referenceAccuracyPercent = referenceAccuracyPercent
        self.referenceLatencyMilliseconds = referenceLatencyMilliseconds
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            generation: try fields.integer("generation"), isFinal: try fields.bool("final"),
            reference: try fields.choice("reference"), normalisation: try fields.string("normalisation"),
            hypervolume: fields.optionalNumber("hypervolume"),
            hypervolumeFound: fields.optionalNumber("hypervolume_found"),
            hypervolumeTrue: fields.optionalNumber("hypervolume_true"), igd: fields.optionalNumber("igd"),
            igdPlus: fields.optionalNumber("igd_plus"), worstGap: fields.optionalNumber("worst_gap"),
            latencyCoverage: fields.optionalNumber("latency_coverage"),
            trueFrontShare: fields.optionalNumber("true_front_share"),
            frontSize: try fields.integer("front_size"),
            trueFrontSize: try fields.integer("true_front_size"),
            cellsKnown: try fields.integer("cells_known"),
            evaluations: try fields.integer("evaluations"),
            modelCalls: try fields.integer("model_calls"),
            modelTokens: fields.optionalInteger("model_tokens"),
            modelCostDollars: fields.optionalNumber("model_cost_usd"),
            bestCell: fields.optionalString("best_cell"),
            bestAccuracyPercent: fields.optionalNumber("best_accuracy_percent"),
            referenceAccuracyPercent: fields.optionalNumber("reference_accuracy_percent"),
            referenceLatencyMilliseconds: fields.optionalNumber("reference_latency_ms"))
    }

    public var members: [JSON.Member] {
        [
            .init("best_accuracy_percent", JSON(bestAccuracyPercent)), .init("best_cell", JSON(bestCell)),
            .init("cells_known", .integer(cellsKnown)), .init("evaluations", .integer(evaluations)),
            .init("final", .bool(isFinal)),
            .init("front_size", .integer(frontSize)), .init("generation", .integer(generation)),
            .init("hypervolume", JSON(hypervolume)), .init("hypervolume_found", JSON(hypervolumeFound)),
            .init("hypervolume_true", JSON(hypervolumeTrue)), .init("igd", JSON(igd)),
            .init("igd_plus", JSON(igdPlus)), .init("latency_coverage", JSON(latencyCoverage)),
            .init("model_calls", .integer(modelCalls)), .init("model_cost_usd", JSON(modelCostDollars)),
            .init("model_tokens", JSON(modelTokens)), .init("normalisation", .string(normalisation)),
            .init("reference", .string(reference.rawValue)),
            .init("true_front_share", JSON(trueFrontShare)),
            .init("true_front_size", .integer(trueFrontSize)),
            .init("worst_gap", JSON(worstGap)),
        ] + referencePoint
    }

    private var referencePoint: [JSON.Member] {
        let point = [
            ("reference_accuracy_percent", referenceAccuracyPercent),
            ("reference_latency_ms", referenceLatencyMilliseconds),
        ]
        return point.compactMap { name, value in value.map { .init(name, JSON($0)) } }
    }
}
