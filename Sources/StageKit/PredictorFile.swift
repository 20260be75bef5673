/// The files of a run's predictor, which `fit` makes and others read.
public enum PredictorFile {
    /// How good it is on cells it was not fit on.
    public static let report: PathPattern = "predictor/fit.jsonl"
    /// XGBoost's own format.
    public static let model: PathPattern = "predictor/model.ubj"
    /// A `PredictionTable` of every cell's accuracy in percent, or of a proxy's percentile.
    public static let accuracies: PathPattern = "predictor/predictions.bin"
    /// A `PredictionTable` of every cell's latency in ms, by a surrogate.
    public static let latencies: PathPattern = "predictor/latencies.bin"
    /// The cards of the surrogates that were loaded.
    public static let cards: PathPattern = "predictor/surrogates.jsonl"
}
