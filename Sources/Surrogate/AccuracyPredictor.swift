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

    /// Fits on these cells and predicts the whole space.
    ///
    /// - Parameters:
    ///   - cells: distinct, at least two.
    ///   - accuracies: percent, one a cell, finite. All equal is allowed: then that is the prediction.
    ///   - featureSet: what the model sees of a cell.
    ///   - proxies: as `FeatureSet.matrix(of:proxies:)`; asked for every cell of the space.
    ///   - parameters: the feature set's default where nil.
    ///   - threads: 1 to 256; changes nothing but the time.
    /// - Returns: the predictions with what they were made from.
    /// - Throws: `XGBoostError`.
    public static func fit(
        cells: [Cell], accuracies: [Double], featureSet: FeatureSet,
        proxies: (Cell) -> [Double?] = { _ in [] }, parameters: XGBoostParameters? = nil, threads: Int = 1
    ) throws(XGBoostError) -> AccuracyPredictor {
        try checkExamples(cells, accuracies)
        let parameters = parameters ?? featureSet.defaultParameters

        let count = Double(cells.count)
        let mean = accuracies.reduce(0, +) / count
        let deviation = (accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        // Equal accuracies have no scale: their labels are 0 on any.
        let scale = deviation > 0 ? deviation : 1
        let labels = accuracies.map { Float(($0 - mean) / scale) }

        let space = try featureSet.matrix(of: Cell.all, proxies: proxies)
        let model = try XGBoostModel.train(
            space.selecting(cells.map { Int($0.code) }), labels: labels, parameters: parameters,
            threads: threads)
        let scores = try model.predict(space, threads: threads)
        return AccuracyPredictor(
            predictions: scores.map { mean + Double($0) * scale }, trainingCells: cells,
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
    /// prediction is not finite.
    public func table() throws(PredictionTableError) -> [UInt8] {
        try PredictionTable.encode(predictions, training: trainingCells.map { Int($0.code) })
    }
}
