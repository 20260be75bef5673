public import Spaces

/// A predictor of accuracy that a run has fit, loaded to be asked about single cells: where proxies are computed,
/// nobody knows those of the whole space.
///
/// What it takes besides the trees, XGBoost keeps with them, as attributes.
public struct CellPredictor {
    public let featureSet: FeatureSet
    /// How the proxies that it was fit on were computed.
    public let proxySetup: String
    private let mean: Double
    private let scale: Double
    private let model: XGBoostModel

    private static let prefix = "pelnas."

    static func note(
        _ featureSet: FeatureSet, setup: String, mean: Double, scale: Double, in model: XGBoostModel
    ) throws(XGBoostError) {
        try model.setAttribute(prefix + "features", featureSet.rawValue)
        try model.setAttribute(prefix + "proxies", setup)
        try model.setAttribute(prefix + "mean", "\(mean)")
        try model.setAttribute(prefix + "scale", "\(scale)")
    }

    /// Throws `XGBoostError.invalidModel` for bytes that are no model, `.invalidInput` for one that was not fit to be
    /// asked about single cells.
    public init(model bytes: [UInt8]) throws(XGBoostError) {
        model = try XGBoostModel(ubj: bytes)
        let texts = (
            features: try model.attribute(Self.prefix + "features"),
            setup: try model.attribute(Self.prefix + "proxies"),
            mean: try model.attribute(Self.prefix + "mean"), scale: try model.attribute(Self.prefix + "scale")
        )
        guard let features = texts.features.flatMap(FeatureSet.init(rawValue:)), let setup = texts.setup,
            let mean = texts.mean.flatMap(Double.init), let scale = texts.scale.flatMap(Double.init),
            mean.isFinite, scale.isFinite
        else {
            throw .invalidInput(
                "the model does not tell its features, how proxies were computed, mean and scale")
        }
        guard model.columns == features.names.count else {
            throw .invalidInput(
                "the model was fit on \(model.columns) features, \(features.rawValue) has others")
        }
        featureSet = features
        proxySetup = setup
        self.mean = mean
        self.scale = scale
    }

    /// Percent, one a cell. `proxies` as `FeatureSet.matrix(of:proxies:)`. Throws `XGBoostError`.
    public func accuracies(
        of cells: [Cell], proxies: (Cell) -> [Double?], threads: Int = 1
    ) throws(XGBoostError) -> [Double] {
        try model.predict(try featureSet.matrix(of: cells, proxies: proxies), threads: threads).map {
            mean + Double($0) * scale
        }
    }
}

extension AccuracyPredictor {
    /// What predictors that were fit without it say of each training cell: of `folds` parts each is predicted by a fit on
    /// the others. Cells that are the same network are in one part.
    ///
    /// - Parameters: as `fit`; `random` deals the networks to the parts.
    /// - Returns: percent by cell; none where there are fewer than four networks. Throws `XGBoostError`.
    public static func outOfFold(
        cells: [Cell], accuracies: [Double], featureSet: FeatureSet,
        proxies: (Cell) -> [Double?] = { _ in [] },
        parameters: XGBoostParameters? = nil, folds: Int = 5, random: RandomStream
    ) throws(XGBoostError) -> [Cell: Double] {
        let networks = Set(cells.map(\.networkForm)).sorted { $0.code < $1.code }
        guard networks.count >= 4, cells.count == accuracies.count else { return [:] }
        var random = random
        let folds = min(folds, networks.count / 2)
        let dealt = random.sample(networks.count, of: networks).enumerated().map {
            ($0.element, $0.offset % folds)
        }
        let fold = Dictionary(uniqueKeysWithValues: dealt)
        var predictions: [Cell: Double] = [:]
        for part in 0..<folds {
            let others = cells.indices.filter { fold[cells[$0].networkForm] != part }
            let own = cells.filter { fold[$0.networkForm] == part }
            let predictor = try fit(
                cells: others.map { cells[$0] }, accuracies: others.map { accuracies[$0] },
                featureSet: featureSet, proxies: proxies, predicting: own, parameters: parameters)
            for cell in own { predictions[cell] = predictor[cell] }
        }
        return predictions
    }
}
