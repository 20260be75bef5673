internal import Comparison
internal import Records

/// True accuracy of the cell each search thought best, by data set: what a search for accuracy alone is judged
/// by.
enum AccuracyTable {
    static func table(_ analysis: StudyAnalysis) -> StudyTable {
        let contents = analysis.contents
        let settings = analysis.varied
        let columns =
            [StudyTable.Column.text("Method")] + settings.map { .text(analysis.title(ofSetting: $0)) }
            + contents.datasets.map {
                .init(title: $0, higherIsBetter: StudyMeasure.bestAccuracy.higherIsBetter)
            }
        var table = StudyTable(
            "accuracy",
            "\(analysis.isPredicted ? "Predicted" : "True") accuracy, in percent, of the cell a search thought most "
                + "accurate: \(analysis.meanWords)\(analysis.afterLastBudget); \(analysis.deviationWords).",
            columns)
        var rows: [StudyTable.Row] = []
        for method in analysis.shown {
            for variation in analysis.variations.indices {
                rows.append(
                    .init(
                        kind: analysis.kind(method),
                        entries: [analysis.heading(method)]
                            + settings.map { .name(analysis.text(variation, setting: $0)) }
                            + contents.datasets.indices.map {
                                analysis.entry(
                                    .bestAccuracy, method: method, datasets: [$0],
                                    at: analysis.last(variation))
                            }))
            }
        }
        let reported = ReportedRows(contents, [.testAccuracyPercent])
        let below = reported.rows { source in
            settings.map { _ in .missing }
                + contents.datasets.map {
                    reported.entry(source, .testAccuracyPercent, dataset: $0, decimals: 2)
                }
        }
        table.add(nil, rows + below)
        if !below.isEmpty { table.notes = [ReportedRows.note] + reported.notes }
        table.notes.append(StudyTable.partialNote)
        return table
    }
}
