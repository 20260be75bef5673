/// A stranger's text made fit to be shown: whatever a model wrote, the terminal prints it and obeys none
/// of it.
///
/// - Control characters are shown as escapes such as `\u{1b}`, so that a reader sees what was there; so
///   are private-use, unassigned and noncharacter code points, which no two screens draw alike.
/// - Characters that are not drawn are dropped: format characters (bidirectional overrides and isolates,
///   zero-width spaces and joiners, tags) and all else Unicode calls default-ignorable. They only serve to
///   make two different texts look the same.
/// - Of combining marks in a row the first `maximumMarks` stay, and none stays without a letter to stand on.
///
/// `oneLine` and `block` are idempotent, take time linear in the text, and never fail. A limit counts Unicode
/// scalars: a result has at most `limit` characters and four times as many bytes, `…` included. (One
/// character may hold a million scalars, so a count of characters bounds nothing.)
public enum PlainText {
    /// More marks on one letter than any living script uses.
    static let maximumMarks = 4

    /// The text on one line: line breaks, tabs and all other white space become a space, runs of it one,
    /// none at the ends. Cut where it is longer than `limit` scalars, with `…` as the last of them.
    public static func oneLine(_ text: String, limit: Int) -> String {
        var line = BoundedText(limit: limit)
        var needsSpace = false
        for scalar in text.unicodeScalars {
            if line.isCut { break }
            switch Treatment(scalar) {
            case .lineBreak, .carriageReturn, .tab, .space: needsSpace = !line.isEmpty
            case .drop: continue
            case .mark: if !needsSpace, line.takesMark { line.append(scalar, isMark: true) }
            case .show:
                line.append(scalar, afterSpace: needsSpace)
                needsSpace = false
            case .escape:
                line.appendEscape(of: scalar, afterSpace: needsSpace)
                needsSpace = false
            }
        }
        return line.text
    }

    /// The text as it is, but that whatever a terminal would obey is shown: control characters apart from line feeds and
    /// tabs, what turns the direction of text, and Unicode's line separators. For messages of ours, in which a
    /// path must stay one that can be copied.
    public static func shown(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A: view.append(scalar)
            case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
                view.append(contentsOf: escape(of: scalar).unicodeScalars)
            default: view.append(scalar)
            }
        }
        return String(view)
    }

    fileprivate static func escape(of scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16))}"
    }

    /// The text with its lines and indents as they are: line feeds, tabs and spaces stay, every other line
    /// break becomes a line feed, every other white space a space. Cut as `oneLine` is.
    public static func block(_ text: String, limit: Int) -> String {
        var block = BoundedText(limit: limit)
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            if block.isCut { break }
            let treatment = Treatment(scalar)
            // A return and its line feed are one line break.
            if isAfterReturn, scalar == "\n" {
                isAfterReturn = false
                continue
            }
            isAfterReturn = treatment == .carriageReturn
            switch treatment {
            case .lineBreak, .carriageReturn: block.append("\n")
            case .tab: block.append("\t")
            case .space: block.append(" ")
            case .drop: continue
            case .mark: if block.takesMark { block.append(scalar, isMark: true) }
            case .show: block.append(scalar)
            case .escape: block.appendEscape(of: scalar)
            }
        }
        return block.text
    }
}

/// What becomes of a scalar.
private enum Treatment {
    case show, mark, space, tab, lineBreak, carriageReturn, drop, escape

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x0A, 0x0B, 0x0C, 0x85, 0x2028, 0x2029: self = .lineBreak
        case 0x0D: self = .carriageReturn
        case 0x09: self = .tab
        case 0x20: self = .space
        case 0x21...0x7E: self = .show
        case 0x00...0x1F, 0x7F...0x9F: self = .escape
        default: self = Self.ofRare(scalar.properties)
        }
    }

    private static func ofRare(_ properties: Unicode.Scalar.Properties) -> Treatment {
        if properties.isNoncharacterCodePoint { return .escape }
        if properties.isDefaultIgnorableCodePoint { return .drop }
        return switch properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: .space
        case .format: .drop
        case .nonspacingMark, .enclosingMark, .spacingMark: .mark
        case .control, .privateUse, .unassigned, .surrogate: .escape
        default: .show
        }
    }
}

/// Text that grows up to a number of scalars and then ends in `…`.
private struct BoundedText {
    private let limit: Int
    private var scalars: [Unicode.Scalar] = []
    /// How much may stay when the text is cut, so that `…` still fits, and how many marks stand at the end.
    private var lastCut = 0
    private var marks = 0
    private(set) var isCut = false

    init(limit: Int) {
        self.limit = max(0, limit)
    }

    var isEmpty: Bool { scalars.isEmpty }

    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// Whether one more mark may follow what stands at the end.
    var takesMark: Bool {
        guard let last = scalars.last, last != " ", last != "\t", last != "\n" else { return false }
        return marks < PlainText.maximumMarks
    }

    mutating func append(_ scalar: Unicode.Scalar, afterSpace: Bool = false, isMark: Bool = false) {
        append(CollectionOfOne(scalar), afterSpace: afterSpace)
        marks = isMark ? marks + 1 : 0
    }

    mutating func appendEscape(of scalar: Unicode.Scalar, afterSpace: Bool = false) {
        append(PlainText.escape(of: scalar).unicodeScalars, afterSpace: afterSpace)
        marks = 0
    }

    /// All of the piece, or none of it and the text is cut.
    private mutating func append(_ piece: some Collection<Unicode.Scalar>, afterSpace: Bool) {
        if scalars.count < limit { lastCut = scalars.count }
        guard scalars.count + piece.count + (afterSpace ? 1 : 0) <= limit else {
            scalars.removeSubrange(lastCut...)
            if limit > 0 { scalars.append("…") }
            isCut = true
            return
        }
        if afterSpace { scalars.append(" ") }
        scalars.append(contentsOf: piece)
    }
}
