import Records

/// Walks a large JSON text without building it: objects are entered, numbers read, all else passed over.
///
/// It takes what Python's `json.dump` writes, so `NaN`, `Infinity` and `-Infinity` too, which JSON proper
/// has no words for; they are values that are missing.
struct JSONScanner {
    private static let deepest = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    func failure(_ message: String, at offset: Int? = nil) -> ByteFault {
        ByteFault(offset: offset ?? position, message: message)
    }

    /// The next byte that is no white space, which is left where it is; nil at the end.
    mutating func next() -> UInt8? {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position += 1
        }
        return nil
    }

    mutating func take(_ byte: UInt8) throws(ByteFault) {
        guard next() == byte else {
            throw failure("expected '\(Character(Unicode.Scalar(byte)))'")
        }
        position += 1
    }

    /// Begins an object; whether it has a member.
    mutating func enterObject() throws(ByteFault) -> Bool {
        try take(UInt8(ascii: "{"))
        guard next() == UInt8(ascii: "}") else { return true }
        position += 1
        return false
    }

    /// Behind a member's value: whether another member follows. The object's end is passed.
    mutating func anotherMember() throws(ByteFault) -> Bool { try another(before: UInt8(ascii: "}")) }

    private mutating func another(before end: UInt8) throws(ByteFault) -> Bool {
        let byte = next()
        guard byte == UInt8(ascii: ",") || byte == end else {
            throw failure("expected ',' or '\(Character(Unicode.Scalar(end)))'")
        }
        position += 1
        return byte != end
    }

    /// A member's name and the colon behind it. Escapes are left as they are: no name of ours has any.
    mutating func name() throws(ByteFault) -> UnsafeBufferPointer<UInt8> {
        let name = try string()
        try take(UInt8(ascii: ":"))
        return name
    }

    /// What stands between the quotes of a string.
    private mutating func string() throws(ByteFault) -> UnsafeBufferPointer<UInt8> {
        try take(UInt8(ascii: "\""))
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                return UnsafeBufferPointer(rebasing: bytes[start..<position])
            }
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        position = bytes.count
        throw failure("the text ends inside a string", at: start - 1)
    }

    /// A finite number; NaN for null, NaN and infinities.
    mutating func number() throws(ByteFault) -> Double {
        guard next() != nil else { throw failure("the text ends where a number should stand") }
        let start = position
        while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
        let word = UnsafeBufferPointer(rebasing: bytes[start..<position])
        if let value = DecimalNumber.double(word) { return value }
        for missing in ["null", "NaN", "Infinity", "-Infinity"] where word.elementsEqual(missing.utf8) {
            return .nan
        }
        throw failure("expected a number", at: start)
    }

    /// Passes over a value of any kind.
    mutating func skip() throws(ByteFault) { try skip(depth: 0) }

    private mutating func skip(depth: Int) throws(ByteFault) {
        guard depth < Self.deepest else { throw failure("nested deeper than \(Self.deepest) levels") }
        switch next() {
        case UInt8(ascii: "{"):
            var more = try enterObject()
            while more {
                _ = try name()
                try skip(depth: depth + 1)
                more = try anotherMember()
            }
        case UInt8(ascii: "["):
            position += 1
            guard next() != UInt8(ascii: "]") else {
                position += 1
                return
            }
            repeat { try skip(depth: depth + 1) } while try another(before: UInt8(ascii: "]"))
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): try skipTruthValue()
        default: _ = try number()
        }
    }

    private mutating func skipTruthValue() throws(ByteFault) {
        for word in ["true", "false"] where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return
        }
        throw failure("expected a value")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
