internal import Comparison
internal import Records

/// What the PEL-NAS paper's Table 6 shows of vision transformers: accuracy, latency and parameters of one network a
/// search, here the most accurate of its front as the search saw it. What papers report stands below in a block of its
/// own: their accuracies are of other predictors or of training, their latencies of another device.
enum MostAccurateTable {
    static let id = "most-accurate"
    static let reported: [ReportedRecord.Measure] = [
        .top1AccuracyPercent, .latencyMilliseconds, .paramsMillions,
    ]

    static func table(_ analysis: StudyAnalysis) -> StudyTable? {
        let measures = [StudyMeasure.frontAccuracy, .frontLatency, .frontParams]
        guard analysis.has(.frontAccuracy) else { return nil }
        var table = StudyTable(
            id,
            "The most accurate cell of each search's front, as the search saw it: \(analysis.meanWords)"
                + "\(analysis.afterLastBudget); \(analysis.deviationWords).",
            [.text("Method"), analysis.column(.frontAccuracy, group: nil)]
                + measures.dropFirst().map { .number($0.title) })
        table.addBlocks(analysis) { method, dataset, variation in
            measures.map {
                analysis.entry($0, method: method, datasets: [dataset], at: analysis.last(variation))
            }
        }
        let papers = ReportedRows(analysis.contents, Set(reported))
        let rows = papers.rows { source in
            reported.map { measure in
                papers.records.first { ReportedRows.Source($0) == source && $0.measure == measure }
                    .map { .reported(value: $0.value, deviation: $0.deviation, decimals: 1) } ?? .missing
            }
        }
        if !rows.isEmpty {
            table.add("as papers report", rows)
            table.notes = [
                ReportedRows.note
                    + " Ours are as the settings say: an accuracy that a model predicts is no trained network's, and a "
                    + "latency is the measuring machine's."
            ]
            table.notes += papers.notes
        }
        table.notes.append(StudyTable.partialNote)
        return table
    }
}
