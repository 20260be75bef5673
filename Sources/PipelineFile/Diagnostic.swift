/// One thing that is wrong, the place it stands at, and the line it stands on.
public struct Diagnostic: Sendable, Equatable, CustomStringConvertible {
    public var location: Location
    /// What was found and what was expected.
    public var message: String
    /// The line as written, without its line break; nil where the place lies outside the text.
    public var sourceLine: String?

    public init(location: Location, message: String, sourceLine: String?) {
        self.location = location
        self.message = message
        self.sourceLine = sourceLine
    }

    /// Place and message, the source line, and a caret under what is meant:
    /// ```
    /// a.yaml:12:3: unknown key 'childern' in prompt; did you mean 'children'?
    ///    12 |   childern: 5
    ///       |   ^~~~~~~~
    /// ```
    public var description: String {
        let message = KeyMask.masked(message)
        guard let sourceLine else { return "\(heading(nil)): \(message)" }
        let excerpt = SourceExcerpt(line: KeyMask.masked(sourceLine), column: location.column)
        let number = location.override == nil ? String(location.line) : ""
        let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number
        return """
            \(heading(excerpt.text)): \(message)
            \(gutter) | \(excerpt.text)
            \(String(repeating: " ", count: gutter.count)) | \(excerpt.caret)
            """
    }

    private func heading(_ excerpt: String?) -> String {
        guard location.override == nil else { return excerpt.map { "--set \($0)" } ?? "--set" }
        return "\(printable(location.file)):\(location.line):\(location.column)"
    }
}

/// The part of a source line that is shown, and the marks that go under it.
struct SourceExcerpt {
    /// Wider lines (a JSON file is one line) are cut to a window around the place.
    static let width = 100

    var text: String
    var caret: String

    init(line: String, column: Int) {
        let scalars = Array(line.unicodeScalars)
        let start = min(max(0, column - 1), scalars.count)
        let length = Self.tokenLength(scalars, from: start)
        let isWide = scalars.count > Self.width
        let first = isWide ? max(0, min(start - Self.width / 2, scalars.count - Self.width)) : 0
        let last = isWide ? min(scalars.count, first + Self.width) : scalars.count
        let before = first > 0 ? "…" : ""
        text = before + printable(scalars[first..<last]) + (last < scalars.count ? "…" : "")
        caret = String(repeating: " ", count: start - first + before.count) + "^"
        caret += String(repeating: "~", count: max(0, min(length, last - start) - 1))
    }

    /// How long the key or value is that begins here: to its closing quote, or as far as a plain word goes.
    private static func tokenLength(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
        guard start < scalars.count else { return 1 }
        let first = scalars[start]
        if first == "\"" || first == "'" {
            let end = scalars[(start + 1)...].firstIndex(of: first)
            return (end ?? start) - start + 1
        }
        var position = start
        if first == "$", let end = scalars[start...].firstIndex(of: "}") { position = end + 1 }
        while position < scalars.count {
            let scalar = scalars[position]
            if scalar == " " || scalar == "\t" || ",[]{}".unicodeScalars.contains(scalar) { break }
            if scalar == ":", position + 1 == scalars.count || scalars[position + 1] == " " { break }
            position += 1
        }
        return max(1, position - start)
    }
}

/// Text as it may be shown on a terminal: one column a scalar, and no control character that a terminal
/// would obey.
func printable(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in scalars {
        switch scalar.value {
        case 0x09: result.append(" ")
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
            result.append("\u{FFFD}")
        default: result.append(scalar)
        }
    }
    return String(result)
}

/// The same for a value quoted in a message, which also keeps it short.
func printable(_ text: String, limit: Int = 60) -> String {
    let scalars = text.unicodeScalars
    return printable(scalars.prefix(limit)) + (scalars.dropFirst(limit).isEmpty ? "" : "…")
}
