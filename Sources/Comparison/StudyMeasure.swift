public import Records

/// What a search is judged by. The two scalings of a measure are measures of their own, so nothing can mix
/// them.
public enum StudyMeasure: CaseIterable, Sendable, Hashable {
    case hypervolume(Scaling)
    case igd(Scaling)
    case igdPlus(Scaling)
    case latencyCoverage
    case trueFrontShare
    case foundFrontShare
    /// Of the front's most accurate cell as the search saw it, where no truth is known.
    case frontAccuracy
    case frontLatency
    case frontParams
    case bestAccuracy
    case heldOutSpearman
    case heldOutKendall

    /// By what the objectives are scaled before a volume or a distance is taken.
    public enum Scaling: String, CaseIterable, Sendable {
        /// Minimum and maximum over all valid cells.
        case space
        /// Ideal and nadir of the true front.
        case front
        /// Best and worst of all that the study's searches of a space and device evaluated: where no truth is known.
        case found

        /// For captions.
        public var words: String {
            switch self {
            case .space: "scaled by the space"
            case .front: "scaled by the true front"
            case .found: "scaled by all that was found"
            }
        }
    }

    public static let allCases: [StudyMeasure] =
        Scaling.allCases.flatMap { [.hypervolume($0), .igd($0), .igdPlus($0)] } + [
            .latencyCoverage, .trueFrontShare, .foundFrontShare, .frontAccuracy, .frontLatency, .frontParams,
            .bestAccuracy, .heldOutSpearman, .heldOutKendall,
        ]

    /// nil where the search has none, or one that is not finite.
    public func value(of result: ResultRecord) -> Double? {
        let value =
            switch self {
            case .hypervolume(.space): result.hypervolumeSpace
            case .hypervolume(.front): result.hypervolumeFront
            case .hypervolume(.found): result.found?.hypervolume
            case .igd(.space): result.igdSpace
            case .igd(.front): result.igdFront
            case .igd(.found): result.found?.igd
            case .igdPlus(.space): result.igdPlusSpace
            case .igdPlus(.front): result.igdPlusFront
            case .igdPlus(.found): result.found?.igdPlus
            case .latencyCoverage: result.latencyCoverage
            case .trueFrontShare: result.trueFrontShare
            case .foundFrontShare: result.found?.frontShare
            case .frontAccuracy: result.found?.accuracyPercent
            case .frontLatency: result.found?.latencyMilliseconds
            case .frontParams: result.found?.paramsMillions
            case .bestAccuracy: result.bestAccuracyPercent
            case .heldOutSpearman: result.heldOutSpearman
            case .heldOutKendall: result.heldOutKendall
            }
        return value.flatMap { $0.isFinite ? $0 : nil }
    }

    public var higherIsBetter: Bool {
        switch self {
        case .igd, .igdPlus, .frontLatency, .frontParams: false
        default: true
        }
    }

    public var scaling: Scaling? {
        switch self {
        case .hypervolume(let scaling), .igd(let scaling), .igdPlus(let scaling): scaling
        default: nil
        }
    }

    /// For a column's head.
    public var title: String {
        switch self {
        case .hypervolume: "HV"
        case .igd: "IGD"
        case .igdPlus: "IGD+"
        case .latencyCoverage: "Coverage"
        case .trueFrontShare: "Share of P*"
        case .foundFrontShare: "Share of all found"
        case .frontAccuracy: "Accuracy seen, %"
        case .frontLatency: "Latency, ms"
        case .frontParams: "Parameters, M"
        case .bestAccuracy: "Accuracy, %"
        case .heldOutSpearman: "Spearman"
        case .heldOutKendall: "Kendall"
        }
    }

    /// For programs that read the tables: the record's own word, the scaling aside.
    public var key: String {
        switch self {
        case .hypervolume: "hypervolume"
        case .igd: "igd"
        case .igdPlus: "igd_plus"
        case .latencyCoverage: "latency_coverage"
        case .trueFrontShare: "true_front_share"
        case .foundFrontShare: "found_front_share"
        case .frontAccuracy: "found_most_accurate_percent"
        case .frontLatency: "found_most_accurate_latency_ms"
        case .frontParams: "found_most_accurate_params_m"
        case .bestAccuracy: "best_accuracy_percent"
        case .heldOutSpearman: "held_out_spearman"
        case .heldOutKendall: "held_out_kendall"
        }
    }

    /// Digits behind the point that searches of a few hundred cells can tell apart.
    public var decimals: Int {
        switch self {
        case .bestAccuracy, .latencyCoverage, .trueFrontShare, .foundFrontShare, .frontAccuracy: 2
        case .frontLatency, .frontParams: 1
        default: 3
        }
    }
}
