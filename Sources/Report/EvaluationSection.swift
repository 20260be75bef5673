internal import Records

/// Every cell evaluated, in one table: what all pictures of cells are drawn from.
enum EvaluationSection {
    static func write(_ view: RunView, into page: inout Page) {
        guard !view.contents.evaluations.isEmpty else { return }
        page.section("cells", "All evaluated cells") { page in
            let hasTruth = view.contents.trueAccuracyPercent.contains { $0.value.isFinite }
            var table = DataTable(
                "Evaluated cells, in the order of the run."
                    + (view.sources.isAccuracyPredicted
                        ? " An asterisk marks cells that the predictor was fit on." : ""),
                [
                    DataTable.text("Id"), DataTable.text("Niche"), DataTable.text("Cell"),
                    DataTable.number(view.sources.latencyName),
                    DataTable.number(
                        view.sources.isAccuracyPercentile
                            ? view.sources.accuracyColumn
                            : view.sources.accuracyName.capitalisedFirst + ", %"),
                ] + (hasTruth ? [DataTable.number("True accuracy, %")] : [])
                    + FrontSection.energyColumn(view) + [DataTable.text("Made by")])
            let order = view.contents.evaluations.enumerated().sorted {
                ($0.element.candidate.generation, $0.offset) < ($1.element.candidate.generation, $1.offset)
            }
            table.rows = order.prefix(RunView.mostRows).map { row(view, $0.element, hasTruth: hasTruth) }
            // The count alone tells the caption that there is more.
            table.hidden = max(0, order.count - RunView.mostRows)
            page.folded(table, "\(NumberText.count(order.count, "cell")) as a table")
        }
    }

    private static func row(_ view: RunView, _ evaluation: EvaluationRecord, hasTruth: Bool)
        -> [DataTable.Entry]
    {
        let candidate = evaluation.candidate
        var row: [DataTable.Entry] = [
            .text(candidate.id), .text(candidate.niche), .text(candidate.cell),
            .number(NumberText.significant(evaluation.latencyMilliseconds)),
            .number(
                NumberText.fixed(evaluation.accuracyPercent, 2) + (evaluation.isTrainingCell ? " *" : "")),
        ]
        if hasTruth {
            row.append(.number(NumberText.fixed(view.contents.trueAccuracyPercent[candidate.cell], 2)))
        }
        return row + FrontSection.energyEntry(view, evaluation) + [.text(candidate.operation)]
    }
}
