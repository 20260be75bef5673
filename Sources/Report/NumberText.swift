#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Numbers as a page shows them. None is ever "nan" or "inf": what is missing is a dash.
enum NumberText {
    static let missing = "–"

    /// With that many decimals, "–" where there is no finite number.
    static func fixed(_ value: Double?, _ decimals: Int) -> String {
        guard let value, value.isFinite else { return missing }
        let decimals = max(0, min(decimals, 9))
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (abs(value) * scale).rounded()
        // Beyond this a Double has no decimals to show.
        guard scaled < 9e15 else { return "\(value)" }
        let (whole, rest) = Int(scaled).quotientAndRemainder(dividingBy: Int(scale))
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + grouped(whole) }
        let digits = String(rest)
        return sign + grouped(whole) + "." + String(repeating: "0", count: max(0, decimals - digits.count))
            + digits
    }

    /// A difference, with its sign; none on what prints as zero.
    static func signed(_ value: Double?, _ decimals: Int) -> String {
        guard let value, value.isFinite else { return missing }
        let text = fixed(value, decimals)
        return value > 0 && text != fixed(0, decimals) ? "+" + text : text
    }

    /// With three digits that count, for latencies from 0.01 to 1,000 ms.
    static func significant(_ value: Double?) -> String {
        guard let value, value.isFinite else { return missing }
        let size = abs(value)
        if size == 0 { return "0" }
        if size >= 100 { return fixed(value, size >= 1_000 ? 0 : 1) }
        if size >= 10 { return fixed(value, 2) }
        return fixed(value, size >= 1 ? 3 : size >= 0.01 ? 4 : 6)
    }

    /// A tick's label: as few decimals as tell it apart.
    static func tick(_ value: Double) -> String {
        guard value.isFinite else { return missing }
        let size = abs(value)
        if size != 0, size < 1e-5 || size >= 1e7 { return "\(value)" }
        for decimals in 0...7 {
            var scale = 1.0
            for _ in 0..<decimals { scale *= 10 }
            let scaled = size * scale
            if abs(scaled - scaled.rounded()) < 1e-6 * max(1, scaled) { return fixed(value, decimals) }
        }
        return fixed(value, 7)
    }

    /// 15625 as "15,625".
    static func grouped(_ value: Int) -> String {
        let digits = Array(String(value.magnitude).utf8)
        var text: [UInt8] = value < 0 ? [UInt8(ascii: "-")] : []
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position) % 3 == 0 { text.append(UInt8(ascii: ",")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func percent(_ share: Double?) -> String {
        guard let share, share.isFinite else { return missing }
        return fixed(share * 100, 0) + " %"
    }

    /// A place in a drawing, to a tenth of its unit. Drawings are at most some thousands wide.
    static func coordinate(_ value: Double) -> String {
        let tenths = value.isFinite ? (max(-9_999, min(9_999, value)) * 10).rounded() : 0
        let number = Int(tenths)
        let rest = number.magnitude % 10
        let sign = number < 0 ? "-" : ""
        return rest == 0
            ? "\(sign)\(number.magnitude / 10)" : "\(sign)\(number.magnitude / 10).\(rest)"
    }

    /// "1 cell", "2 cells".
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
    }
}

extension String {
    /// "out of niche" as "Out of niche".
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
