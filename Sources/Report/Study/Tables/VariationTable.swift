internal import Comparison
internal import Records

/// A row a choice of the varied settings (and a method, where there are several), columns by data set.
enum VariationTable {
    static func table(_ analysis: StudyAnalysis, _ scaling: StudyMeasure.Scaling) -> StudyTable {
        let quality = [StudyMeasure.hypervolume(scaling), .igd(scaling)].filter(analysis.has)
        let predictor = [StudyMeasure.heldOutSpearman, .heldOutKendall].filter(analysis.has)
        let settings = analysis.varied
        let hasMethods = analysis.shown.count > 1
        var columns = settings.map { StudyTable.Column.text(analysis.title(ofSetting: $0)) }
        if hasMethods { columns.append(.text("Method")) }
        for dataset in analysis.contents.datasets {
            columns += (quality + predictor).map { analysis.column($0, group: dataset) }
        }
        var table = StudyTable(
            "variations-\(scaling.rawValue)",
            "Hypervolume and IGD, \(scaling.words)"
                + (predictor.isEmpty
                    ? "" : ", and the predictor's rank correlation on cells it was not fit on")
                + ": \(analysis.meanWords)\(analysis.afterLastBudget); \(analysis.deviationWords).", columns)
        var rows: [StudyTable.Row] = []
        for variation in analysis.variations.indices {
            for method in analysis.shown {
                var entries = settings.map {
                    StudyTable.Entry.name(analysis.text(variation, setting: $0))
                }
                if hasMethods { entries.append(analysis.heading(method)) }
                for dataset in analysis.contents.datasets.indices {
                    entries += (quality + predictor).map {
                        analysis.entry($0, method: method, datasets: [dataset], at: analysis.last(variation))
                    }
                }
                rows.append(.init(kind: analysis.kind(method), entries: entries))
            }
        }
        let reported = ReportedRows(
            analysis.contents, [.averageHypervolume, .averageIGD, .spearman, .kendall])
        if scaling == .found { table.notes.append(StudyAnalysis.foundNote) }
        if scaling == .space {
            let below = reported.rows { source in
                (0..<settings.count + (hasMethods ? 1 : 0) - 1).map { _ in StudyTable.Entry.missing }
                    + analysis.contents.datasets.flatMap { name in
                        (quality + predictor).map { entry(reported, source, $0, name) }
                    }
            }
            rows += below
            if !below.isEmpty { table.notes = [ReportedRows.scalingNote] + reported.notes }
        }
        table.add(nil, rows)
        table.notes.append(StudyTable.partialNote)
        return table
    }

    private static func entry(
        _ reported: ReportedRows, _ source: ReportedRows.Source, _ measure: StudyMeasure, _ dataset: String
    ) -> StudyTable.Entry {
        switch measure {
        case .hypervolume: reported.entry(source, .averageHypervolume, dataset: dataset, decimals: 3)
        case .igd: reported.entry(source, .averageIGD, dataset: dataset, decimals: 3)
        case .heldOutSpearman: reported.entry(source, .spearman, dataset: dataset, decimals: 3)
        case .heldOutKendall: reported.entry(source, .kendall, dataset: dataset, decimals: 3)
        default: .missing
        }
    }
}
