internal import LanguageModel

/// HTML and SVG in the making. The only way for text to get into a page, and so the only place that escapes.
///
/// Element and attribute names are literals of this module. Whatever else is written is taken for a
/// stranger's: it is made plain (control characters shown as escapes, bidirectional overrides dropped, length
/// bounded) and its five special characters are escaped, so it can end no element, attribute, comment or script.
struct Markup {
    typealias Attributes = KeyValuePairs<StaticString, String?>

    /// Characters of one text at most; what is longer ends in `…`.
    static let longestText = 2_000

    private var bytes: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }
    var byteCount: Int { bytes.count }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// An element with content. An attribute without a value is left out.
    mutating func element(
        _ name: StaticString, _ attributes: Attributes = [:], _ content: (inout Markup) -> Void
    ) {
        start(name, attributes)
        literal(">")
        content(&self)
        literal("</")
        literal(name)
        literal(">")
    }

    mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
        element(name, attributes) { $0.write(text) }
    }

    /// An element without content: a shape, a line break, a `meta`.
    mutating func empty(_ name: StaticString, _ attributes: Attributes = [:]) {
        start(name, attributes)
        literal("/>")
    }

    /// Text, made plain and escaped.
    mutating func write(_ text: String, limit: Int = Markup.longestText) {
        guard !Self.isQuiet(text, limit: limit) else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        escape(PlainText.block(text, limit: limit))
    }

    mutating func append(_ other: Markup) { bytes.append(contentsOf: other.bytes) }

    /// Text of this module as it stands: style, script, document type.
    mutating func literal(_ text: StaticString) {
        if text.hasPointerRepresentation {
            text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        } else {
            bytes.append(contentsOf: text.description.utf8)
        }
    }

    private mutating func start(_ name: StaticString, _ attributes: Attributes) {
        literal("<")
        literal(name)
        for (name, value) in attributes {
            guard let value else { continue }
            literal(" ")
            literal(name)
            literal("=\"")
            if Self.isQuiet(value, limit: Self.longestAttribute) {
                bytes.append(contentsOf: value.utf8)
            } else {
                escape(PlainText.oneLine(value, limit: Self.longestAttribute))
            }
            literal("\"")
        }
    }

    /// Paths of thousands of points are attributes too; they are ours, and quiet.
    private static let longestAttribute = 1_000_000

    /// Whether the text may stand as it is: printable ASCII without a special character, and not too long.
    private static func isQuiet(_ text: String, limit: Int) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count <= limit else { return false }
            for byte in bytes {
                guard byte >= 0x20, byte < 0x7F else { return false }
                switch byte {
                case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
                    UInt8(ascii: "'"):
                    return false
                default: continue
                }
            }
            return true
        }
    }

    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): literal("&amp;")
            case UInt8(ascii: "<"): literal("&lt;")
            case UInt8(ascii: ">"): literal("&gt;")
            case UInt8(ascii: "\""): literal("&quot;")
            case UInt8(ascii: "'"): literal("&#39;")
            default: bytes.append(byte)
            }
        }
    }
}
