/// How good a shipped surrogate is on cells it was not fit on: a line of its card, `accuracy-cifar10.jsonl`
/// beside `accuracy-cifar10.ubj`.
public struct SurrogateRecord: Record, Equatable {
    public enum Quantity: String, CaseIterable, Sendable {
        case accuracy, latency, runs
    }

    public var quantity: Quantity
    public var dataset: String
    /// The space, where it is not NAS-Bench-201; absent from the line where it is.
    public var space: String?
    /// nil for an accuracy.
    public var device: String?
    /// "all", or a niche's name.
    public var group: String
    public var heldOutCells: Int
    public var spearman: Double?
    public var kendall: Double?
    public var rSquared: Double?
    /// Median absolute error, in the quantity's unit: percent points or milliseconds.
    public var medianError: Double?
    public var medianRelativeError: Double?
    /// Share of the cells told right, where the quantity is whether the device can run them.
    public var agreement: Double?
    /// The feature set and how the trees were grown.
    public var predictor: String
    public var trainingCells: Int
    /// The model's content hash: the card is of no other.
    public var modelHash: String
    /// This and what follows stands on the first line alone.
    public var features: [String]
    /// The cells it was fit on: a bit a cell by its code, the lowest bit of the first byte first, in
    /// hexadecimal.
    public var trainedOn: String
    /// Where the numbers come from, and what a reader must know of them.
    public var notes: [String]

    public static let schema = RecordSchema(
        name: "surrogate/1", title: "How good a shipped surrogate is on cells it was not fit on",
        fields: [
            .init(
                "agreement", .number, nullable: true, "For runs: share of the cells told right; null else"),
            .init("dataset", .string, "The data set"),
            .init("device", .string, nullable: true, "The device; null for an accuracy"),
            .init("features", .strings, "What it is told of a cell, in order; on the first line alone"),
            .init("group", .string, "Which held-out cells: all, or a niche"),
            .init("held_out_cells", .integer(least: 0), "How many they are"),
            .init("kendall", .number, nullable: true, "Kendall's tau-b; null where undefined"),
            .init("median_error", .number, nullable: true, "Median absolute error, percent points or ms"),
            .init("median_relative_error", .number, nullable: true, "Median of the relative errors"),
            .init("model_hash", .string, "The model file's content hash"),
            .init("notes", .strings, "Where the numbers come from; on the first line alone"),
            .init("predictor", .string, "The feature set and how the trees were grown"),
            .init(
                "quantity", .choice(Quantity.allCases.map(\.rawValue)),
                "Validation accuracy in percent, latency in ms, or whether the device can run the cell"),
            .init("r_squared", .number, nullable: true, "Coefficient of determination; null where undefined"),
            .init(
                "space", .string, optional: true,
                "The space of architectures; absent where it is NAS-Bench-201"),
            .init("spearman", .number, nullable: true, "Spearman's rank correlation; null where undefined"),
            .init(
                "trained_on", .string, "A bit a cell in hexadecimal, lowest first; on the first line alone"),
            .init("training_cells", .integer(least: 0), "How many cells it was fit on"),
        ])

    public init(
        quantity: Quantity, dataset: String, device: String?, group: String, heldOutCells: Int,
        spearman: Double?, kendall: Double?, rSquared: Double?, medianError: Double?,
        medianRelativeError: Double?, agreement: Double?, predictor: String,
        trainingCells: Int, modelHash: String, features: [String] = [], trainedOn: String = "",
        notes: [String] = [], space: String? = nil
    ) {
        self.quantity = quantity
        self.dataset = dataset
        self.device = device
        self.group = group
        self.heldOutCells = heldOutCells
        self.spearman = spearman
        self.kendall = kendall
        self.rSquared = rSquared
        self.medianError = medianError
        self.medianRelativeError = medianRelativeError
        self.agreement = agreement
        self.predictor = predictor
        self.trainingCells = trainingCells
        self.modelHash = modelHash
        self.features = features
        self.trainedOn = trainedOn
        self.notes = notes
        self.space = space
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        self.init(
            quantity: try fields.choice("quantity"), dataset: try fields.string("dataset"),
            device: fields.optionalString("device"), group: try fields.string("group"),
            heldOutCells: try fields.integer("held_out_cells"), spearman: fields.optionalNumber("spearman"),
            kendall: fields.optionalNumber("kendall"), rSquared: fields.optionalNumber("r_squared"),
            medianError: fields.optionalNumber("median_error"),
            medianRelativeError: fields.optionalNumber("median_relative_error"),
            agreement: fields.optionalNumber("agreement"),
            predictor: try fields.string("predictor"), trainingCells: try fields.integer("training_cells"),
            modelHash: try fields.string("model_hash"), features: try fields.strings("features"),
            trainedOn: try fields.string("trained_on"), notes: try fields.strings("notes"),
            space: fields.has("space") ? try fields.string("space") : nil)
    }

    public var members: [JSON.Member] {
        [
            .init("agreement", JSON(agreement)), .init("dataset", .string(dataset)),
            .init("device", JSON(device)), .init("features", JSON(features)), .init("group", .string(group)),
            .init("held_out_cells", .integer(heldOutCells)), .init("kendall", JSON(kendall)),
            .init("median_error", JSON(medianError)),
            .init("median_relative_error", JSON(medianRelativeError)),
            .init("model_hash", .string(modelHash)), .init("notes", JSON(notes)),
            .init("predictor", .string(predictor)), .init("quantity", .string(quantity.rawValue)),
            .init("r_squared", JSON(rSquared)),
        ] + (space.map { [.init("space", .string($0))] } ?? []) + [
            .init("spearman", JSON(spearman)),
            .init("trained_on", .string(trainedOn)), .init("training_cells", .integer(trainingCells)),
        ]
    }
}
