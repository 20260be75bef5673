internal import LanguageModel

/// Tables as a LaTeX document with booktabs, which compiles as it is; each table can also be copied out.
struct LaTeXWriter {
    private(set) var text: String
    private var tables = 0

    /// A table of as many columns has a table a block, as the paper's Table 3 has.
    static let wideFrom = 9
    /// Shrinks what is wider than the page, and nothing else.
    private static let fit = "\\resizebox{\\ifdim\\width>\\textwidth\\textwidth\\else\\width\\fi}{!}{%\n"
    /// LaTeX holds so many floats back at most, with a margin.
    private static let tablesBeforeFlush = 8

    init(title: String, comment: String) {
        text = """
            % \(PlainText.oneLine(comment, limit: 1_000))
            \\documentclass{article}
            \\usepackage[T1]{fontenc}
            \\usepackage[utf8]{inputenc}
            \\usepackage[a4paper,landscape,margin=1.5cm]{geometry}
            \\usepackage{booktabs}
            \\usepackage{graphicx}
            \\begin{document}
            \\section*{\(Self.escaped(title))}

            """
    }

    mutating func paragraph(_ words: String) {
        let words = Self.escaped(words)
        if !words.isEmpty { text += "\n" + words + "\n" }
    }

    mutating func end() { text += "\n\\end{document}\n" }

    mutating func table(_ table: StudyTable) {
        let isWide = table.columns.count >= Self.wideFrom
        guard isWide, table.blocks.count > 1 else {
            return write(table, table.blocks, part: nil, notes: table.notes)
        }
        for (number, block) in table.blocks.enumerated() {
            // What is said of all parts is said once, below the last.
            let isLast = number == table.blocks.count - 1
            write(table, [block], part: block.title, notes: isLast ? table.notes : [])
        }
    }

    private mutating func write(
        _ table: StudyTable, _ blocks: [StudyTable.Block], part: String?, notes: [String]
    ) {
        let caption = [part, table.caption].compactMap { $0 }.map(Self.escaped).joined(separator: ": ")
        text += "\n\\begin{table}[htbp]\n\\centering\\small\n\\caption{\(caption)}\n"
        text += Self.fit
        let letters = table.columns.map { $0.isNumber ? "r" : hasLongText(table, $0) ? "p{5.5cm}" : "l" }
        text += "\\begin{tabular}{@{}\(letters.joined())@{}}\n\\toprule\n"
        if table.hasGroups { text += Self.groups(table) }
        text += table.columns.map { Self.escaped($0.title) }.joined(separator: " & ") + " \\\\\n\\midrule\n"
        for (number, block) in blocks.enumerated() {
            if number > 0 { text += "\\midrule\n" }
            if let title = block.title, part == nil {
                text += "\\multicolumn{\(table.columns.count)}{@{}l}{\\textbf{\(Self.escaped(title))}} \\\\\n"
            }
            for row in block.rows {
                let cells = row.entries.map(Self.entry)
                text +=
                    (row.kind == .source
                        ? "\\multicolumn{\(table.columns.count)}{@{}l}{\(cells.joined())}"
                        : cells.joined(separator: " & ")) + " \\\\\n"
            }
        }
        text += "\\bottomrule\n\\end{tabular}}\n"
        for note in notes {
            text += "\\par\\smallskip\\parbox{\\textwidth}{\\footnotesize \(Self.escaped(note))}\n"
        }
        text += "\\end{table}\n"
        tables += 1
        if tables.isMultiple(of: Self.tablesBeforeFlush) { text += "\\clearpage\n" }
    }

    private func hasLongText(_ table: StudyTable, _ column: StudyTable.Column) -> Bool {
        guard let place = table.columns.firstIndex(where: { $0.title == column.title }) else { return false }
        return table.blocks.contains { block in
            block.rows.contains { place < $0.entries.count && $0.entries[place].text.utf8.count > 60 }
        }
    }

    private static func groups(_ table: StudyTable) -> String {
        var heads: [String] = []
        var rules = ""
        for (title, columns) in table.groups {
            heads.append(
                title.map { "\\multicolumn{\(columns.count)}{c}{\(escaped($0))}" }
                    ?? String(repeating: "& ", count: columns.count - 1))
            if title != nil { rules += "\\cmidrule(lr){\(columns.lowerBound + 1)-\(columns.upperBound)}" }
        }
        return heads.joined(separator: " & ") + " \\\\\n" + rules + "\n"
    }

    private static func entry(_ entry: StudyTable.Entry) -> String {
        switch entry {
        case .name(let name): "\\texttt{\(escaped(name))}"
        case .reportedName, .reported: "\\textit{\(escaped(entry.text))}"
        case .measured(let measured): mean(measured)
        // A row that began with a bracket would be taken for the option of the line end before it.
        case .text(let text): "{\(escaped(text))}"
        default: escaped(entry.text)
        }
    }

    /// Small behind the mean, or a table of all devices could not be read.
    private static func mean(_ measured: StudyTable.Measured) -> String {
        let mean = escaped(measured.meanText)
        let rest = escaped(measured.restText)
        return (measured.isBest ? "\\textbf{\(mean)}" : mean)
            + (rest.isEmpty ? "" : "{\\scriptsize\\ \(rest)}")
    }

    /// Text that stays text. Letters beyond Latin 1, for which pdfLaTeX would need fonts, stand as their code
    /// points.
    static func escaped(_ text: String) -> String {
        var out = ""
        var previous: Unicode.Scalar = " "
        for scalar in PlainText.oneLine(text, limit: 2_000).unicodeScalars {
            out += escaped(scalar, after: previous)
            previous = scalar
        }
        return out
    }

    private static func escaped(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar) -> String {
        switch scalar {
        case "\\": return "\\textbackslash{}"
        case "{", "}", "$", "&", "#", "_", "%": return "\\\(scalar)"
        case "~": return "\\textasciitilde{}"
        case "^": return "\\textasciicircum{}"
        case "<": return "\\textless{}"
        case ">": return "\\textgreater{}"
        case "|": return "\\textbar{}"
        case "\"": return "\\textquotedbl{}"
        case "`": return "\\textasciigrave{}"
        // Brackets in braces, so that no command takes them for its option.
        case "[", "]": return "{\(scalar)}"
        // Two of these would become one sign.
        case "-" where previous == "-", "'" where previous == "'", "," where previous == ",":
            return "{}\(scalar)"
        case "±": return "\\ensuremath{\\pm}"
        case "×": return "\\ensuremath{\\times}"
        case "†": return "\\dag{}"
        case "↓": return "\\ensuremath{\\downarrow}"
        case "–": return "--"
        case "—": return "---"
        case "…": return "\\ldots{}"
        default:
            let isKnown = (0x20...0x7E).contains(scalar.value) || (0xC0...0xFF).contains(scalar.value)
            return isKnown && scalar.value != 0xF7
                ? String(scalar) : "\\texttt{U+\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }
}
