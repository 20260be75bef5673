/// The thirteen zero-cost proxies of NAS-Bench-Suite-Zero (Krishnakumar et al. 2022), scores that a network
/// gets without training; their order here is that of every feature matrix.
public enum Proxy: String, CaseIterable, Sendable {
    case epeNas = "epe_nas"
    case fisher
    case flops
    case gradNorm = "grad_norm"
    case grasp
    case jacov
    case l2Norm = "l2_norm"
    case nwot
    case params
    case plain
    case snip
    case synflow
    case zen

    public static let names = allCases.map(\.rawValue)

    /// What the released tables hold where a proxy could not be computed.
    static let failed = -1e8

    /// The one place where a proxy's value is cleaned: absent, failed and not representable are all missing,
    /// which is NaN. The caller passes what its table holds.
    static func feature(_ value: Double?) -> Float {
        guard let value, value != failed else { return .nan }
        let narrowed = Float(value)
        // A value beyond Float's range would be an infinity, which XGBoost refuses.
        return narrowed.isFinite ? narrowed : .nan
    }
}
