/// Text in the language of mdoc(7): nothing in it may be taken for a macro or an escape, and what is to be
/// typed keeps its dashes and quotes, which typesetters would make prettier and useless.
enum Roff {
    /// One word or more as an argument of a macro.
    static func argument(_ text: String) -> String {
        let escaped = literal(text)
        // Behind `\&` nothing is a macro's name or a delimiter.
        return text.contains(" ") ? "\"\\&\(escaped)\"" : "\\&\(escaped)"
    }

    /// A line shown as it is.
    static func literalLine(_ text: String) -> String { guarded(literal(text)) }

    /// Lines of running text. Each sentence begins a line, as typesetters want it; backquotes become quotes.
    static func lines(_ text: String) -> [String] {
        let limit = 76
        var lines: [String] = []
        var line = ""
        func end() {
            if !line.isEmpty { lines.append(guarded(line)) }
            line = ""
        }
        for word in text.split(whereSeparator: \.isWhitespace) {
            let shown = running(word)
            if line.utf8.count + shown.utf8.count >= limit { end() }
            line += (line.isEmpty ? "" : " ") + shown
            // A closing bracket or quote may follow the stop.
            if let last = word.last(where: { !")]\"'`".contains($0) }), ".!?".contains(last) { end() }
        }
        end()
        return lines
    }

    /// The start of a sentence as mdoc has one-line descriptions: in lower case, without its full stop.
    static func oneLine(_ sentence: String) -> String {
        var text = sentence.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if text.last == "." { text.removeLast() }
        let initial = text.prefix(1).lowercased()
        // An acronym stays as it is.
        let isWord = text.dropFirst().first?.isLowercase ?? true
        return literal(isWord ? initial + text.dropFirst() : text)
    }

    private static func running(_ word: Substring) -> String {
        // A quote opens at the front of a word and closes elsewhere.
        // What is typed as it stands must not be hyphenated.
        var text = word.contains { "_=/".contains($0) } ? "\\%" : ""
        let start = text
        var isOpen = false
        for character in word {
            if character == "`" {
                text += isOpen || text != start && !text.hasSuffix("(") ? "\\(cq" : "\\(oq"
                isOpen.toggle()
            } else if character == "-", text == start || isOpen || word.hasPrefix("-") {
                text += "\\-"
            } else {
                text += plain(character)
            }
        }
        return text
    }

    private static func literal(_ text: String) -> String {
        text.map { character in
            switch character {
            case "-": "\\-"
            case "'": "\\(aq"
            case "`": "\\(ga"
            case "~": "\\(ti"
            case "^": "\\(ha"
            case "\"": "\\(dq"
            default: plain(character)
            }
        }.joined()
    }

    private static func plain(_ character: Character) -> String {
        if character == "\\" { return "\\e" }
        // Not every device of groff has that one.
        if character == "…" { return "..." }
        return character.unicodeScalars.map { scalar in
            if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? " " : String(scalar) }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
        }.joined()
    }

    /// A line that begins like a macro begins with nothing instead.
    private static func guarded(_ line: String) -> String {
        line.first == "." || line.first == "'" ? "\\&" + line : line
    }
}
