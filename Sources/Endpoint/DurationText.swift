import Records

/// Spans of time as endpoints write them in `x-ratelimit-reset-*`: `1s`, `6m0s`, `120ms`, `1h2m3.5s`; a
/// number alone is seconds.
public enum DurationText {
    private static let units: [(name: String, seconds: Double)] = [
        // "ms" before "m", or a millisecond would be a minute and a stray s.
        ("ms", 0.001), ("us", 1e-6), ("µs", 1e-6), ("ns", 1e-9), ("d", 86_400), ("h", 3600), ("m", 60),
        ("s", 1),
    ]

    /// Seconds, not negative and finite; nil where the text is no span of time.
    public static func seconds(_ text: String) -> Double? {
        var rest = Substring(text)
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        guard !rest.isEmpty, rest.utf8.count <= 64 else { return nil }
        if let number = number(rest) { return number }
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
            rest = rest.dropFirst(digits.count)
            guard let amount = number(digits), let unit = units.first(where: { rest.hasPrefix($0.name) })
            else { return nil }
            total += amount * unit.seconds
            rest = rest.dropFirst(unit.name.count)
        }
        return total.isFinite ? total : nil
    }

    private static func number(_ text: Substring) -> Double? {
        guard let first = text.first, first != "-", first != "+" else { return nil }
        return DecimalNumber.double(String(text))
    }
}
