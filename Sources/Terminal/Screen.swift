#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is known of the place that text goes to: how wide it is, and what it can show.
public struct Screen: Sendable, Equatable {
    /// Columns, at least 1.
    public var width: Int
    /// Lines, at least 1.
    public var height: Int
    /// Whether somebody looks at it: a terminal, not a file or a pipe.
    public var isTerminal: Bool
    /// Whether characters beyond ASCII arrive as they were meant.
    public var isUnicode: Bool
    /// Whether bold and dim may be used. They never carry what the text does not say.
    public var hasStyle: Bool
    /// Whether the cursor can be moved, so that what changes is drawn anew in its place.
    public var hasCursor: Bool

    public init(
        width: Int = 80, height: Int = 24, isTerminal: Bool = false, isUnicode: Bool = true,
        hasStyle: Bool = false, hasCursor: Bool = false
    ) {
        self.width = max(1, width)
        self.height = max(1, height)
        self.isTerminal = isTerminal
        self.isUnicode = isUnicode
        self.hasStyle = hasStyle
        self.hasCursor = hasCursor
    }

    /// Asks the terminal behind an open descriptor. `COLUMNS` and `LINES`, where set, are believed before it;
    /// 80 by 24 where nobody knows. `NO_COLOR` (no-color.org) and `TERM=dumb` are kept to.
    public init(descriptor: Int32, environment: [String: String]) {
        let isTerminal = isatty(descriptor) == 1
        let isDumb = environment["TERM"] == "dumb"
        var size = winsize()
        let isTold = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        self.init(
            width: Self.count(environment["COLUMNS"]) ?? (isTold ? Self.count(Int(size.ws_col)) : nil) ?? 80,
            height: Self.count(environment["LINES"]) ?? (isTold ? Self.count(Int(size.ws_row)) : nil) ?? 24,
            isTerminal: isTerminal, isUnicode: Self.isUnicode(environment),
            hasStyle: isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && !isDumb,
            hasCursor: isTerminal && !isDumb)
    }

    /// Whether the locale is a UTF-8 one: the first of `LC_ALL`, `LC_CTYPE`, `LANG` that is set decides.
    public static func isUnicode(_ environment: [String: String]) -> Bool {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        let letters = (named ?? "").lowercased().filter { $0 != "-" && $0 != "_" }
        return letters.contains("utf8")
    }

    /// A text in bold, where that is shown.
    public func bold(_ text: String) -> String { hasStyle ? "\u{1B}[1m\(text)\u{1B}[22m" : text }

    private static func count(_ text: String?) -> Int? { text.flatMap { Int($0) }.flatMap(count) }

    /// A size that somebody may have meant.
    private static func count(_ number: Int) -> Int? { (1...100_000).contains(number) ? number : nil }
}
