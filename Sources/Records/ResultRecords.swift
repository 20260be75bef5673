/// A candidate with its objectives: a line of `evaluations.jsonl`.
public struct EvaluationRecord: Record, Equatable {
    public var candidate: CandidateRecord
    /// Percent, 0 to 100; null where the source has no value. By a proxy it is no accuracy but a percentile.
    public var accuracyPercent: Double?
    public var accuracySource: String
    /// Milliseconds; null where the device cannot run the cell.
    public var latencyMilliseconds: Double?
    public var latencySource: String
    /// Of one inference, millijoules; nil where energy is no objective, or not known.
    public var energyMillijoules: Double?
    /// nil where the space tells none.
    public var flopsMillions: Double?
    public var paramsMillions: Double?
    /// Whether the predictor was fit on this cell, so that its accuracy is no fair prediction.
    public var isTrainingCell: Bool
    /// How much a value measured several times spreads, and by how many samples that count. The line has no such
    /// fields where there is no spread.
    public var accuracySpreadPercent: Double?
    public var accuracyRepeats: Int?
    public var latencySpreadMilliseconds: Double?
    public var latencyRepeats: Int?
    public var energySpreadMillijoules: Double?
    public var energyRepeats: Int?

    /// What a value comes from that a program of the user's gave, or did not in spite of all retries.
    public static let commandSource = "command"
    public static let failedCommandSource = "command (no answer)"

    /// What an accuracy or a latency comes from that was not measured.
    public static let surrogateSource = "surrogate (predicted)"
    /// What an accuracy comes from that the search could not know: the benchmark itself.
    public static let oracleSource = "table (oracle)"

    /// How a predictor of the run's own is named, before its features: "xgboost structure".
    public static let predictorSource = "xgboost "
    /// What follows the features of one that was told proxies computed here.
    public static let computedProxies = ", proxies computed"

    /// What stands in an accuracy's place: the share of the other cells that score lower.
    public static func proxySource(_ proxy: String) -> String { "proxy \(proxy)\(percentileMark)" }
    private static let percentileMark = " (percentile, not an accuracy)"

    /// Whether a proxy's percentile stands in the accuracy's place.
    public var isAccuracyPercentile: Bool {
        accuracySource.hasPrefix("proxy ") && accuracySource.hasSuffix(Self.percentileMark)
    }
    /// Whether the accuracy was looked up, or predicted; else a program of the user's found it.
    public var isAccuracyLookedUp: Bool { accuracySource == Self.oracleSource }
    public var isAccuracyPredicted: Bool {
        accuracySource == Self.surrogateSource || accuracySource.hasPrefix(Self.predictorSource)
    }
    public var isLatencyPredicted: Bool { latencySource.hasPrefix(Self.surrogateSource) }

    /// A source of latencies that are seen with noise of a relative standard deviation: "table, with 10 % noise".
    public static func noisySource(_ source: String, deviation: Double) -> String {
        "\(source), with \(percent(deviation))\(noiseMark)"
    }
    private static let noiseMark = " % noise"

    /// A share in percent: "10", "12.5".
    public static func percent(_ share: Double) -> String {
        let hundredths = (10_000 * share).rounded() / 100
        return hundredths == hundredths.rounded() && abs(hundredths) < 1e6
            ? "\(Int(hundredths))" : "\(hundredths)"
    }

    /// Whether the latency is as measured once, with noise.
    public var isLatencyNoisy: Bool { latencySource.hasSuffix(Self.noiseMark) }

    static let fields: [RecordSchema.Field] =
        CandidateRecord.fields + [
            .init(
                "accuracy_percent", .number, nullable: true,
                "The accuracy the search sees, or a proxy's percentile; null if unknown"),
            .init(
                "accuracy_repeats", .integer(least: 2), optional: true,
                "Samples that accuracy_percent is the median of"),
            .init(
                "accuracy_source", .string,
                "Where it comes from: a predictor's name, \"table (oracle)\", or the proxy in its place"),
            .init(
                "accuracy_spread_percent", .number, optional: true,
                "How those samples spread: 1.4826 times their median absolute deviation"),
            .init(
                "energy_mj", .number, optional: true,
                "Energy of one inference; absent where it is no objective, or not known"),
            .init(
                "energy_repeats", .integer(least: 2), optional: true,
                "Samples that energy_mj is the median of"),
            .init(
                "energy_spread_mj", .number, optional: true,
                "How those samples spread: 1.4826 times their median absolute deviation"),
            .init(
                "flops_m", .number, nullable: true,
                "Multiply-adds of the network, millions; null where its space tells none"),
            .init("latency_ms", .number, nullable: true, "Latency; null if the device cannot run it"),
            .init(
                "latency_repeats", .integer(least: 2), optional: true,
                "Samples that latency_ms is the median of"),
            .init("latency_source", .string, "Where it comes from, and with how much noise"),
            .init(
                "latency_spread_ms", .number, optional: true,
                "How those samples spread: 1.4826 times their median absolute deviation"),
            .init(
                "params_m", .number, nullable: true,
                "Parameters of the network, millions; null where its space tells none"),
            .init("training_cell", .boolean, "Whether the predictor was fit on this cell"),
        ]

