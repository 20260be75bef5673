internal import Comparison

/// What else fronts are judged by: IGD+, coverage of the latency range, share of the true front.
enum OtherMeasuresTable {
    static func table(_ analysis: StudyAnalysis) -> StudyTable? {
        // Without what tables before this one show.
        let accuracy = analysis.isAboutAccuracy ? [] : [StudyMeasure.bestAccuracy]
        let predictor = analysis.varied.isEmpty ? [StudyMeasure.heldOutSpearman, .heldOutKendall] : []
        let measures =
            ([
                .igdPlus(.space), .igdPlus(.front), .igdPlus(.found), .latencyCoverage, .trueFrontShare,
                .foundFrontShare,
            ] + accuracy + predictor)
            .filter(analysis.has)
        guard !measures.isEmpty else { return nil }
        var table = StudyTable(
            "other-measures",
            "Other measures: \(analysis.meanWords)\(analysis.afterLastBudget); \(analysis.deviationWords).",
            [.text("Method")]
                + measures.map { measure in
                    StudyTable.Column(
                        title: measure.title + (measure.scaling.map { ", by the \($0.rawValue)" } ?? ""),
                        higherIsBetter: measure.higherIsBetter)
                })
        table.addBlocks(analysis) { method, dataset, variation in
            measures.map {
                analysis.entry($0, method: method, datasets: [dataset], at: analysis.last(variation))
            }
        }
        table.notes = [
            "Coverage: share of ten equal bins of the true front's latency range that the found front hits. Share of "
                + "P*: of the true front's points found. Accuracy: of the cell the search thought most accurate. "
                + "Spearman, Kendall: of the predictor on cells it was not fit on."
        ]
        return table
    }
}
