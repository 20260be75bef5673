public import Records

/// What a search is judged by. The two scalings of a measure are measures of their own, so nothing can mix
/// them.
public enum StudyMeasure: CaseIterable, Sendable, Hashable {
    case hypervolume(Scaling)
    case igd(Scaling)
    case igdPlus(Scaling)
    case latencyCoverage
    case trueFrontShare
    case bestAccuracy
    case heldOutSpearman
    case heldOutKendall

    /// By what the objectives are scaled before a volume or a distance is taken.
    public enum Scaling: String, CaseIterable, Sendable {
        /// Minimum and maximum over all valid cells.
        case space
        /// Ideal and nadir of the true front.
        case front

        /// For captions.
        public var words: String {
            switch self {
            case .space: "scaled by the space"
            case .front: "scaled by the true front"
            }
        }
    }

    public static let allCases: [StudyMeasure] =
        Scaling.allCases.flatMap { [.hypervolume($0), .igd($0), .igdPlus($0)] } + [
            .latencyCoverage, .trueFrontShare, .bestAccuracy, .heldOutSpearman, .heldOutKendall,
        ]

    /// nil where the search has none, or one that is not finite.
    public func value(of result: ResultRecord) -> Double? {
        let value =
            switch self {
            case .hypervolume(.space): result.hypervolumeSpace
            case .hypervolume(.front): result.hypervolumeFront
            case .igd(.space): result.igdSpace
            case .igd(.front): result.igdFront
            case .igdPlus(.space): result.igdPlusSpace
            case .igdPlus(.front): result.igdPlusFront
            case .latencyCoverage: result.latencyCoverage
            case .trueFrontShare: result.trueFrontShare
            case .bestAccuracy: result.bestAccuracyPercent
            case .heldOutSpearman: result.heldOutSpearman
            case .heldOutKendall: result.heldOutKendall
            }
        return value.flatMap { $0.isFinite ? $0 : nil }
    }

    public var higherIsBetter: Bool {
        switch self {
        case .igd, .igdPlus: false
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
        case .bestAccuracy: "best_accuracy_percent"
        case .heldOutSpearman: "held_out_spearman"
        case .heldOutKendall: "held_out_kendall"
        }
    }

    /// Digits behind the point that searches of a few hundred cells can tell apart.
    public var decimals: Int {
        switch self {
        case .bestAccuracy, .latencyCoverage, .trueFrontShare: 2
        default: 3
        }
    }
}
