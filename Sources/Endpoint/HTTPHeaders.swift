/// The header fields of an HTTP response; names are compared without regard to case, and of a repeated
/// field the first value holds.
public struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    private var values: [String: String] = [:]

    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    public subscript(name: String) -> String? { values[name.lowercased()] }

    public mutating func add(_ name: String, _ value: String) {
        let name = name.lowercased()
        if values[name] == nil { values[name] = value }
    }

    /// Takes a line as it came, such as `Retry-After: 3`. A status line begins the fields anew, since an
    /// interim answer (`100 Continue`) or a proxy's may have come before.
    mutating func addLine(_ line: String) {
        if line.hasPrefix("HTTP/") {
            values = [:]
            return
        }
        guard let colon = line.firstIndex(of: ":") else { return }
        add(Self.trimmed(line[..<colon]), Self.trimmed(line[line.index(after: colon)...]))
    }

    /// Scalars, not characters: a carriage return and its line feed are one character.
    private static func trimmed(_ text: Substring) -> String {
        let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
        var scalars = text.unicodeScalars
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        return String(scalars.drop(while: isSpace))
    }
}
