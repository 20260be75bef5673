/// One iteration of a search by strategies (CoLLM-NAS): the line of its `strategy.jsonl`. All of them are the
/// search's trajectory, from which the Navigator's conversation is made again.
public struct StrategyRecord: Record, Equatable {
    public var generation: Int
    /// The strategy the iteration's candidates were made by, in the model's words; nil where the search had
    /// stopped.
    public var strategy: String?
    /// Whether it is the one before, or, where there was none, our own: the answer was of no use.
    public var isKept: Bool
    /// Candidates asked for.
    public var wanted: Int
    /// What the strategy was made from: cells evaluated so far, and how many the budget still allows.
    public var evaluated: Int
    public var evaluationsLeft: Int
    /// The most accurate cell so far, in the benchmark's written form, and its accuracy as the search sees it;
    /// nil where nothing has one.
    public var bestCell: String?
    public var bestAccuracyPercent: Double?
    /// Why the search asks no more; nil while it goes on.
    public var stop: Stop?

    public enum Stop: String, CaseIterable, Sendable {
        /// The best accuracy reached the target.
        case target
        /// As many cells as the budget allows are evaluated.
        case budget
        /// No cell is left that could be taken.
        case exhausted
    }

    public static let schema = RecordSchema(
        name: "strategy/1", title: "One iteration of a search by strategies in words",
        fields: [
            .init(
                "best_accuracy_percent", .number, nullable: true,
                "Accuracy of the best cell so far, as the search sees it"),
            .init("best_cell", .string, nullable: true, "The most accurate cell so far"),
            .init("evaluated", .integer(least: 0), "Cells evaluated before this iteration, seeds included"),
            .init("evaluations_left", .integer(least: 0), "Cells the budget still allowed"),
            .init("generation", .integer(least: 1), "The iteration"),
            .init("kept", .boolean, "Whether the strategy is the one before, for want of a usable answer"),
            .init(
                "stopped", .choice(Stop.allCases.map(\.rawValue)), nullable: true,
                "Why the search asks no more; null while it goes on"),
            .init(
                "strategy", .string, nullable: true,
                "The strategy in the model's words; null once the search stopped"),
            .init("wanted", .integer(least: 0), "Candidates asked for"),
        ])

    public init(
        generation: Int, strategy: String?, isKept: Bool = false, wanted: Int, evaluated: Int,
        evaluationsLeft: Int, bestCell: String? = nil, bestAccuracyPercent: Double? = nil, stop: Stop? = nil
    ) {
        self.generation = generation
        self.strategy = strategy
        self.isKept = isKept
        self.wanted = wanted
        self.evaluated = evaluated
        self.evaluationsLeft = evaluationsLeft
        self.bestCell = bestCell
        self.bestAccuracyPercent = bestAccuracyPercent
        self.stop = stop
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            generation: try fields.integer("generation"), strategy: fields.optionalString("strategy"),
            isKept: try fields.bool("kept"), wanted: try fields.integer("wanted"),
            evaluated: try fields.integer("evaluated"),
            evaluationsLeft: try fields.integer("evaluations_left"),
            bestCell: fields.optionalString("best_cell"),
            bestAccuracyPercent: fields.optionalNumber("best_accuracy_percent"),
            stop: fields.optionalString("stopped").flatMap(Stop.init))
    }

    public var members: [JSON.Member] {
        [
            .init("best_accuracy_percent", JSON(bestAccuracyPercent)), .init("best_cell", JSON(bestCell)),
            .init("evaluated", .integer(evaluated)), .init("evaluations_left", .integer(evaluationsLeft)),
            .init("generation", .integer(generation)), .init("kept", .bool(isKept)),
            .init("stopped", JSON(stop?.rawValue)), .init("strategy", JSON(strategy)),
            .init("wanted", .integer(wanted)),
        ]
    }
}
