/// Something that a search weighs candidates by.
public enum Objective: String, CaseIterable, Sendable {
    case accuracy, latency, energy, params, flops

    /// What a search goes by where nothing else is said.
    public static let standard: [Objective] = [.accuracy, .latency]

    /// Whether more is better; all others are costs.
    public var isMaximised: Bool { self == .accuracy }

    /// Its value to be minimised: of an accuracy what it lacks of 100.
    public func cost(_ value: Double) -> Double { isMaximised ? 100 - value : value }

    /// What its values are in; "M" is millions.
    public var unit: String {
        switch self {
        case .accuracy: "%"
        case .latency: "ms"
        case .energy: "mJ"
        case .params, .flops: "M"
        }
    }

    /// What it is called before its unit, as in a table's head: "FLOPs".
    public var title: String { self == .flops ? "FLOPs" : rawValue }

    /// "energy mJ".
    public var heading: String { "\(title) \(unit)" }
}

extension [Objective] {
    /// Those that the columns of accuracy and latency do not tell.
    public var further: [Objective] { filter { $0 != .accuracy && $0 != .latency } }

    /// What a volume is in: "% x ms".
    public var volumeUnit: String { map(\.unit).joined(separator: " x ") }
}

extension EvaluationRecord {
    /// In the objective's unit; nil where it is not known.
    public func value(of objective: Objective) -> Double? {
        switch objective {
        case .accuracy: accuracyPercent
        case .latency: latencyMilliseconds
        case .energy: energyMillijoules
        case .params: paramsMillions
        case .flops: flopsMillions
        }
    }

    /// How it spreads, in its unit; nil where it was not measured several times.
    public func spread(of objective: Objective) -> Double? {
        switch objective {
        case .accuracy: accuracySpreadPercent
        case .latency: latencySpreadMilliseconds
        case .energy: energySpreadMillijoules
        case .params, .flops: nil
        }
    }

    /// The value to be minimised; nil where it is not known.
    public func cost(of objective: Objective) -> Double? {
        value(of: objective).map(objective.cost)
    }
}
