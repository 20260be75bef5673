#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One axis of a plot: its range, its ticks at round numbers (1, 2 or 5 times a power of ten), and where
/// values lie along it.
public struct Axis: Sendable {
    public struct Tick: Sendable, Equatable {
        public var value: Double
        public var label: String
    }

    /// Values beyond this are no measurements, and are not plotted.
    public static let greatest = 1e15

    public let isLogarithmic: Bool
    public let ticks: [Tick]
    private let low: Double
    private let high: Double

    /// An axis that holds all values with a little room around them and has about so many ticks, at most
    /// twice as many. Equal values get room as well; nil without any value to plot. Logarithmic where it may
    /// be, and the greatest value is more than 20 times the least, which is above zero.
    public init?(_ values: [Double], ticks wanted: Int, mayBeLogarithmic: Bool = false) {
        let values = values.filter(Self.isPlotted)
        guard let least = values.min(), let greatest = values.max() else { return nil }
        isLogarithmic = mayBeLogarithmic && least > 1e-300 && greatest / least > 20
        let ends = isLogarithmic ? (log10(least), log10(greatest)) : (least, greatest)
        // What differs by less than rounding shows counts as equal.
        let isFlat = ends.1 - ends.0 <= max(abs(ends.0), abs(ends.1)) * 1e-9
        let room = isFlat ? (ends.1 == 0 ? 1 : abs(ends.1) * 0.05) : (ends.1 - ends.0) * 0.02
        low = ends.0 - room
        high = ends.1 + room
        let wanted = max(2, wanted)
        ticks =
            isLogarithmic
            ? Self.logarithmic(low, high, wanted) : Self.linear(low, high, wanted)
    }

    public static func isPlotted(_ value: Double) -> Bool { abs(value) <= greatest }

    /// The place among so many cells, 0 to count - 1; nil for what is not on the axis.
    public func position(of value: Double, among count: Int) -> Int? {
        guard Self.isPlotted(value), count > 0, !isLogarithmic || value > 0 else { return nil }
        let share = ((isLogarithmic ? log10(value) : value) - low) / (high - low)
        guard share >= 0, share <= 1 else { return nil }
        return min(count - 1, Int((share * Double(count - 1)).rounded()))
    }

    /// Steps of 1, 2 or 5 times a power of ten, the smallest that gives no more than wanted.
    private static func linear(_ low: Double, _ high: Double, _ wanted: Int) -> [Tick] {
        let rough = (high - low) / Double(wanted)
        guard rough > 1e-300, rough.isFinite else { return [] }
        var exponent = Int(log10(rough).rounded(.down))
        var mantissa = 1
        while Double(mantissa) * pow(10, Double(exponent)) < rough * (1 - 1e-9) {
            switch mantissa {
            case 1: mantissa = 2
            case 2: mantissa = 5
            default: (mantissa, exponent) = (1, exponent + 1)
            }
        }
        let step = Double(mantissa) * pow(10, Double(exponent))
        let first = (low / step).rounded(.up)
        // The axis has more digits than a whole number can count only for values that are equal but for rounding.
        guard abs(first) < 1e15 else { return [] }
        var ticks: [Tick] = []
        var number = Int(first)
        while ticks.count < 2 * wanted, Double(number) * step <= high {
            ticks.append(
                Tick(value: Double(number) * step, label: DecimalLabel.text(number * mantissa, exponent)))
            number += 1
        }
        return ticks
    }

    /// 1, 2 and 5 times each power of ten where there is room, else 1 and 3 times, else the powers, else every
    /// second of them, and so on.
    private static func logarithmic(_ low: Double, _ high: Double, _ wanted: Int) -> [Tick] {
        let decades = Int(low.rounded(.down))...Int(high.rounded(.up))
        func ticks(_ mantissas: [Int], every: Int) -> [Tick] {
            decades.filter { $0 % every == 0 }.flatMap { exponent in
                mantissas.compactMap { mantissa in
                    let place = log10(Double(mantissa)) + Double(exponent)
                    guard place >= low, place <= high else { return nil }
                    return Tick(value: pow(10, place), label: DecimalLabel.text(mantissa, exponent))
                }
            }
        }
        for mantissas in [[1, 2, 5], [1, 3], [1]] {
            let found = ticks(mantissas, every: 1)
            if found.count <= wanted { return found }
        }
        var every = 2
        while ticks([1], every: every).count > wanted { every += 1 }
        return ticks([1], every: every)
    }
}

/// Round numbers as text, exact to the last digit.
enum DecimalLabel {
    /// `number` times ten to the power `exponent`: "0.25", "1200", "3e12".
    static func text(_ number: Int, _ exponent: Int) -> String {
        if number == 0 { return "0" }
        let sign = number < 0 ? "-" : ""
        var digits = String(number.magnitude)
        var exponent = exponent
        while digits.last == "0" {
            digits.removeLast()
            exponent += 1
        }
        if exponent >= 0, exponent + digits.count <= 7 {
            return sign + digits + String(repeating: "0", count: exponent)
        }
        guard exponent < 0, exponent >= -6 else { return "\(sign)\(digits)e\(exponent)" }
        let missing = 1 - exponent - digits.count
        if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
        return "\(sign)\(digits.dropLast(-exponent)).\(digits.suffix(-exponent))"
    }
}
