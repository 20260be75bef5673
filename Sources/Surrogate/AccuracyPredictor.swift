public import Predictions
public import Spaces

/// Predicts the accuracy of every cell from that of a few trained ones.
///
/// Fit once a run: PEL-NAS's predictor is XGBoost on 1,000 cells' validation accuracy, z-scored, and the
/// space is small enough to predict all of it there and then. What later stages need is `predictions`, by
/// way of a `PredictionTable`; they never load a model.
public struct AccuracyPredictor: Sendable {
    /// Percent, by cell code, `Cell.count` of them. A tree ensemble does not know the scale's ends: a value
    /// may lie a little above 100 or below 0.
    public let predictions: [Double]
    /// The cells that were fit on, in the caller's order.
    public let trainingCells: [Cell]
    public let featureSet: FeatureSet
    public let parameters: XGBoostParameters
    /// Mean and (population) standard deviation of the training accuracies, in percent: what z-scored them.
    public let mean: Double
    public let deviation: Double
    /// The model, in XGBoost's own format; its labels are z-scores.
    public let model: [UInt8]

    /// The prediction for a cell, in percent.
    public subscript(cell: Cell) -> Double { predictions[Int(cell.code)] }

    /// Fits on these cells and predicts the whole space, or what is asked for of it.
    ///
    /// - Parameters:
    ///   - cells: distinct, at least two.
    ///   - accuracies: percent, one a cell, finite. All equal is allowed: then that is the prediction.
    ///   - featureSet: what the model sees of a cell.
    ///   - proxies: as `FeatureSet.matrix(of:proxies:)`; asked for every cell that is fit on or predicted.
    ///   - predicted: the cells to predict, the whole space where nil; others' predictions are NaN.
    ///   - parameters: the feature set's default where nil.
    ///   - proxySetup: how the proxies were computed; where it is not nil, the model itself tells it and what else
    ///     `CellPredictor` has to know.
    ///   - threads: 1 to 256; changes nothing but the time.
    /// - Returns: the predictions with what they were made from.
    /// - Throws: `XGBoostError`.
    public static func fit(
        cells: [Cell], accuracies: [Double], featureSet: FeatureSet,
        proxies: (Cell) -> [Double?] = { _ in [] }, predicting predicted: [Cell]? = nil,
        parameters: XGBoostParameters? = nil, proxySetup: String? = nil, threads: Int = 1
    ) throws(XGBoostError) -> AccuracyPredictor {
        try checkExamples(cells, accuracies)
        let parameters = parameters ?? featureSet.defaultParameters

        let count = Double(cells.count)
        let mean = accuracies.reduce(0, +) / count
        let deviation = (accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        // Equal accuracies have no scale: their labels are 0 on any.
        let scale = deviation > 0 ? deviation : 1
        let labels = accuracies.map { Float(($0 - mean) / scale) }

        let model = try XGBoostModel.train(
            try featureSet.matrix(of: cells, proxies: proxies), labels: labels, parameters: parameters,
            threads: threads)
        let asked = predicted ?? Cell.all
        let scores = try model.predict(try featureSet.matrix(of: asked, proxies: proxies), threads: threads)
        var predictions = Array(repeating: Double.nan, count: Cell.count)
        for (cell, score) in zip(asked, scores) { predictions[Int(cell.code)] = mean + Double(score) * scale }
        if let proxySetup {
            try CellPredictor.note(featureSet, setup: proxySetup, mean: mean, scale: scale, in: model)
        }
        return AccuracyPredictor(
            predictions: predictions, trainingCells: cells,
            featureSet: featureSet, parameters: parameters, mean: mean, deviation: deviation,
            model: try model.ubj())
    }

    private static func checkExamples(_ cells: [Cell], _ accuracies: [Double]) throws(XGBoostError) {
        guard cells.count == accuracies.count else {
            throw .invalidInput("\(accuracies.count) accuracies for \(cells.count) training cells")
        }
        guard cells.count > 1 else {
            throw .invalidInput("\(cells.count) training cells, expected at least 2")
        }
        var seen: Set<Cell> = []
        for (cell, accuracy) in zip(cells, accuracies) {
            guard accuracy.isFinite, abs(accuracy) <= 1e6 else {
                throw .invalidInput("the accuracy of training cell \(cell) is \(accuracy)")
            }
            guard seen.insert(cell).inserted else {
                throw .invalidInput("training cell \(cell) is listed twice")
            }
        }
    }
}

extension AccuracyPredictor {
    /// The bytes of its `PredictionTable`: 126,970. Equal predictors give equal bytes. Throws where a
    /// prediction is not finite; with `mayMiss` cells may have none.
    public func table(mayMiss: Bool = false) throws(PredictionTableError) -> [UInt8] {
        try PredictionTable.encode(
            predictions, training: trainingCells.map { Int($0.code) }, mayMiss: mayMiss)
    }
}
