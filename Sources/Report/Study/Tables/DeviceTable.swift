internal import Comparison
internal import Records
internal import Statistics

/// The paper's Table 3: methods by device, a block a data set, the papers' own numbers below.
enum DeviceTable {
    static func table(_ analysis: StudyAnalysis, _ scaling: StudyMeasure.Scaling) -> StudyTable {
        let measures = [StudyMeasure.hypervolume(scaling), .igd(scaling)]
        let contents = analysis.contents
        let hasAverage = contents.devices.count > 1
        var columns = [StudyTable.Column.text("Method")]
        for device in contents.devices { columns += measures.map { analysis.column($0, group: device) } }
        if hasAverage { columns += measures.map { analysis.column($0, group: "average") } }
        var table = StudyTable(
            "devices-\(scaling.rawValue)",
            "Hypervolume and IGD by device, \(scaling.words): mean ± sample deviation over "
                + NumberText.count(contents.randomSeeds.count, "random seed") + analysis.afterLastBudget
                + (hasAverage ? "; of the average, \(analysis.deviationWords)." : "."),
            columns)
        let reported = ReportedRows(contents, [.hypervolume, .igd])
        for (dataset, name) in contents.datasets.enumerated() {
            var rows = analysis.shown.map { method in
                StudyTable.Row(
                    kind: analysis.kind(method),
                    entries: [analysis.heading(method)]
                        + contents.devices.indices.flatMap { device in
                            measures.map { entry(analysis, $0, method, dataset, device) }
                        }
                        + (hasAverage
                            ? measures.map {
                                analysis.entry($0, method: method, datasets: [dataset], at: analysis.last())
                            } : []))
            }
            if scaling == .space {
                rows += reported.rows { source in
                    contents.devices.flatMap { device in
                        [
                            reported.entry(source, .hypervolume, dataset: name, device: device, decimals: 3),
                            reported.entry(source, .igd, dataset: name, device: device, decimals: 3),
                        ]
                    } + (hasAverage ? [.missing, .missing] : [])
                }
            }
            table.add(name, rows)
        }
        if scaling == .space, !reported.sources.isEmpty {
            table.notes = [ReportedRows.scalingNote] + reported.notes
        }
        table.notes.append(StudyTable.partialNote)
        return table
    }

    private static func entry(
        _ analysis: StudyAnalysis, _ measure: StudyMeasure, _ method: Int, _ dataset: Int, _ device: Int
    ) -> StudyTable.Entry {
        let pair = StudyAnalysis.Pair(dataset: dataset, device: device)
        guard let summary = analysis.summary(measure, method: method, pair, at: analysis.last()) else {
            return .missing
        }
        return .measured(
            .init(
                mean: summary.mean, deviations: [summary.deviation], decimals: measure.decimals,
                found: summary.count, expected: analysis.contents.randomSeeds.count))
    }
}
