/// How a secret may be written.
enum SecretForms {
    /// The secret itself and every other form that differs from it.
    static func all(of secret: [UInt8]) -> Set<[UInt8]> {
        var forms: Set = [
            secret, percentEncoded(secret, digits: "0123456789ABCDEF"),
            percentEncoded(secret, digits: "0123456789abcdef"), escaped(secret, escapesSlash: false),
            escaped(secret, escapesSlash: true),
        ]
        for offset in 0..<3 {
            let core = base64Core(secret, offset: offset)
            forms.insert(core)
            forms.insert(
                core.map {
                    $0 == UInt8(ascii: "+")
                        ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
                })
        }
        return forms
    }

    static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return Array(bytes[first...last])
    }

    /// RFC 3986: everything but letters, digits and `-._~` as `%XX`.
    private static func percentEncoded(_ bytes: [UInt8], digits: StaticString) -> [UInt8] {
        digits.withUTF8Buffer { digits in
            bytes.flatMap { byte -> [UInt8] in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "_"), UInt8(ascii: "~"):
                    [byte]
                default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
                }
            }
        }
    }

    /// As it stands between the quotes of a JSON text; some writers escape the slash.
    private static func escaped(_ bytes: [UInt8], escapesSlash: Bool) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
                || (escapesSlash && byte == UInt8(ascii: "/"))
                ? [UInt8(ascii: "\\"), byte] : [byte]
        }
    }

    /// Those characters of base64 (RFC 4648) that the secret alone decides when it stands `offset` bytes,
    /// modulo 3, into what is encoded: its first and last character may mix with its neighbours' bits.
    private static func base64Core(_ secret: [UInt8], offset: Int) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var characters: [UInt8] = []
        // Six bits at a time from the first character border within the secret.
        var bit = [0, 4, 2][offset]
        while bit + 6 <= secret.count * 8 {
            let byte = bit / 8
            let next = byte + 1 < secret.count ? UInt16(secret[byte + 1]) : 0
            let window = UInt16(secret[byte]) << 8 | next
            characters.append(alphabet[Int(window >> UInt16(10 - bit % 8)) & 0x3F])
            bit += 6
        }
        return characters
    }
}

/// Bytes to look for, by Knuth, Morris and Pratt ("Fast pattern matching in strings", SIAM J. Comput. 6,
/// 1977): time linear in the text whatever either holds.
struct BytePattern: Sendable {
    private let pattern: [UInt8]
    /// For each length of matched pattern: the longest shorter one that is still matched.
    private let fallback: [Int]

    /// `pattern` is not empty.
    init(_ pattern: [UInt8]) {
        self.pattern = pattern
        var fallback = [0, 0]
        var length = 0
        for byte in pattern.dropFirst() {
            while length > 0, pattern[length] != byte { length = fallback[length] }
            if pattern[length] == byte { length += 1 }
            fallback.append(length)
        }
        self.fallback = fallback
    }

    /// Every place the pattern stands at, in order; places that overlap come as one range.
    func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        guard bytes.count >= pattern.count, !pattern.isEmpty else { return [] }
        var found: [Range<Int>] = []
        var matched = 0
        for (index, byte) in bytes.enumerated() {
            while matched > 0, pattern[matched] != byte { matched = fallback[matched] }
            guard pattern[matched] == byte else { continue }
            matched += 1
            guard matched == pattern.count else { continue }
            let start = index + 1 - matched
            if let last = found.last, start < last.upperBound {
                found[found.count - 1] = last.lowerBound..<(index + 1)
            } else {
                found.append(start..<(index + 1))
            }
            matched = fallback[matched]
        }
        return found
    }
}
