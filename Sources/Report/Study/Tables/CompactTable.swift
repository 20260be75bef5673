internal import Comparison
internal import Records

/// A row a method and two columns a data set: what a README has room for.
enum CompactTable {
    static func table(_ analysis: StudyAnalysis, _ scaling: StudyMeasure.Scaling) -> StudyTable {
        let measures = [StudyMeasure.hypervolume(scaling), .igd(scaling)]
        let datasets = analysis.contents.datasets
        let family = analysis.families.first
        let comparisons = measures.map { measure in family.flatMap { analysis.comparison(measure, in: $0) } }
        var columns = [StudyTable.Column.text("Method")]
        for dataset in datasets { columns += measures.map { analysis.column($0, group: dataset) } }
        let hasComparison = comparisons.contains { $0 != nil }
        let group = analysis.baseline.map { "against \(analysis.name($0))" }
        if hasComparison {
            columns += measures.map { .number("\($0.title) w/t/l", group: group) }
        }
        var table = StudyTable(
            "compact-\(scaling.rawValue)",
            "Hypervolume and IGD, \(scaling.words): \(analysis.meanWords)\(analysis.afterLastBudget); "
                + "\(analysis.deviationWords).", columns)
        var rows = analysis.shown.map { method in
            var entries = [analysis.heading(method)]
            for dataset in datasets.indices {
                entries += measures.map {
                    analysis.entry($0, method: method, datasets: [dataset], at: analysis.last())
                }
            }
            if hasComparison { entries += comparisons.map { counts($0, method) } }
            return StudyTable.Row(kind: analysis.kind(method), entries: entries)
        }
        if scaling == .space {
            let reported = ReportedRows(analysis.contents, [.averageHypervolume, .averageIGD])
            let below = reported.rows { source in
                datasets.flatMap { name in
                    [
                        reported.entry(source, .averageHypervolume, dataset: name, decimals: 3),
                        reported.entry(source, .averageIGD, dataset: name, decimals: 3),
                    ]
                } + (hasComparison ? [.missing, .missing] : [])
            }
            rows += below
            if !below.isEmpty { table.notes.append(ReportedRows.scalingNote) }
        }
        if scaling == .found { table.notes.append(StudyAnalysis.foundNote) }
        table.add(nil, rows)
        if hasComparison {
            table.notes.append(
                "w/t/l: pairs of data set and device on which the method is better, as good, worse.")
        }
        return table
    }

    private static func counts(_ comparison: BaselineComparison?, _ method: Int) -> StudyTable.Entry {
        guard let line = comparison?.lines.first(where: { $0.contender.method == method }) else {
            return .missing
        }
        return .number(ComparisonTable.text(line.counts))
    }
}
