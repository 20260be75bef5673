internal import Records

/// What was proposed, and why some of it was not taken.
enum ChildrenSection {
    static func write(_ view: RunView, into page: inout Page) {
        page.section("children", "Children accepted and rejected") { page in
            let children = ChildrenFigure(view)
            guard let figure = children.figure else {
                page.paragraph("Nothing was proposed.")
                return
            }
            var caption = "Children of each generation by what became of them; generation 0 are the seeds."
            if children.rows.count > RunView.mostGenerations {
                caption +=
                    " \(RunView.mostGenerations) of \(NumberText.grouped(children.rows.count)) generations are shown."
            }
            page.figure([figure], caption: caption)
            page.folded(counts(children.rows))
            if !view.contents.rejected.isEmpty {
                page.folded(
                    rejected(view.contents.rejected),
                    "The \(NumberText.count(view.contents.rejected.count, "rejected child", "rejected children"))"
                )
            }
        }
    }

    private static func counts(_ rows: [ChildrenFigure.Row]) -> DataTable {
        var table = DataTable(
            "Children by generation.",
            [DataTable.number("Generation"), DataTable.number("Accepted")]
                + RejectedRecord.Reason.allCases.map {
                    DataTable.number(ChildrenFigure.words($0).capitalisedFirst)
                })
        table.rows = rows.map { row in
            [.number("\(row.generation)"), .number("\(row.accepted)")] + row.rejected.map { .number("\($0)") }
        }
        return table
    }

    private static func rejected(_ records: [RejectedRecord]) -> DataTable {
        var table = DataTable(
            "Children that were not taken.",
            [
                DataTable.number("Generation"), DataTable.text("Niche"), DataTable.text("Reason"),
                DataTable.text("Detail"), DataTable.text("Cell as proposed"), DataTable.text("By"),
            ])
        table.rows = records.prefix(RunView.mostRows).map { record in
            [
                .number("\(record.candidate.generation)"), .text(record.candidate.niche),
                .text(ChildrenFigure.words(record.reason)), .text(String(record.detail.prefix(400))),
                .text(String(record.candidate.cell.prefix(200))), .text(record.candidate.id),
            ]
        }
        table.hidden = records.count - table.rows.count
        return table
    }
}
