/// A study's table as HTML, with heads that say which columns and rows they head.
extension StudyTable {
    func write(into page: inout Markup) {
        page.element("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption]) {
            $0.element("table", ["class": "study", "id": "table-\(id)"]) { table in
                table.element("caption") { $0.element("span", text: caption) }
                for group in groups { table.empty("colgroup", ["span": "\(group.columns.count)"]) }
                table.element("thead") { writeHeads(into: &$0) }
                for block in blocks { table.element("tbody") { write(block, into: &$0) } }
            }
        }
        guard !notes.isEmpty else { return }
        page.element("details", ["class": "about"]) { about in
            about.element("summary", text: "About these numbers")
            about.element("ul") { list in for note in notes { list.element("li", text: note) } }
        }
    }

    private func writeHeads(into head: inout Markup) {
        if hasGroups {
            head.element("tr", ["class": "groups"]) { row in
                for group in groups {
                    guard let title = group.title else {
                        for _ in group.columns { row.element("td", text: "") }
                        continue
                    }
                    row.element(
                        "th", ["scope": "colgroup", "colspan": "\(group.columns.count)", "class": "group"],
                        text: title)
                }
            }
        }
        head.element("tr") { row in
            for column in columns {
                row.element(
                    "th", ["scope": "col", "class": column.isNumber ? "number" : nil], text: column.title)
            }
        }
    }

    private func write(_ block: Block, into body: inout Markup) {
        if let title = block.title {
            body.element("tr", ["class": "block"]) {
                $0.element("th", ["scope": "rowgroup", "colspan": "\(columns.count)"], text: title)
            }
        }
        for row in block.rows {
            let kind: String? =
                switch row.kind {
                case .measured: nil
                case .bound: "bound"
                case .reported, .source: "reported"
                }
            body.element("tr", ["class": kind]) { line in
                if row.kind == .source {
                    line.element("th", ["scope": "rowgroup", "colspan": "\(columns.count)"]) {
                        $0.element("i", text: row.entries.map(\.text).joined(separator: " "))
                    }
                } else {
                    for (place, entry) in row.entries.enumerated() { write(entry, place, into: &line) }
                }
            }
        }
    }

    private func write(_ entry: Entry, _ place: Int, into line: inout Markup) {
        let isNumber = place < columns.count && columns[place].isNumber
        let style: String? =
            isNumber ? "number" : entry.text.utf8.count > 32 ? "long" : nil
        let content = { (cell: inout Markup) in
            switch entry {
            case .name(let name): cell.element("code", text: name)
            case .reported, .reportedName: cell.element("i", text: entry.text)
            case .measured(let measured):
                if measured.isBest {
                    cell.element("b", text: measured.meanText)
                } else {
                    cell.write(measured.meanText)
                }
                if !measured.restText.isEmpty { cell.element("small", text: measured.restText) }
            default: cell.write(entry.text)
            }
        }
        if place == 0 {
            line.element("th", ["scope": "row", "class": style], content)
        } else {
            line.element("td", ["class": style], content)
        }
    }
}
