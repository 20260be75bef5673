/// A number as a paper prints it: a line of `data/reported/*.jsonl`. Quoted with its place and never
/// recomputed; no file of ours mixes it with what was measured here.
public struct ReportedRecord: Record, Equatable {
    /// What the number is. The words name their unit, as every field of ours does.
    public enum Measure: String, CaseIterable, Sendable {
        case hypervolume, igd
        case averageHypervolume = "average_hypervolume"
        case averageIGD = "average_igd"
        case top1AccuracyPercent = "top1_accuracy_percent"
        case top5AccuracyPercent = "top5_accuracy_percent"
        case testAccuracyPercent = "test_accuracy_percent"
        case latencyMilliseconds = "latency_ms"
        case flopsMillions = "flops_m"
        case paramsMillions = "params_m"
        case searchCostGPUDays = "search_cost_gpu_days"
        case searchCostMinutes = "search_cost_minutes"
        case searchCostCalls = "search_cost_api_calls"
        case searchCostArchitectures = "search_cost_architectures"
        case spearman, kendall
    }

    /// "arXiv:2510.01472".
    public var paper: String
    /// "Table 3", or the section where the number stands in the text.
    public var table: String
    /// The method as the paper calls it.
    public var row: String
    /// nil where the number is of no one data set.
    public var dataset: String?
    /// One of the six devices of HW-NAS-Bench, else nil: another device stands in the note.
    public var device: String?
    /// The search space as the paper calls it.
    public var space: String?
    public var measure: Measure
    public var value: Double
    /// What stands behind ±; the papers seldom say of what.
    public var deviation: Double?
    /// The unit in the paper's words; nil where there is none.
    public var unit: String?
    public var note: String?

    public static let schema = RecordSchema(
        name: "reported/1", title: "A number as a paper prints it, never recomputed",
        fields: [
            .init("dataset", .string, nullable: true, "The data set; null where it is of no one"),
            .init("deviation", .number, nullable: true, "What is printed behind ±; null where nothing is"),
            .init("device", .string, nullable: true, "A device of HW-NAS-Bench; null for none or another"),
            .init("measure", .choice(Measure.allCases.map(\.rawValue)), "What the number is"),
            .init("note", .string, nullable: true, "What a reader must know of it"),
            .init("paper", .string, "Where it is printed: an arXiv identifier"),
            .init("row", .string, "The method as the paper calls it"),
            .init("space", .string, nullable: true, "The search space as the paper calls it"),
            .init("table", .string, "The table, or the section where it stands in the text"),
            .init("unit", .string, nullable: true, "The unit; null where there is none"),
            .init("value", .number, "The number as printed"),
        ])

    public init(
        paper: String, table: String, row: String, dataset: String?, device: String?, space: String?,
        measure: Measure, value: Double, deviation: Double?, unit: String?, note: String?
    ) {
        self.paper = paper
        self.table = table
        self.row = row
        self.dataset = dataset
        self.device = device
        self.space = space
        self.measure = measure
        self.value = value
        self.deviation = deviation
        self.unit = unit
        self.note = note
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            paper: try fields.string("paper"), table: try fields.string("table"),
            row: try fields.string("row"), dataset: fields.optionalString("dataset"),
            device: fields.optionalString("device"), space: fields.optionalString("space"),
            measure: try fields.choice("measure"), value: try fields.number("value"),
            deviation: fields.optionalNumber("deviation"), unit: fields.optionalString("unit"),
            note: fields.optionalString("note"))
    }

    public var members: [JSON.Member] {
        [
            .init("dataset", JSON(dataset)), .init("deviation", JSON(deviation)),
            .init("device", JSON(device)), .init("measure", .string(measure.rawValue)),
            .init("note", JSON(note)), .init("paper", .string(paper)), .init("row", .string(row)),
            .init("space", JSON(space)), .init("table", .string(table)), .init("unit", JSON(unit)),
            .init("value", JSON(value)),
        ]
    }
}
