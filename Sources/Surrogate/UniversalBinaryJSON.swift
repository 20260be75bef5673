/// A value of Universal Binary JSON (draft 12, ubjson.org), as far as XGBoost writes it: enough to look
/// through a model before the library does.
///
/// Numbers are big-endian. Arrays of one number type stay where they are in the bytes: a model is mostly
/// those.
indirect enum UniversalBinaryJSON {
    case object([(name: String, value: UniversalBinaryJSON)], offset: Int)
    case array([UniversalBinaryJSON], offset: Int)
    /// `[$type#L count`: `count` numbers from byte `start` on.
    case numbers(type: UInt8, start: Int, count: Int)
    case text(String, offset: Int)
    case integer(Int, offset: Int)
    /// A number with a fraction, a truth value or null: nothing that a check looks at.
    case other(offset: Int)

    /// Where the value stands.
    var offset: Int {
        switch self {
        case .object(_, let offset), .array(_, let offset), .text(_, let offset), .integer(_, let offset),
            .other(let offset):
            offset
        case .numbers(_, let start, _): start
        }
    }

    subscript(name: String) -> UniversalBinaryJSON? {
        guard case .object(let members, _) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// Bytes of a number by its type's letter; nil for any other letter.
    static func width(of type: UInt8) -> Int? {
        switch type {
        case UInt8(ascii: "i"), UInt8(ascii: "U"): 1
        case UInt8(ascii: "I"): 2
        case UInt8(ascii: "l"), UInt8(ascii: "d"): 4
        case UInt8(ascii: "L"), UInt8(ascii: "D"): 8
        default: nil
        }
    }
}

/// Reads Universal Binary JSON. Depth and every count are bounded by what the bytes can hold, so no input
/// makes it recurse or reserve without end.
struct UniversalBinaryJSONParser {
    private static let maximumDepth = 16

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// The value that fills the bytes exactly.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(XGBoostError) -> UniversalBinaryJSON {
        var parser = UniversalBinaryJSONParser(bytes: bytes)
        let value = try parser.value(depth: 0)
        guard parser.position == bytes.count else {
            throw parser.failure("the value ends, more bytes follow")
        }
        return value
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private func failure(_ message: String) -> XGBoostError { .invalidModel(offset: position, message) }

    private func peek() throws(XGBoostError) -> UInt8 {
        guard position < bytes.count else { throw failure("the bytes end within a value") }
        return bytes[position]
    }

    private mutating func take(_ letter: UInt8) throws(XGBoostError) -> Bool {
        guard try peek() == letter else { return false }
        position += 1
        return true
    }

    /// A big-endian number with its sign.
    private mutating func number(type: UInt8) throws(XGBoostError) -> Int {
        guard let width = UniversalBinaryJSON.width(of: type) else {
            throw failure("expected a number's type")
        }
        guard width <= bytes.count - position else { throw failure("the bytes end within a number") }
        var word: UInt64 = 0
        for _ in 0..<width {
            word = word << 8 | UInt64(bytes[position])
            position += 1
        }
        if type == UInt8(ascii: "U") { return Int(word) }
        let unused = UInt64(64 - 8 * width)
        return Int(Int64(bitPattern: word << unused) >> Int64(unused))
    }

    /// A length, written `L` and 8 bytes, of things that take at least `width` bytes each.
    private mutating func count(ofWidth width: Int) throws(XGBoostError) -> Int {
        guard try take(UInt8(ascii: "L")) else { throw failure("expected a length") }
        let count = try number(type: UInt8(ascii: "L"))
        guard count >= 0, count <= (bytes.count - position) / width else {
            throw failure("a length of \(count) is more than the bytes hold")
        }
        return count
    }

    private mutating func string() throws(XGBoostError) -> String {
        let count = try count(ofWidth: 1)
        defer { position += count }
        return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    private mutating func value(depth: Int) throws(XGBoostError) -> UniversalBinaryJSON {
        guard depth < Self.maximumDepth else { throw failure("nested more than \(Self.maximumDepth) deep") }
        let offset = position
        let type = try peek()
        position += 1
        switch type {
        case UInt8(ascii: "{"): return try object(from: offset, depth: depth)
        case UInt8(ascii: "["): return try array(from: offset, depth: depth)
        case UInt8(ascii: "S"): return .text(try string(), offset: offset)
        case UInt8(ascii: "T"), UInt8(ascii: "F"), UInt8(ascii: "Z"): return .other(offset: offset)
        case UInt8(ascii: "d"), UInt8(ascii: "D"):
            _ = try number(type: type)
            return .other(offset: offset)
        case _ where UniversalBinaryJSON.width(of: type) != nil:
            return .integer(try number(type: type), offset: offset)
        default:
            position = offset
            throw failure("no value starts with byte \(type)")
        }
    }

    /// Members up to `}`; a name has no type letter of its own.
    private mutating func object(from offset: Int, depth: Int) throws(XGBoostError) -> UniversalBinaryJSON {
        var members: [(name: String, value: UniversalBinaryJSON)] = []
        while try !take(UInt8(ascii: "}")) {
            members.append((try string(), try value(depth: depth + 1)))
        }
        return .object(members, offset: offset)
    }

    /// `[#` and that many values, or `[$type#` and that many numbers; XGBoost writes no other.
    private mutating func array(from offset: Int, depth: Int) throws(XGBoostError) -> UniversalBinaryJSON {
        if try take(UInt8(ascii: "$")) {
            let type = try peek()
            guard let width = UniversalBinaryJSON.width(of: type) else {
                throw failure("expected a number's type")
            }
            position += 1
            guard try take(UInt8(ascii: "#")) else { throw failure("expected an array's length") }
            let count = try count(ofWidth: width)
            defer { position += count * width }
            return .numbers(type: type, start: position, count: count)
        }
        guard try take(UInt8(ascii: "#")) else { throw failure("expected an array's length") }
        let count = try count(ofWidth: 1)
        var elements: [UniversalBinaryJSON] = []
        for _ in 0..<count { elements.append(try value(depth: depth + 1)) }
        return .array(elements, offset: offset)
    }
}
