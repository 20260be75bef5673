/// How many columns a text takes on a terminal, and what of it fits.
public enum TextWidth {
    /// Columns, after Unicode's East Asian Width (UAX 11): wide and full-width scalars take two, marks and
    /// format characters none. Good for a line's length; emoji made of several scalars come out too wide.
    public static func columns(_ text: String) -> Int {
        // Nearly all text is ASCII.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + columns($1) }
    }

    /// The text, or its beginning and an ellipsis where it is wider than so many columns.
    public static func fitted(_ text: String, columns limit: Int, isUnicode: Bool = true) -> String {
        guard columns(text) > limit else { return text }
        let ellipsis = isUnicode ? "…" : "..."
        guard limit > ellipsis.count else { return limit > 0 ? String(ellipsis.prefix(limit)) : "" }
        var kept = String.UnicodeScalarView()
        var used = ellipsis.count
        for scalar in text.unicodeScalars {
            used += columns(scalar)
            if used > limit { break }
            kept.append(scalar)
        }
        while kept.last == " " { kept.removeLast() }
        return String(kept) + ellipsis
    }

    private static func columns(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
        }
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
    ]
}
