/// Half characters in JSON text: servers that cut a text by count, not by character, leave the half of a
/// surrogate pair (`"\ud83d"`) or of a UTF-8 sequence, and the rest is as good as ever.
enum BrokenText {
    /// The text with U+FFFD for each lone surrogate escape and for what is no UTF-8.
    static func mended(_ bytes: [UInt8]) -> [UInt8] {
        let bytes = Array(String(decoding: bytes, as: UTF8.self).utf8)
        var mended: [UInt8] = []
        mended.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            // A backslash goes with what it escapes: in `\\ud83d` nothing is a surrogate.
            var end = position + 1
            var isHalf = false
            if bytes[position] == UInt8(ascii: "\\") {
                if let unit = escapedUnit(bytes, at: position) {
                    end = position + 6
                    if UTF16.isLeadSurrogate(unit), let next = escapedUnit(bytes, at: end),
                        UTF16.isTrailSurrogate(next)
                    {
                        end += 6
                    } else {
                        isHalf = UTF16.isLeadSurrogate(unit) || UTF16.isTrailSurrogate(unit)
                    }
                } else {
                    end = min(position + 2, bytes.count)
                }
            }
            if isHalf {
                mended.append(contentsOf: "\\ufffd".utf8)
            } else {
                mended.append(contentsOf: bytes[position..<end])
            }
            position = end
        }
        return mended
    }

    /// The code unit of an escape such as `\u00e9` that begins here; nil where none does.
    private static func escapedUnit(_ bytes: [UInt8], at position: Int) -> UInt16? {
        guard position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[(position + 2)..<(position + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
