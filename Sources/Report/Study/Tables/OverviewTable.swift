internal import Comparison
internal import Records
internal import Statistics

/// Methods by data set, with deviations over seeds and over devices apart and an interval of the mean.
enum OverviewTable {
    static func table(_ analysis: StudyAnalysis, _ scaling: StudyMeasure.Scaling) -> StudyTable {
        let measures = [StudyMeasure.hypervolume(scaling), .igd(scaling)]
        var columns = [StudyTable.Column.text("Method")]
        for measure in measures {
            columns += [
                .init(group: measure.title, title: "mean", higherIsBetter: measure.higherIsBetter),
                .number("95 %", group: measure.title), .number("over seeds", group: measure.title),
                .number("over devices", group: measure.title),
            ]
        }
        var table = StudyTable(
            "overview-\(scaling.rawValue)",
            "Hypervolume and IGD, \(scaling.words): \(analysis.meanWords)\(analysis.afterLastBudget).",
            columns)
        let all = Array(analysis.contents.datasets.indices)
        for datasets in all.map({ [$0] }) + (all.count > 1 ? [all] : []) {
            var rows = analysis.shown.map { row(analysis, $0, datasets, measures) }
            if datasets.count == 1, scaling == .space {
                let reported = ReportedRows(analysis.contents, [.averageHypervolume, .averageIGD])
                let name = analysis.contents.datasets[datasets[0]]
                let below = reported.rows { source in
                    [
                        reported.entry(source, .averageHypervolume, dataset: name, decimals: 3), .missing,
                        .missing, .missing,
                        reported.entry(source, .averageIGD, dataset: name, decimals: 3), .missing, .missing,
                        .missing,
                    ]
                }
                if !below.isEmpty { table.notes = [ReportedRows.scalingNote] + reported.notes }
                rows += below
            }
            table.add(
                datasets.count == 1 ? analysis.contents.datasets[datasets[0]] : "all data sets", rows)
        }
        if scaling == .found { table.notes.append(StudyAnalysis.foundNote) }
        table.notes += [
            "95 %: bootstrap interval of the mean, drawn from the means of the random seeds; with few seeds it is "
                + "too narrow. Over seeds: sample deviation of the seeds' means over devices. Over devices: of the "
                + "devices' means over seeds.", StudyTable.partialNote,
        ]
        return table
    }

    private static func row(
        _ analysis: StudyAnalysis, _ method: Int, _ datasets: [Int], _ measures: [StudyMeasure]
    ) -> StudyTable.Row {
        var entries = [analysis.heading(method)]
        for measure in measures {
            guard
                let overview = analysis.overview(
                    measure, method: method, datasets: datasets, at: analysis.last(), hasInterval: true)
            else {
                entries += [.missing, .missing, .missing, .missing]
                continue
            }
            let digits = measure.decimals
            entries += [
                .measured(
                    .init(
                        mean: overview.mean, decimals: digits, found: overview.found,
                        expected: overview.expected)),
                overview.interval.map {
                    .number("\(NumberText.fixed($0.lower, digits)) to \(NumberText.fixed($0.upper, digits))")
                } ?? .missing,
                overview.overSeeds.map { .number(NumberText.fixed($0, digits)) } ?? .missing,
                overview.overDevices.map { .number(NumberText.fixed($0, digits)) } ?? .missing,
            ]
        }
        return .init(kind: analysis.kind(method), entries: entries)
    }
}
