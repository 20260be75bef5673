/// One search of a study, at one of its budgets: a line of a study's `results.jsonl`.
///
/// All but the seconds follows from the study, the data and what a model answered.
public struct ResultRecord: Record, Equatable {
    public var study: String
    /// What the study calls the method.
    public var method: String
    /// The settings the study varies beside methods, targets and seeds, by their dotted paths; {} where it
    /// varies none.
    public var variation: JSON
    /// The space as the study names it; nil where it names none.
    public var space: String?
    public var dataset: String
    public var device: String
    public var randomSeed: Int
    /// Cells the search may have evaluated at this point; nil for a method that knows no budget.
    public var budget: Int?
    /// The generation after which the front stood.
    public var generation: Int
    /// Cells evaluated until then, seeds included.
    public var evaluations: Int
    public var reference: ScoreRecord.Reference
    public var frontSize: Int
    /// Found volume over the true front's, scaled by the space or by the true front: never mixed.
    public var hypervolumeSpace: Double?
    public var hypervolumeFront: Double?
    public var igdSpace: Double?
    public var igdFront: Double?
    public var igdPlusSpace: Double?
    public var igdPlusFront: Double?
    /// What there is in the place of all these where no truth is known; nil where one is.
    public var found: Found?
    public var trueFrontShare: Double?
    public var latencyCoverage: Double?
    /// True accuracy of the cell the search thought most accurate; nil where nothing true is known of it.
    public var bestAccuracyPercent: Double?
    /// Spearman's and Kendall's rank correlation of the predictor on cells it was not fit on; nil where none
    /// was fit.
    public var heldOutSpearman: Double?
    public var heldOutKendall: Double?
    /// The model asked; nil without one.
    public var model: String?
    public var modelCalls: Int
    public var modelTokens: Int?
    public var modelCostDollars: Double?
    /// Wall-clock time of the search's stages until then, the predictor's fit and the score aside.
    public var seconds: Double?
    /// Wall-clock time of the predictor's fit, which searches may share; nil where none was fit.
    public var fitSeconds: Double?

    public static let schema = RecordSchema(
        name: "result/1", title: "One search of a study, at one of its budgets",
        fields: [
            .init(
                "best_accuracy_percent", .number, nullable: true,
                "True accuracy of the cell the search thought most accurate; null where not known"),
            .init(
                "budget", .integer(least: 0), nullable: true,
                "Cells it may evaluate; null where it knows none"),
            .init("dataset", .string, "The data set"),
            .init("device", .string, "The device"),
            .init("evaluations", .integer(least: 0), "Cells evaluated, seeds included"),
            .init("fit_seconds", .number, nullable: true, "Time of the predictor's fit; null without one"),
            .init("front_size", .integer(least: 0), "Cells in the found front"),
            .init("generation", .integer(least: 0), "The generation after which the front stood"),
            .init(
                "held_out_kendall", .number, nullable: true,
                "Kendall's tau-b of the predictor on cells it was not fit on; null without one"),
            .init(
                "held_out_spearman", .number, nullable: true,
                "Spearman's rank correlation of the predictor on the same cells; null without one"),
            .init("hypervolume_front", .number, nullable: true, "Of the true front's, scaled by that front"),
            .init("hypervolume_space", .number, nullable: true, "Of the true front's, scaled by the space"),
            .init("igd_front", .number, nullable: true, "IGD, scaled by the true front"),
            .init("igd_plus_front", .number, nullable: true, "IGD+, scaled by the true front"),
            .init("igd_plus_space", .number, nullable: true, "IGD+, scaled by the space"),
            .init("igd_space", .number, nullable: true, "IGD, scaled by the space"),
            .init(
                "latency_coverage", .number, nullable: true, "Share of ten latency bins of the true front hit"
            ),
            .init("method", .string, "The method by the study's name for it"),
            .init("model", .string, nullable: true, "The model asked; null without one"),
            .init("model_calls", .integer(least: 0), "Calls of a language model, 0 without one"),
            .init("model_cost_usd", .number, nullable: true, "What they cost; null where not known"),
            .init(
                "model_tokens", .integer(least: 0), nullable: true, "Tokens in and out; null where not told"),
            .init("random_seed", .integer(least: 0), "The search's random seed"),
            .init(
                "reference", .choice(ScoreRecord.Reference.allCases.map(\.rawValue)),
                "What the true front is chosen by: tables are true, surrogates predicted"),
            .init("seconds", .number, nullable: true, "Time of the search's stages, fit and score aside"),
            .init("space", .string, optional: true, "The search space; absent where the study names none"),
            .init("study", .string, "The study's name"),
            .init("true_front_share", .number, nullable: true, "Share of the true front's points found"),
            .init("variation", .object, "The settings varied, by dotted path"),
        ] + Found.fields)

