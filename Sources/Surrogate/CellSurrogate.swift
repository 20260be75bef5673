public import Spaces
internal import Statistics

/// A model of one quantity for every cell of the space, which needs to be told of nothing but the cell.
///
/// Fit once on a benchmark's table and shipped, so that a search needs no table; in the labels' own unit, so
/// that any XGBoost that loads the model predicts what we do.
public struct CellSurrogate: Sendable {
    /// What is predicted.
    public enum Quantity: String, CaseIterable, Sendable {
        /// Validation accuracy in percent.
        case accuracy
        /// Latency in milliseconds, of cells that the device can run.
        case latency
        /// Whether the device can run the cell: 1 where it can, else 0; at least `runsThreshold` counts.
        case runs

        /// Accuracy follows from what the cell computes, cost from what is drawn.
        public var featureSet: FeatureSet { self == .accuracy ? .structure : .drawn }

        var parameters: XGBoostParameters {
            switch self {
            case .accuracy: .shippedAccuracy
            case .latency: .shippedLatency
            case .runs: .shippedRuns
            }
        }
    }

    public static let runsThreshold = 0.5
    /// Cells fit on where the table has as many. The others, some three quarters, tell how good the fit is.
    public static let trainingCount = 4_000

    public let quantity: Quantity
    /// In the quantity's unit, by cell code, `Cell.count` of them.
    public let predictions: [Double]
    /// XGBoost's own format (UBJ).
    public let model: [UInt8]

    public subscript(cell: Cell) -> Double { predictions[Int(cell.code)] }

    /// Loads a model and predicts the whole space. Throws `XGBoostError.invalidModel` for bytes that are no
    /// model, `.invalidInput` for one with other features.
    public init(_ quantity: Quantity, model: [UInt8], threads: Int = 1) throws(XGBoostError) {
        let forest = try XGBoostModel(ubj: model)
        self.init(
            quantity, model: model,
            raw: try forest.predict(try quantity.featureSet.matrix(of: Cell.all), threads: threads))
    }

    private init(_ quantity: Quantity, model: [UInt8], raw: [Float]) {
        self.quantity = quantity
        self.model = model
        predictions = raw.map(Double.init)
    }

    /// Fits on these cells.
    ///
    /// - Parameters:
    ///   - quantity: what the values are.
    ///   - cells: distinct, at least two.
    ///   - values: in the quantity's unit, one a cell, finite.
    ///   - threads: 1 to 256; changes nothing but the time.
    /// - Returns: the model with its predictions for the whole space.
    /// - Throws: `XGBoostError`.
    public static func fit(
        _ quantity: Quantity, cells: [Cell], values: [Double], threads: Int = 1
    ) throws(XGBoostError) -> CellSurrogate {
        guard cells.count == values.count, cells.count > 1 else {
            throw .invalidInput(
                "\(values.count) values for \(cells.count) cells, expected at least 2 of both")
        }
        let space = try quantity.featureSet.matrix(of: Cell.all)
        let forest = try XGBoostModel.train(
            space.selecting(cells.map { Int($0.code) }), labels: values.map { Float($0) },
            parameters: parameters(quantity, values), threads: threads)
        return CellSurrogate(
            quantity, model: try forest.ubj(),
            raw: try forest.predict(space, threads: threads))
    }

    /// How the trees are grown: from the mean of the labels.
    public static func parameters(_ quantity: Quantity, _ values: [Double]) -> XGBoostParameters {
        var parameters = quantity.parameters
        if !values.isEmpty { parameters.baseScore = values.reduce(0, +) / Double(values.count) }
        return parameters
    }
}

extension CellSurrogate {
    /// How well it does on some cells that it was not fit on.
    public struct Quality: Sendable, Equatable {
        public var cells: Int
        /// Of predicted against true; all nil where undefined, and for `runs`.
        public var spearman: Double?
        public var kendall: Double?
        public var rSquared: Double?
        /// Median of |predicted - true|, in the quantity's unit.
        public var medianError: Double?
        /// Median of |predicted - true| / true.
        public var medianRelativeError: Double?
        /// For `runs`: share of the cells told right, 0 to 1.
        public var agreement: Double?
    }

    /// - Parameters:
    ///   - cells: held out.
    ///   - truth: one a cell, finite.
    /// - Returns: the measures, nil where they are not defined.
    public func quality(on cells: [Cell], truth: [Double]) -> Quality {
        let predicted = cells.map { self[$0] }
        if quantity == .runs {
            let right = zip(predicted, truth).count {
                ($0 >= Self.runsThreshold) == ($1 >= Self.runsThreshold)
            }
            return Quality(
                cells: cells.count, agreement: cells.isEmpty ? nil : Double(right) / Double(cells.count))
        }
        return Quality(
            cells: cells.count, spearman: RankCorrelation.spearman(predicted, truth),
            kendall: RankCorrelation.kendallTauB(predicted, truth),
            rSquared: PredictionError.rSquared(predicted: predicted, truth: truth),
            medianError: PredictionError.medianAbsoluteError(predicted: predicted, truth: truth),
            medianRelativeError: PredictionError.medianRelativeError(predicted: predicted, truth: truth))
    }
}
