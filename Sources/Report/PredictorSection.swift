internal import Records

/// How far the accuracies that the search saw can be believed.
enum PredictorSection {
    static func write(_ view: RunView, into page: inout Page) {
        let accuracy = AccuracyFigure(view)
        if let accuracy {
            page.section("accuracy", "Predicted against true accuracy") { page in
                page.figure(
                    [accuracy.figure],
                    caption:
                        "The true accuracy is on the test set, looked up after the search; the search saw "
                        + "validation accuracy or a prediction of it, so a shift is expected and only the order "
                        + "counts. Spearman's rank correlation, cells that the predictor was fit on left out: "
                        + "\(NumberText.fixed(accuracy.spearmanOfEvaluated, 3)) over \(accuracy.evaluated) "
                        + "evaluated cells, \(NumberText.fixed(accuracy.spearmanOfFront, 3)) over "
                        + "\(accuracy.onFront) of the front. The numbers are in the table of all evaluated cells."
                )
            }
        }
        guard !view.contents.fit.isEmpty else { return }
        page.section("predictor", "The predictor on held-out cells") { page in
            fit(view.contents.fit).write(into: &page.markup)
            let notes = view.contents.fit.flatMap(\.notes)
            guard !notes.isEmpty else { return }
            page.element("details", [:]) { page in
                page.markup.element("summary", text: "\(NumberText.count(notes.count, "note")) on its data")
                page.markup.element("ul", ["class": "rules"]) { list in
                    for note in notes.prefix(100) { list.element("li", text: note) }
                }
            }
        }
    }

    private static func fit(_ records: [FitRecord]) -> DataTable {
        let first = records.first
        var table = DataTable(
            "\(first?.predictor ?? ""), fit on \(NumberText.count(first?.trainingCells ?? 0, "cell")); "
                + "rank correlations on cells it was not fit on.",
            [
                DataTable.text("Cells"), DataTable.number("Held out"), DataTable.number("Spearman"),
                DataTable.number("Kendall"), DataTable.number("Median error, % points"),
            ])
        table.rows = records.map { record in
            [
                .text(record.group), .number(NumberText.grouped(record.heldOutCells)),
                .number(NumberText.fixed(record.spearman, 3)), .number(NumberText.fixed(record.kendall, 3)),
                .number(NumberText.fixed(record.medianErrorPercent, 2)),
            ]
        }
        return table
    }
}
