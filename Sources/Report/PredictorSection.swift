internal import Records

/// How far the accuracies that the search saw can be believed.
enum PredictorSection {
    static func write(_ view: RunView, into page: inout Page) {
        if let agreement = view.agreement {
            page.section("accuracy", view.sources.agreementTitle) { page in
                page.figure(
                    [AccuracyFigure.figure(agreement, view.sources)],
                    caption: caption(agreement, view.sources))
            }
        }
        // A fit that stands there of an earlier run says nothing of accuracies that were looked up.
        let isProxy = view.sources.isAccuracyPercentile
        guard view.sources.isAccuracyPredicted || isProxy, !view.contents.fit.isEmpty else { return }
        let title: StaticString = isProxy ? "The proxy on all cells" : "The predictor on held-out cells"
        page.section("predictor", title) { page in
            fit(view.contents.fit, isProxy: isProxy).write(into: &page.markup)
            for quantity in [SurrogateRecord.Quantity.latency, .runs] {
                let cards = view.contents.surrogates.filter { $0.quantity == quantity }
                if !cards.isEmpty { latency(cards).write(into: &page.markup) }
            }
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

    private static func latency(_ cards: [SurrogateRecord]) -> DataTable {
        let first = cards.first
        let isAboutRunning = first?.quantity == .runs
        var table = DataTable(
            (isAboutRunning ? "Which cells the device can run" : "Latency")
                + ": \(first?.predictor ?? ""), fit on \(NumberText.count(first?.trainingCells ?? 0, "cell"))"
                + ", others than the accuracy's.",
            [DataTable.text("Cells"), DataTable.number("Held out")]
                + (isAboutRunning
                    ? [DataTable.number("Told right, %")]
                    : [
                        DataTable.number("Spearman"), DataTable.number("R²"),
                        DataTable.number("Median relative error, %"),
                    ]))
        table.rows = cards.map { card in
            [.text(card.group), .number(NumberText.grouped(card.heldOutCells))]
                + (isAboutRunning
                    ? [.number(NumberText.fixed(card.agreement.map { 100 * $0 }, 1))]
                    : [
                        .number(NumberText.fixed(card.spearman, 3)),
                        .number(NumberText.fixed(card.rSquared, 3)),
                        .number(NumberText.fixed(card.medianRelativeError.map { 100 * $0 }, 1)),
                    ])
        }
        return table
    }

    private static func caption(_ agreement: AccuracyAgreement, _ sources: ValueSources) -> String {
        let saw =
            sources.isAccuracyPercentile
            ? "the percentile of a proxy"
            : sources.isAccuracyPredicted ? "a prediction of validation accuracy" : "validation accuracy"
        let leftOut = sources.isAccuracyPredicted ? ", cells that the predictor was fit on left out" : ""
        return
            "The true accuracy is on the test set, looked up after the search; the search saw \(saw), so "
            + (sources.isAccuracyPercentile ? "" : "a shift is expected and ")
            + "only the order counts. Spearman's rank correlation\(leftOut): "
            + "\(NumberText.fixed(agreement.spearmanOfEvaluated, 3)) over "
            + NumberText.count(AccuracyAgreement.fair(agreement.evaluated).count, "evaluated cell")
            + ", \(NumberText.fixed(agreement.spearmanOfFront, 3)) over "
            + "\(AccuracyAgreement.fair(agreement.front).count) of the front. The numbers are in the table of "
            + "all evaluated cells."
    }

    private static func fit(_ records: [FitRecord], isProxy: Bool) -> DataTable {
        let first = records.first
        var table = DataTable(
            (first?.predictor ?? "")
                + (isProxy
                    ? "; rank correlations with validation accuracies, which the search did not see."
                    : ", fit on \(NumberText.count(first?.trainingCells ?? 0, "cell")); "
                        + "rank correlations on cells it was not fit on."),
            [
                DataTable.text("Cells"), DataTable.number(isProxy ? "Known" : "Held out"),
                DataTable.number("Spearman"), DataTable.number("Kendall"),
            ] + (isProxy ? [] : [DataTable.number("Median error, % points")]))
        table.rows = records.map { record in
            [
                .text(record.group), .number(NumberText.grouped(record.heldOutCells)),
                .number(NumberText.fixed(record.spearman, 3)), .number(NumberText.fixed(record.kendall, 3)),
            ] + (isProxy ? [] : [.number(NumberText.fixed(record.medianErrorPercent, 2))])
        }
        return table
    }
}
