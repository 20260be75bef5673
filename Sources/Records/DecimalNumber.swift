#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Decimal text to numbers, fast and exact.
///
/// Most numbers in tables have at most 15 digits and a small exponent; those are one exact product or
/// quotient of doubles (Clinger 1990, "How to read floating point numbers accurately"). All others go
/// to the C library's `strtod`.
public enum DecimalNumber {
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18,
        1e19, 1e20, 1e21, 1e22,
    ]

    /// A whole number that fits an Int, else nil.
    public static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        var position = 0
        let isNegative = text.first == UInt8(ascii: "-")
        if isNegative { position = 1 }
        guard position < text.count else { return nil }
        var value = 0
        while position < text.count {
            let digit = Int(text[position]) - 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) =
                isNegative
                ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflowed || carried { return nil }
            value = sum
            position += 1
        }
        return value
    }

    /// A finite number, or nil where the text is none: `nan`, `inf`, hexadecimal and white space are not
    /// accepted, nor is a value beyond the largest Double.
    public static func double(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        var position = 0
        var isNegative = false
        if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            position = 1
        }
        var mantissa: UInt64 = 0
        var digits = 0
        var exponent = 0
        var seenPoint = false
        scan: while position < text.count {
            let byte = text[position]
            switch byte {
            case 0x30...0x39:
                digits += 1
                guard mantissa < 1_000_000_000_000_000_000 else {
                    return slow(text)
                }
                mantissa = mantissa * 10 + UInt64(byte - 0x30)
                if seenPoint { exponent -= 1 }
            case UInt8(ascii: "."):
                if seenPoint { return nil }
                seenPoint = true
            default: break scan
            }
            position += 1
        }
        guard digits > 0 else { return nil }
        if position < text.count {
            guard text[position] == UInt8(ascii: "e") || text[position] == UInt8(ascii: "E"),
                let written = writtenExponent(text, from: position + 1)
            else { return nil }
            exponent += written
        }
        guard mantissa <= 1 << 53, exponent >= -22, exponent <= 22 else {
            return slow(text)
        }
        let magnitude =
            exponent < 0
            ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
        return isNegative ? -magnitude : magnitude
    }

    public static func double(_ text: String) -> Double? {
        var text = text
        return text.withUTF8 { double($0) }
    }

    private static func writtenExponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var position = start
        var isNegative = false
        if position < text.count, text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: "+") {
            isNegative = text[position] == UInt8(ascii: "-")
            position += 1
        }
        guard position < text.count else { return nil }
        var value = 0
        while position < text.count {
            guard text[position] >= 0x30, text[position] <= 0x39 else { return nil }
            value = min(value * 10 + Int(text[position] - 0x30), 100_000)
            position += 1
        }
        return isNegative ? -value : value
    }

    private static func slow(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        var copy = text.map { CChar(bitPattern: $0) }
        // Only what a decimal number is made of may reach strtod, which knows "nan", "inf" and "0x" too.
        let allowed = Array("+-.eE0123456789".utf8)
        guard text.allSatisfy({ allowed.contains($0) }) else { return nil }
        copy.append(0)
        return copy.withUnsafeBufferPointer { buffer -> Double? in
            guard let base = buffer.baseAddress else { return nil }
            var end: UnsafeMutablePointer<CChar>?
            let value = strtod(base, &end)
            guard let end, end - UnsafeMutablePointer(mutating: base) == text.count, value.isFinite else {
                return nil
            }
            return value
        }
    }
}
