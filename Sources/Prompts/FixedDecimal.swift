/// Numbers as prompts show them.
enum FixedDecimal {
    /// With that many decimals, 0 to 6, halves away from zero: `3.1405` with 3 is "3.141". What is no number
    /// or beyond any measurement is "unknown".
    static func text(_ value: Double?, _ decimals: Int) -> String {
        let decimals = min(max(0, decimals), 6)
        let scale = (0..<decimals).reduce(1) { power, _ in power * 10 }
        guard let value, value.isFinite, abs(value) < 1e9 else { return "unknown" }
        let scaled = Int((value * Double(scale)).rounded())
        let sign = scaled < 0 ? "-" : ""
        let whole = scaled.magnitude / UInt(scale)
        guard decimals > 0 else { return "\(sign)\(whole)" }
        let fraction = String(scaled.magnitude % UInt(scale))
        return "\(sign)\(whole)." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// Percent, two decimals.
    static func accuracy(_ percent: Double?) -> String { text(percent, 2) }

    /// Milliseconds, three decimals.
    static func latency(_ milliseconds: Double?) -> String { text(milliseconds, 3) }
}
