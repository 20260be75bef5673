import Records

/// One line of the output.
struct Figure {
    enum Unit: String {
        case milliseconds = "ms"
        case microseconds = "µs"

        var perSecond: Double { self == .milliseconds ? 1e3 : 1e6 }
    }

    var name: String
    var unit: Unit
    var median: Double
    var least: Double
    var most: Double
    var runs: Int
    var detail: String

    /// Of samples in seconds, at least one.
    init(name: String, unit: Unit, samples: [Double], detail: String) {
        let sorted = samples.map { $0 * unit.perSecond }.sorted()
        let middle = sorted.count / 2
        self.name = name
        self.unit = unit
        median =
            sorted.isEmpty
            ? .nan : sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        least = sorted.first ?? .nan
        most = sorted.last ?? .nan
        runs = sorted.count
        self.detail = detail
    }

    var members: [JSON.Member] {
        [
            .init("name", .string(name)), .init("unit", .string(unit.rawValue)),
            .init("median", JSON(Self.rounded(median))), .init("least", JSON(Self.rounded(least))),
            .init("most", JSON(Self.rounded(most))), .init("runs", .integer(runs)),
            .init("detail", .string(detail)),
        ]
    }

    /// To a thousandth of the unit: more is noise.
    private static func rounded(_ value: Double) -> Double { (value * 1e3).rounded() / 1e3 }
}
