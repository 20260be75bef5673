internal import Records

/// The one thing that JSON writes and YAML does not read: a character beyond U+FFFF as two escapes, as
/// Python's `json.dumps` writes it.
enum SurrogatePairs {
    /// The text with each `\ud83d\ude00` as `\U0001f600`; any text that is no JSON comes back as it was.
    /// Columns after such a pair count two less.
    static func joined(_ bytes: [UInt8]) -> [UInt8] {
        guard hasEscapedSurrogate(bytes), (try? JSONParser.parse(bytes)) != nil else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "\\") else {
                result.append(bytes[position])
                position += 1
                continue
            }
            // JSON is known to be good here: a high half is followed by a low one.
            if let high = escaped(bytes, position), (0xD800..<0xDC00).contains(high),
                let low = escaped(bytes, position + 6), (0xDC00..<0xE000).contains(low)
            {
                let scalar = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
                let digits = String(scalar, radix: 16)
                result.append(contentsOf: "\\U".utf8)
                result.append(contentsOf: String(repeating: "0", count: 8 - digits.count).utf8)
                result.append(contentsOf: digits.utf8)
                position += 12
            } else {
                // The character after a backslash goes along: it may be another backslash.
                result.append(contentsOf: bytes[position..<min(position + 2, bytes.count)])
                position += 2
            }
        }
        return result
    }

    private static func hasEscapedSurrogate(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while let backslash = rest.firstIndex(of: UInt8(ascii: "\\")) {
            if let unit = escaped(bytes, backslash), (0xD800..<0xDC00).contains(unit) { return true }
            rest = rest[(backslash + 1)...]
        }
        return false
    }

    /// The code unit of `\uXXXX` at that place, nil where it is no such escape.
    private static func escaped(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"),
            bytes[start + 1] == UInt8(ascii: "u")
        else { return nil }
        var value = 0
        for byte in bytes[(start + 2)..<(start + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 + digit
        }
        return value
    }
}
