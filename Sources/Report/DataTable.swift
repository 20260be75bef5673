/// A table with a caption and headings that say what they head; numbers stand to the right.
struct DataTable {
    struct Column {
        var title: String
        var isNumber = false
    }

    enum Entry {
        case text(String)
        case number(String)
        case markup(Markup)
    }

    let caption: String
    let columns: [Column]
    /// The first entry of a row heads it.
    var rows: [[Entry]] = []
    var rowIds: [String] = []
    /// Rows that were left out before.
    var hidden = 0

    init(_ caption: String, _ columns: [Column]) {
        self.caption = caption
        self.columns = columns
    }

    static func text(_ title: String) -> Column { Column(title: title) }
    static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }

    /// At most `RunView.mostRows` rows; the caption says so where there are more.
    func write(into page: inout Markup) {
        let shown = rows.prefix(RunView.mostRows)
        var caption = caption
        let (all, overflowed) = rows.count.addingReportingOverflow(hidden)
        if !overflowed, shown.count < all {
            caption += " The first \(shown.count) of \(NumberText.grouped(all)) rows."
        }
        page.element("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption]) {
            $0.element("table") { table in
                table.element("caption") { $0.element("span", text: caption) }
                table.element("thead") { head in
                    head.element("tr") { row in
                        for column in columns {
                            row.element(
                                "th", ["scope": "col", "class": column.isNumber ? "number" : nil],
                                text: column.title)
                        }
                    }
                }
                table.element("tbody") { body in
                    for (number, entries) in shown.enumerated() {
                        let id = number < rowIds.count ? rowIds[number] : nil
                        body.element("tr", ["id": id]) { write(entries, into: &$0) }
                    }
                }
            }
        }
    }

    private func write(_ entries: [Entry], into row: inout Markup) {
        for (position, entry) in entries.enumerated() {
            let isHead = position == 0
            let style: String?
            switch entry {
            case .number: style = "number"
            case .text(let text): style = text.utf8.count > 24 ? "long" : nil
            case .markup: style = nil
            }
            let content = { (cell: inout Markup) in
                switch entry {
                case .text(let text), .number(let text): cell.write(text)
                case .markup(let markup): cell.append(markup)
                }
            }
            if isHead {
                row.element("th", ["scope": "row", "class": style], content)
            } else {
                row.element("td", ["class": style], content)
            }
        }
    }

    /// Folded away under a word that says what is in it.
    func writeFolded(_ summary: String = "Numbers as a table", into page: inout Markup) {
        page.element("details", ["class": "numbers"]) {
            $0.element("summary", text: summary)
            write(into: &$0)
        }
    }
}
