/// How good the run's accuracy predictor is on cells it was not fit on: a line of
/// `predictor/fit.jsonl`.
public struct FitRecord: Record, Equatable {
    /// "all", a niche's name, or "100 over the niches".
    public var group: String
    /// Cells in the group that have an accuracy and were not fit on; with a proxy all that have one.
    public var heldOutCells: Int
    public var spearman: Double?
    public var kendall: Double?
    /// Median absolute error, percent points.
    public var medianErrorPercent: Double?
    public var predictor: String
    /// Listed on the first line alone, as are the notes.
    public var features: [String]
    /// Features whose values stand in from another data set's table; on the first line alone.
    public var borrowedFeatures: [String]
    public var trainingCells: Int
    /// What a reader must know of the data, such as columns borrowed from another data set.
    public var notes: [String]

    public static let schema = RecordSchema(
        name: "fit/1", title: "How good the run's accuracy predictor is on cells it was not fit on",
        fields: [
            .init(
                "borrowed_features", .strings,
                "Features with values of another data set; on the first line alone"),
            .init("features", .strings, "What the predictor is given, in order; on the first line alone"),
            .init("group", .string, "Which held-out cells: all, a niche, or 100 over the niches"),
            .init("held_out_cells", .integer(least: 0), "How many they are"),
            .init("kendall", .number, nullable: true, "Kendall's tau-b; null where undefined"),
            .init("median_error_percent", .number, nullable: true, "Median absolute error, percent points"),
            .init("notes", .strings, "What a reader must know of the data; on the first line alone"),
            .init("predictor", .string, "The feature set and the model"),
            .init("spearman", .number, nullable: true, "Spearman's rank correlation; null where undefined"),
            .init("training_cells", .integer(least: 0), "How many cells it was fit on"),
        ])

    public init(
        group: String, heldOutCells: Int, spearman: Double?, kendall: Double?,
        medianErrorPercent: Double?, predictor: String, features: [String], borrowedFeatures: [String],
        trainingCells: Int, notes: [String]
    ) {
        self.group = group
        self.heldOutCells = heldOutCells
        self.spearman = spearman
        self.kendall = kendall
        self.medianErrorPercent = medianErrorPercent
        self.predictor = predictor
        self.features = features
        self.borrowedFeatures = borrowedFeatures
        self.trainingCells = trainingCells
        self.notes = notes
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            group: try fields.string("group"), heldOutCells: try fields.integer("held_out_cells"),
            spearman: fields.optionalNumber("spearman"), kendall: fields.optionalNumber("kendall"),
            medianErrorPercent: fields.optionalNumber("median_error_percent"),
            predictor: try fields.string("predictor"), features: try fields.strings("features"),
            borrowedFeatures: try fields.strings("borrowed_features"),
            trainingCells: try fields.integer("training_cells"), notes: try fields.strings("notes"))
    }

    public var members: [JSON.Member] {
        [
            .init("borrowed_features", JSON(borrowedFeatures)), .init("features", JSON(features)),
            .init("group", .string(group)),
            .init("held_out_cells", .integer(heldOutCells)), .init("kendall", JSON(kendall)),
            .init("median_error_percent", JSON(medianErrorPercent)), .init("notes", JSON(notes)),
            .init("predictor", .string(predictor)), .init("spearman", JSON(spearman)),
            .init("training_cells", .integer(trainingCells)),
        ]
    }
}