    public init(
        study: String, method: String, variation: JSON = .object([]), dataset: String, device: String,
        randomSeed: Int, budget: Int?, generation: Int, evaluations: Int, reference: ScoreRecord.Reference,
        frontSize: Int
    ) {
        self.study = study
        self.method = method
        self.variation = variation
        self.dataset = dataset
        self.device = device
        self.randomSeed = randomSeed
        self.budget = budget
        self.generation = generation
        self.evaluations = evaluations
        self.reference = reference
        self.frontSize = frontSize
        modelCalls = 0
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            study: try fields.string("study"), method: try fields.string("method"),
            variation: .object(try fields.object("variation")), dataset: try fields.string("dataset"),
            device: try fields.string("device"), randomSeed: try fields.integer("random_seed"),
            budget: fields.optionalInteger("budget"), generation: try fields.integer("generation"),
            evaluations: try fields.integer("evaluations"), reference: try fields.choice("reference"),
            frontSize: try fields.integer("front_size"))
        hypervolumeSpace = fields.optionalNumber("hypervolume_space")
        hypervolumeFront = fields.optionalNumber("hypervolume_front")
        igdSpace = fields.optionalNumber("igd_space")
        igdFront = fields.optionalNumber("igd_front")
        igdPlusSpace = fields.optionalNumber("igd_plus_space")
        igdPlusFront = fields.optionalNumber("igd_plus_front")
        space = fields.optionalString("space")
        found = fields.has(Found.mark) ? Found(fields) : nil
        trueFrontShare = fields.optionalNumber("true_front_share")
        latencyCoverage = fields.optionalNumber("latency_coverage")
        bestAccuracyPercent = fields.optionalNumber("best_accuracy_percent")
        heldOutSpearman = fields.optionalNumber("held_out_spearman")
        heldOutKendall = fields.optionalNumber("held_out_kendall")
        model = fields.optionalString("model")
        modelCalls = try fields.integer("model_calls")
        modelTokens = fields.optionalInteger("model_tokens")
        modelCostDollars = fields.optionalNumber("model_cost_usd")
        seconds = fields.optionalNumber("seconds")
        fitSeconds = fields.optionalNumber("fit_seconds")
    }

    public var members: [JSON.Member] {
        [
            .init("best_accuracy_percent", JSON(bestAccuracyPercent)), .init("budget", JSON(budget)),
            .init("dataset", .string(dataset)), .init("device", .string(device)),
            .init("evaluations", .integer(evaluations)), .init("fit_seconds", JSON(fitSeconds)),
            .init("front_size", .integer(frontSize)), .init("generation", .integer(generation)),
            .init("held_out_kendall", JSON(heldOutKendall)),
            .init("held_out_spearman", JSON(heldOutSpearman)),
            .init("hypervolume_front", JSON(hypervolumeFront)),
            .init("hypervolume_space", JSON(hypervolumeSpace)), .init("igd_front", JSON(igdFront)),
            .init("igd_plus_front", JSON(igdPlusFront)), .init("igd_plus_space", JSON(igdPlusSpace)),
            .init("igd_space", JSON(igdSpace)), .init("latency_coverage", JSON(latencyCoverage)),
            .init("method", .string(method)), .init("model", JSON(model)),
            .init("model_calls", .integer(modelCalls)), .init("model_cost_usd", JSON(modelCostDollars)),
            .init("model_tokens", JSON(modelTokens)), .init("random_seed", .integer(randomSeed)),
            .init("reference", .string(reference.rawValue)), .init("seconds", JSON(seconds)),
            .init("study", .string(study)), .init("true_front_share", JSON(trueFrontShare)),
            .init("variation", variation),
        ] + (space.map { [.init("space", .string($0))] } ?? []) + (found?.members ?? [])
    }
}
