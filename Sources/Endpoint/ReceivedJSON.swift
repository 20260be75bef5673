internal import Records

/// What a stranger's bytes come to as JSON.
enum ReceivedJSON: Equatable {
    case json(JSON)
    /// It begins as JSON and is nested deeper than can be taken; asked again, it would be so again.
    case tooDeep
    /// It has more values than are read, and would again.
    case tooMany
    case unreadable

    /// Reads strictly first, and where that fails once more with every half character replaced. More than
    /// `deepest` levels are too many; more than `JSONParser.maximumDepth` cannot be read in any case.
    init(_ bytes: [UInt8], deepest: Int) {
        guard Self.depth(bytes) <= min(deepest, JSONParser.maximumDepth) else {
            self = .tooDeep
            return
        }
        self = Self.read(bytes)
        if self == .unreadable { self = Self.read(BrokenText.mended(bytes)) }
    }

    private static func read(_ bytes: [UInt8]) -> ReceivedJSON {
        do throws(JSONError) {
            return .json(try JSONParser.parse(bytes))
        } catch {
            return error.message == JSONParser.tooManyValues ? .tooMany : .unreadable
        }
    }

    var value: JSON? {
        if case .json(let json) = self { json } else { nil }
    }

    /// How many brackets are open at the most, those in strings aside; 0 for what does not begin as a list or
    /// an object.
    private static func depth(_ bytes: [UInt8]) -> Int {
        guard let first = bytes.first(where: { $0 > 0x20 }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return 0 }
        var depth = 0
        var deepest = 0
        var isInString = false
        var isEscaped = false
        for byte in bytes {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = isInString
            case UInt8(ascii: "\""): isInString.toggle()
            case _ where isInString: continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: continue
            }
        }
        return deepest
    }
}
