internal import LanguageModel

/// Tables as GitHub's Markdown. All text is a stranger's: it is made plain, on one line, and what Markdown or
/// GitHub would make something of is escaped.
struct MarkdownWriter {
    private(set) var text = ""

    mutating func heading(_ title: String, level: Int) {
        text += String(repeating: "#", count: level) + " " + Self.escaped(title) + "\n\n"
    }

    mutating func paragraph(_ words: String) {
        let line = Self.escaped(words)
        guard !line.isEmpty else { return }
        text += Self.harmless(atStart: line) + "\n\n"
    }

    /// For the attention of a reader: a quotation that GitHub colours.
    mutating func warning(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        text += "> [!WARNING]\n"
        text += lines.map { "> " + Self.harmless(atStart: Self.escaped($0)) + "\n" }.joined(separator: ">\n")
        text += "\n"
    }

    mutating func list(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        text += lines.map { "- " + Self.harmless(atStart: Self.escaped($0)) + "\n" }.joined() + "\n"
    }

    /// A command to type, between fences that it cannot end.
    mutating func code(_ command: String, language: String) {
        let command = PlainText.block(command, limit: Self.longestText)
        var fence = "```"
        while command.contains(fence) { fence += "`" }
        text += fence + language + "\n" + command + "\n" + fence + "\n\n"
    }

    /// Pictures beside the text, by their paths.
    mutating func pictures(_ figures: [(title: String, path: String)]) {
        for figure in figures { text += "![\(Self.escaped(figure.title))](\(figure.path))\n\n" }
    }

    mutating func table(_ table: StudyTable) {
        paragraph(table.caption)
        let titles = table.columns.map { column in
            [column.group, column.title].compactMap { $0 }.map(Self.escaped).joined(separator: " ")
        }
        row(titles)
        row(table.columns.map { $0.isNumber ? "--:" : "---" })
        for block in table.blocks {
            if let title = block.title {
                let rest = [String](repeating: "", count: max(0, table.columns.count - 1))
                row(["**\(Self.escaped(title))**"] + rest)
            }
            for line in block.rows {
                let cells = line.entries.map(Self.entry)
                row(cells + [String](repeating: "", count: max(0, table.columns.count - cells.count)))
            }
        }
        text += "\n"
        list(table.notes)
    }

    private mutating func row(_ cells: [String]) {
        text += "| " + cells.joined(separator: " | ") + " |\n"
    }

    private static func entry(_ entry: StudyTable.Entry) -> String {
        switch entry {
        case .name(let name): code(name)
        case .reportedName, .reported: "*\(escaped(entry.text))*"
        case .measured(let measured) where measured.isBest:
            "**\(escaped(measured.meanText))** \(escaped(measured.restText))".trimmingSpaces
        default: escaped(entry.text)
        }
    }

    /// As code where nothing in the name could end it, else as text.
    private static func code(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "+-._".utf8.contains(byte)
        }
        return isPlain && !name.isEmpty && name.utf8.count < 100 ? "`\(name)`" : escaped(name)
    }

    static let longestText = 2_000

    /// Text that stays text within a line: no emphasis, link, picture, code, HTML, entity, mention, issue,
    /// formula or cell border.
    static func escaped(_ text: String) -> String {
        var out = ""
        var previous: Unicode.Scalar = " "
        let scalars = Array(PlainText.oneLine(text, limit: longestText).unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            let next = place + 1 < scalars.count ? scalars[place + 1] : " "
            switch scalar {
            case "\\", "`", "*", "{", "}", "[", "]", "<", ">", "|", "~", "$", "@", "&", "!", "#":
                out += "\\"
            case "_" where !isWord(previous) || !isWord(next): out += "\\"
            // GitHub links bare addresses.
            case ":" where next == "/": out += "\\"
            case "." where isAddress(scalars[..<place]): out += "\\"
            default: break
            }
            out.unicodeScalars.append(scalar)
            previous = scalar
        }
        return out
    }

    /// Whether `www` stands before.
    private static func isAddress(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
        before.suffix(3).elementsEqual(["w", "w", "w"]) { $0.properties.lowercaseMapping == String($1) }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// A line that begins no list, heading, rule or table.
    private static func harmless(atStart line: String) -> String {
        guard let first = line.unicodeScalars.first else { return line }
        switch first {
        case "-", "+", "=": return "\\" + line
        case "0"..."9":
            guard let end = line.firstIndex(where: { !("0"..."9" ~= $0) }),
                line[end] == "." || line[end] == ")"
            else { return line }
            return line[..<end] + "\\" + line[end...]
        default: return line
        }
    }
}