    public static let schema = RecordSchema(
        name: "evaluation/1", title: "A candidate with its objectives", fields: fields)

    public init(
        candidate: CandidateRecord, accuracyPercent: Double?, accuracySource: String,
        latencyMilliseconds: Double?,
        latencySource: String, flopsMillions: Double?, paramsMillions: Double?, isTrainingCell: Bool,
        accuracySpreadPercent: Double? = nil, accuracyRepeats: Int? = nil,
        latencySpreadMilliseconds: Double? = nil, latencyRepeats: Int? = nil,
        energyMillijoules: Double? = nil, energySpreadMillijoules: Double? = nil, energyRepeats: Int? = nil
    ) {
        self.candidate = candidate
        self.accuracyPercent = accuracyPercent
        self.accuracySource = accuracySource
        self.latencyMilliseconds = latencyMilliseconds
        self.latencySource = latencySource
        self.flopsMillions = flopsMillions
        self.paramsMillions = paramsMillions
        self.isTrainingCell = isTrainingCell
        self.accuracySpreadPercent = accuracySpreadPercent
        self.accuracyRepeats = accuracyRepeats
        self.latencySpreadMilliseconds = latencySpreadMilliseconds
        self.latencyRepeats = latencyRepeats
        self.energyMillijoules = energyMillijoules
        self.energySpreadMillijoules = energySpreadMillijoules
        self.energyRepeats = energyRepeats
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            candidate: try CandidateRecord(fields),
            accuracyPercent: fields.optionalNumber("accuracy_percent"),
            accuracySource: try fields.string("accuracy_source"),
            latencyMilliseconds: fields.optionalNumber("latency_ms"),
            latencySource: try fields.string("latency_source"),
            flopsMillions: fields.optionalNumber("flops_m"),
            paramsMillions: fields.optionalNumber("params_m"),
            isTrainingCell: try fields.bool("training_cell"),
            accuracySpreadPercent: fields.optionalNumber("accuracy_spread_percent"),
            accuracyRepeats: fields.optionalInteger("accuracy_repeats"),
            latencySpreadMilliseconds: fields.optionalNumber("latency_spread_ms"),
            latencyRepeats: fields.optionalInteger("latency_repeats"),
            energyMillijoules: fields.optionalNumber("energy_mj"),
            energySpreadMillijoules: fields.optionalNumber("energy_spread_mj"),
            energyRepeats: fields.optionalInteger("energy_repeats"))
    }

    public var members: [JSON.Member] {
        candidate.members + [
            .init("accuracy_percent", JSON(accuracyPercent)),
            .init("accuracy_source", .string(accuracySource)),
        ] + (energyMillijoules.map { [.init("energy_mj", JSON($0))] } ?? []) + [
            .init("flops_m", JSON(flopsMillions)), .init("latency_ms", JSON(latencyMilliseconds)),
            .init("latency_source", .string(latencySource)), .init("params_m", JSON(paramsMillions)),
            .init("training_cell", .bool(isTrainingCell)),
        ] + spreads
    }

    private var spreads: [JSON.Member] {
        var members: [JSON.Member] = []
        if let accuracySpreadPercent {
            members.append(.init("accuracy_spread_percent", JSON(accuracySpreadPercent)))
        }
        if let accuracyRepeats { members.append(.init("accuracy_repeats", .integer(accuracyRepeats))) }
        if let latencySpreadMilliseconds {
            members.append(.init("latency_spread_ms", JSON(latencySpreadMilliseconds)))
        }
        if let energySpreadMillijoules {
            members.append(.init("energy_spread_mj", JSON(energySpreadMillijoules)))
        }
        if let energyRepeats { members.append(.init("energy_repeats", .integer(energyRepeats))) }
        if let latencyRepeats { members.append(.init("latency_repeats", .integer(latencyRepeats))) }
        return members
    }
}

/// A member of a niche's Pareto archive after a generation: a line of `archive.jsonl`.
public struct ArchiveRecord: Record, Equatable {
    public var evaluation: EvaluationRecord
    /// The generation whose archive this is; `evaluation.candidate.generation` is when the cell entered.
    public var archiveGeneration: Int

