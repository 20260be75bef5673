internal import Comparison
internal import Records
internal import Statistics

/// The numbers of a study for programs: one a line, with all that it is of.
enum StudyCSV {
    /// Means, measured and reported: of each pair over its seeds, of each data set over its devices (device
    /// empty), and of all (data set empty too).
    static func results(_ analysis: StudyAnalysis) -> String {
        let contents = analysis.contents
        var csv = CSVWriter(
            ["source", "method"] + contents.variations.map(\.setting) + [
                "budget", "dataset", "device", "measure", "scaling", "mean", "deviation_seeds",
                "deviation_devices", "interval_low", "interval_high", "n", "expected", "paper", "table",
                "note",
            ])
        let measures = StudyMeasure.allCases.filter(analysis.has)
        let all = Array(contents.datasets.indices)
        for variation in analysis.variations.indices {
            for budget in 0..<analysis.budgetCount {
                let point = StudyAnalysis.Point(variation: variation, budget: budget)
                for method in analysis.shown {
                    let head = head(analysis, method, point)
                    for measure in measures {
                        for pair in analysis.pairs {
                            line(analysis, measure, method, pair, point, head, &csv)
                        }
                        for datasets in all.map({ [$0] }) + (all.count > 1 ? [all] : []) {
                            line(analysis, measure, method, datasets, point, head, &csv)
                        }
                    }
                }
            }
        }
        for record in contents.reported {
            csv.line(
                [.text("reported"), .text(record.row)] + contents.variations.map { _ in .text(nil) } + [
                    .integer(nil), .text(record.dataset), .text(record.device),
                    .text(record.measure.rawValue), .text(nil), .number(record.value),
                    .number(nil), .number(nil), .number(nil), .number(nil), .integer(nil), .integer(nil),
                    .text(record.paper), .text(record.table),
                    .text(note(record)),
                ])
        }
        return csv.text
    }

    /// What stands behind ± in a paper is of nobody knows what, so it is no deviation over seeds.
    private static func note(_ record: ReportedRecord) -> String? {
        let deviation = record.deviation.map { "printed with ± \(NumberText.tick($0))" }
        let words = [deviation, record.note].compactMap { $0 }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }

    private static func head(
        _ analysis: StudyAnalysis, _ method: Int, _ point: StudyAnalysis.Point
    ) -> [CSVWriter.Value] {
        let contents = analysis.contents
        return [.text(contents.methods[method].isBound ? "bound" : "measured"), .text(analysis.name(method))]
            + contents.variations.indices.map { .text(analysis.text(point.variation, setting: $0)) }
            + [.integer(contents.budgets.isEmpty ? nil : contents.budgets[point.budget])]
    }

    private static func line(
        _ analysis: StudyAnalysis, _ measure: StudyMeasure, _ method: Int, _ pair: StudyAnalysis.Pair,
        _ point: StudyAnalysis.Point, _ head: [CSVWriter.Value], _ csv: inout CSVWriter
    ) {
        let contents = analysis.contents
        let summary = analysis.summary(measure, method: method, pair, at: point)
        csv.line(
            head + [
                .text(contents.datasets[pair.dataset]), .text(contents.devices[pair.device]),
                .text(measure.key), .text(measure.scaling?.rawValue), .number(summary?.mean),
                .number(summary?.deviation), .number(nil), .number(nil), .number(nil),
                .integer(summary?.count ?? 0), .integer(contents.randomSeeds.count),
            ])
    }

    private static func line(
        _ analysis: StudyAnalysis, _ measure: StudyMeasure, _ method: Int, _ datasets: [Int],
        _ point: StudyAnalysis.Point, _ head: [CSVWriter.Value], _ csv: inout CSVWriter
    ) {
        // Intervals of every point would take longer than the searches did.
        let isLast = point.budget == analysis.budgetCount - 1
        let overview = analysis.overview(
            measure, method: method, datasets: datasets, at: point, hasInterval: isLast)
        let contents = analysis.contents
        csv.line(
            head + [
                .text(datasets.count == 1 ? contents.datasets[datasets[0]] : nil), .text(nil),
                .text(measure.key), .text(measure.scaling?.rawValue), .number(overview?.mean),
                .number(overview?.overSeeds), .number(overview?.overDevices),
                .number(overview?.interval?.lower), .number(overview?.interval?.upper),
                .integer(overview?.found ?? 0),
                .integer(datasets.count * contents.devices.count * contents.randomSeeds.count),
            ])
    }

    /// Every contender against its baseline, at the last budget.
    static func comparisons(_ analysis: StudyAnalysis) -> String {
        let contents = analysis.contents
        var csv = CSVWriter(
            ["method"] + contents.variations.map(\.setting) + [
                "baseline", "budget", "measure", "scaling", "pairs", "wins", "ties", "losses",
                "mean_difference", "interval_low", "interval_high", "wilcoxon_p", "holm_p", "mean_rank",
                "friedman_p",
            ])
        for family in analysis.families {
            for measure in StudyMeasure.allCases {
                guard let comparison = analysis.comparison(measure, in: family) else { continue }
                let ranking = analysis.ranking(measure, in: family)
                for line in comparison.lines { self.line(analysis, comparison, line, ranking, &csv) }
            }
        }
        return csv.text
    }

    private static func line(
        _ analysis: StudyAnalysis, _ comparison: BaselineComparison, _ line: BaselineComparison.Line,
        _ ranking: MethodRanking?, _ csv: inout CSVWriter
    ) {
        let contents = analysis.contents
        let rank = ranking?.contenders.firstIndex(of: line.contender).flatMap {
            ranking?.friedman.averageRanks[$0]
        }
        let settings = contents.variations.indices.map {
            CSVWriter.Value.text(analysis.text(line.contender.variation, setting: $0))
        }
        let measure = comparison.measure
        csv.line(
            [.text(analysis.name(line.contender.method))] + settings + [
                .text(analysis.title(of: comparison.baseline)), .integer(contents.budgets.last),
                .text(measure.key), .text(measure.scaling?.rawValue),
                .integer(line.differences.count - line.counts.missing), .integer(line.counts.wins),
                .integer(line.counts.ties), .integer(line.counts.losses), .number(line.meanDifference),
                .number(line.interval?.lower), .number(line.interval?.upper), .number(line.test?.pValue),
                .number(line.correctedP), .number(rank), .number(ranking?.friedman.pValue),
            ])
    }
}
