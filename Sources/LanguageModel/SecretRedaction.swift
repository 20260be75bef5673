public import Records

/// Takes secrets out of whatever is about to be shown, logged or kept: each becomes `[key removed]`.
///
/// A secret is found as it is, percent-encoded, with JSON's escapes, and inside base64 (either alphabet,
/// at any offset, so `Basic` credentials too); also where two of them overlap. It is not found split over two
/// strings, nor as a number. Time is linear in the text, however much it resembles a secret.
public struct SecretRedaction: Sendable {
    public static let replacement = "[key removed]"

    /// The length, in bytes, below which a secret is ignored. Endpoints without keys are commonly given a word
    /// such as "none", "test" or "EMPTY"; to remove those everywhere would tear up texts and protect nothing.
    public static let shortest = 8

    private let patterns: [BytePattern]

    /// White space around a secret is not part of it: keys read from files end in a newline.
    public init(secrets: [String]) {
        var forms = Set<[UInt8]>()
        for secret in secrets {
            let bytes = SecretForms.trimmed(Array(secret.utf8))
            guard bytes.count >= Self.shortest else { continue }
            forms.formUnion(SecretForms.all(of: bytes))
        }
        patterns = forms.sorted { $0.lexicographicallyPrecedes($1) }.map(BytePattern.init)
    }

    /// The text without the secrets.
    public func text(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let found = ranges(in: bytes)
        guard !found.isEmpty else { return text }
        return String(decoding: replacing(found, in: bytes), as: UTF8.self)
    }

    /// The value without the secrets, in its strings and in the names of its members. Names that become equal
    /// are numbered, so that the value stays readable JSON.
    public func json(_ value: JSON) -> JSON {
        guard !patterns.isEmpty else { return value }
        switch value {
        case .null, .bool, .integer, .number: return value
        case .string(let string): return .string(text(string))
        case .array(let elements): return .array(elements.map(json))
        case .object(let members):
            var redacted = members.map { JSON.Member(text($0.name), json($0.value)) }
            guard zip(members, redacted).contains(where: { $0.name != $1.name }) else {
                return .object(redacted)
            }
            var seen = Set<String>()
            for index in redacted.indices {
                let name = redacted[index].name
                var number = 1
                while !seen.insert(redacted[index].name).inserted {
                    number += 1
                    redacted[index].name = "\(name) \(number)"
                }
            }
            return .object(redacted)
        }
    }

    /// Where secrets stand, in order, overlapping ones as one.
    private func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        let found = patterns.flatMap { $0.ranges(in: bytes) }.sorted { $0.lowerBound < $1.lowerBound }
        for range in found {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    private func replacing(_ ranges: [Range<Int>], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        for range in ranges {
            result.append(contentsOf: bytes[position..<range.lowerBound])
            result.append(contentsOf: Self.replacement.utf8)
            position = range.upperBound
        }
        result.append(contentsOf: bytes[position...])
        return result
    }
}