    public static let schema = RecordSchema(
        name: "archive/1", title: "A member of a niche's Pareto archive after a generation",
        fields: EvaluationRecord.fields + [
            .init(
                "archive_generation", .integer(least: 0), "The generation whose archive this line belongs to")
        ])

    public init(evaluation: EvaluationRecord, archiveGeneration: Int) {
        self.evaluation = evaluation
        self.archiveGeneration = archiveGeneration
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        evaluation = try EvaluationRecord(fields)
        archiveGeneration = try fields.integer("archive_generation")
    }

    public var members: [JSON.Member] {
        evaluation.members + [.init("archive_generation", .integer(archiveGeneration))]
    }
}

/// A cell of the one front over all niches, as the search sees it: a line of `front.jsonl`.
public struct FrontRecord: Record, Equatable {
    public var evaluation: EvaluationRecord

    public static let schema = RecordSchema(
        name: "front/1", title: "A non-dominated cell over all niches, by predicted accuracy and latency",
        fields: EvaluationRecord.fields)

    public init(evaluation: EvaluationRecord) { self.evaluation = evaluation }

    public init(_ fields: RecordFields) throws(RecordError) { evaluation = try EvaluationRecord(fields) }

    public var members: [JSON.Member] { evaluation.members }
}

/// A front cell with what is true of it beside what the search saw: a line of `front-true.jsonl`. The search
/// never sees this file. Without tables nothing true is known, and the front is measured by what surrogates
/// predict for the whole space.
public struct TrueFrontRecord: Record, Equatable {
    public var evaluation: EvaluationRecord
    /// What the last two are measured by; with `.none` nothing is known of the space as a whole, so no cell is on
    /// the reference's front, and `isNonDominated` is by what the search saw.
    public var reference: ScoreRecord.Reference
    /// Test accuracy in percent, looked up after the search; nil without tables.
    public var trueAccuracyPercent: Double?
    /// Latency in ms, looked up; nil without tables.
    public var trueLatencyMilliseconds: Double?
    /// Whether no cell of the whole space dominates this one by the reference.
    public var isOnReferenceFront: Bool
    /// Whether no other cell of the found front dominates this one by the reference.
    public var isNonDominated: Bool

    /// Whether a true latency is known beside one that is not: predicted, or seen with noise.
    public var tellsTrueLatency: Bool {
        (evaluation.isLatencyPredicted || evaluation.isLatencyNoisy) && trueLatencyMilliseconds != nil
    }

    public static let schema = RecordSchema(
        name: "front-true/1", title: "A cell of the found front with what is true of it",
        fields: EvaluationRecord.fields + [
            .init("non_dominated", .boolean, "Whether it stays on the found front by the reference"),
            .init(
                "on_reference_front", .boolean,
                "Whether no cell of the whole space dominates it by the reference"),
            .init(
                "reference", .choice(ScoreRecord.Reference.allCases.map(\.rawValue)),
                "What it is measured by: tables are true, surrogates predicted; none: nothing is known"),
            .init(
                "true_accuracy_percent", .number, nullable: true,
                "Test accuracy, looked up after the search; null without tables"),
            .init("true_latency_ms", .number, nullable: true, "Latency, looked up; null without tables"),
        ])

    public init(
        evaluation: EvaluationRecord, reference: ScoreRecord.Reference, trueAccuracyPercent: Double?,
        trueLatencyMilliseconds: Double? = nil, isOnReferenceFront: Bool, isNonDominated: Bool
    ) {
        self.evaluation = evaluation
        self.reference = reference
        self.trueAccuracyPercent = trueAccuracyPercent
        self.trueLatencyMilliseconds = trueLatencyMilliseconds
        self.isOnReferenceFront = isOnReferenceFront
        self.isNonDominated = isNonDominated
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        evaluation = try EvaluationRecord(fields)
        reference = try fields.choice("reference")
        trueAccuracyPercent = fields.optionalNumber("true_accuracy_percent")
        trueLatencyMilliseconds = fields.optionalNumber("true_latency_ms")
        isOnReferenceFront = try fields.bool("on_reference_front")
        isNonDominated = try fields.bool("non_dominated")
    }

    public var members: [JSON.Member] {
        evaluation.members + [
            .init("non_dominated", .bool(isNonDominated)),
            .init("on_reference_front", .bool(isOnReferenceFront)),
            .init("reference", .string(reference.rawValue)),
            .init("true_accuracy_percent", JSON(trueAccuracyPercent)),
            .init("true_latency_ms", JSON(trueLatencyMilliseconds)),
        ]
    }
}
