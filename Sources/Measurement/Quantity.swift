/// A value that a program is asked for, and how often.
public struct Quantity: Sendable, Equatable {
    /// Unit included: "latency_ms".
    public var name: String
    /// Answers that count; 1 or more.
    public var repeats: Int
    /// Answers before those.
    public var warmUp: Int
    /// What a value may be; a value outside it is no answer.
    public var range: ClosedRange<Double>

    public init(name: String, repeats: Int = 1, warmUp: Int = 0, range: ClosedRange<Double>? = nil) {
        self.name = name
        self.repeats = max(1, repeats)
        self.warmUp = max(0, warmUp)
        self.range = range ?? Self.range(of: name)
    }

    public static let latency = "latency_ms"
    public static let accuracy = "accuracy_percent"
    public static let energy = "energy_mj"

    /// What a quantity of the settings is called in questions and answers.
    public static func name(of quantity: String) -> String {
        switch quantity {
        case "accuracy": accuracy
        case "latency": latency
        default: energy
        }
    }

    /// By the unit that a name ends with: a share in percent is 0 to 100, a cost is not negative, and of anything
    /// else nothing is known but that it is finite.
    static func range(of name: String) -> ClosedRange<Double> {
        let greatest = Double.greatestFiniteMagnitude
        if name.hasSuffix("_percent") { return 0...100 }
        let costs = ["_ms", "_mj", "_m", "_mb", "_seconds"]
        return costs.contains(where: name.hasSuffix) ? 0...greatest : -greatest...greatest
    }
}
