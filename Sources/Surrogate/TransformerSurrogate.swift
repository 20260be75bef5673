public import Spaces
internal import Statistics

/// Predicts the accuracy in percent of transformers of one of AutoFormer's spaces, which is too large to be
/// predicted whole: whoever has one asks for it. Belongs to one thread at a time.
public final class TransformerSurrogate {
    public let space: AutoFormerSpace
    /// XGBoost's own format (UBJ).
    public let model: [UInt8]
    private let forest: XGBoostModel

    /// Of 700 published subnets a space, as many as the project's sketch took; the others tell how good the fit is.
    public static let trainingCount = 560

    /// Loads a model. Throws `XGBoostError.invalidModel` for bytes that are no model, `.invalidInput` for one with
    /// other features.
    public init(_ space: AutoFormerSpace, model: [UInt8]) throws(XGBoostError) {
        forest = try XGBoostModel(ubj: model)
        let columns = TransformerFeatures.names(deepest: space.deepest).count
        guard forest.columns == columns else {
            throw .invalidInput(
                "the model was fit on \(forest.columns) features, \(space.rawValue) has \(columns)")
        }
        self.space = space
        self.model = model
    }

    /// Fits on these.
    ///
    /// - Parameters:
    ///   - space: whose deepest transformer sets the number of features.
    ///   - transformers: of the space, for images 224 pixels to a side; at least two.
    ///   - accuracies: percent, one each, finite.
    ///   - threads: 1 to 256; changes nothing but the time.
    /// - Returns: the model.
    /// - Throws: `XGBoostError`.
    public static func fit(
        _ space: AutoFormerSpace, _ transformers: [VisionTransformer], accuracies: [Double], threads: Int = 1
    ) throws(XGBoostError) -> TransformerSurrogate {
        guard transformers.count == accuracies.count, transformers.count > 1 else {
            throw .invalidInput(
                "\(accuracies.count) accuracies for \(transformers.count) transformers, expected at least 2 of both"
            )
        }
        let matrix = try TransformerFeatures.matrix(of: transformers, deepest: space.deepest)
        let forest = try XGBoostModel.train(
            matrix, labels: accuracies.map { Float($0) }, parameters: parameters(accuracies), threads: threads
        )
        return try TransformerSurrogate(space, model: forest.ubj())
    }

    /// How the trees are grown: from the mean of the labels.
    public static func parameters(_ accuracies: [Double]) -> XGBoostParameters {
        var parameters = XGBoostParameters.shippedTransformers
        if !accuracies.isEmpty { parameters.baseScore = accuracies.reduce(0, +) / Double(accuracies.count) }
        return parameters
    }

    /// Percent, one each: of a transformer the same, whichever others are asked about. Throws
    /// `XGBoostError.invalidInput` for one deeper than the space goes.
    public func predict(
        _ transformers: [VisionTransformer], threads: Int = 1
    ) throws(XGBoostError) -> [Double] {
        let matrix = try TransformerFeatures.matrix(of: transformers, deepest: space.deepest)
        return try forest.predict(matrix, threads: threads).map(Double.init)
    }

    /// How well it does on some that it was not fit on.
    public func quality(
        on transformers: [VisionTransformer], truth: [Double]
    ) throws(XGBoostError) -> CellSurrogate.Quality {
        let predicted = try predict(transformers)
        return .init(
            cells: transformers.count, spearman: RankCorrelation.spearman(predicted, truth),
            kendall: RankCorrelation.kendallTauB(predicted, truth),
            rSquared: PredictionError.rSquared(predicted: predicted, truth: truth),
            medianError: PredictionError.medianAbsoluteError(predicted: predicted, truth: truth),
            medianRelativeError: PredictionError.medianRelativeError(predicted: predicted, truth: truth))
    }
}
