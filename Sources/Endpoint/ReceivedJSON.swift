internal import Records

/// What a stranger's bytes come to as JSON.
enum ReceivedJSON: Equatable {
    case json(JSON)
    /// It begins as JSON and is nested deeper than can be taken; asked again, it would be so again.
    case tooDeep
    case unreadable

    /// Reads strictly first, and where that fails once more with every half character replaced. More than
    /// `deepest` levels are too many; more than `JSONParser.maximumDepth` cannot be read in any case.
    init(_ bytes: [UInt8], deepest: Int) {
        if Self.depth(bytes) > min(deepest, JSONParser.maximumDepth) {
            self = .tooDeep
        } else if let json = try? JSONParser.parse(bytes) {
            self = .json(json)
        } else if let json = try? JSONParser.parse(BrokenText.mended(bytes)) {
            self = .json(json)
        } else {
            self = .unreadable
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
