internal import Comparison
internal import Records
internal import Statistics

/// How much of the latency range each method covers, and where each contender is better than the baseline.
enum MethodFigures {
    /// What the paper's Figure 1 shows: the share of ten latency bins that the found fronts hit.
    static func coverage(_ analysis: StudyAnalysis) -> Figure? {
        guard analysis.varied.isEmpty, analysis.has(.latencyCoverage) else { return nil }
        let datasets = analysis.contents.datasets
        let legend = datasets.enumerated().map { (sign: SeriesSign($0), name: $1) }
        let rows = analysis.shown.map { method in
            RowPlot.Row(
                name: analysis.name(method),
                marks: datasets.indices.compactMap { dataset in
                    analysis.overview(
                        .latencyCoverage, method: method, datasets: [dataset], at: analysis.last()
                    ).map { .init(sign: legend[dataset].sign, value: $0.mean, spread: $0.overSeeds) }
                })
        }
        return RowPlot(
            name: "coverage", title: "Coverage of the latency range by method",
            summary: "Share of ten equal latency bins hit: "
                + rows.map { row in
                    row.name + " " + row.marks.map { NumberText.fixed($0.value, 2) }.joined(separator: ", ")
                }.joined(separator: "; ") + ".",
            xTitle: "Share of ten latency bins hit", legend: legend, rows: rows
        ).figure
    }

    /// Each pair's differences from the baseline, to the right where the contender is better.
    static func differences(_ analysis: StudyAnalysis, _ measure: StudyMeasure) -> Figure? {
        guard analysis.families.count == 1, let family = analysis.families.first, analysis.pairs.count > 1,
            let comparison = analysis.comparison(measure, in: family),
            comparison.lines.count <= SeriesPlot.mostSeries
        else { return nil }
        let contents = analysis.contents
        let legend = comparison.lines.map { line in
            let place = family.isOfVariations ? line.contender.variation : line.contender.method
            return (sign: SeriesSign(place), name: analysis.title(of: line.contender))
        }
        let hasDevices = contents.devices.count > 1
        let rows = analysis.pairs.enumerated().map { number, pair in
            RowPlot.Row(
                group: hasDevices && pair.device == 0 ? contents.datasets[pair.dataset] : nil,
                name: hasDevices ? contents.devices[pair.device] : contents.datasets[pair.dataset],
                marks: zip(comparison.lines, legend).compactMap { line, entry in
                    line.differences[number].map {
                        .init(sign: entry.sign, value: measure.higherIsBetter ? $0 : -$0, spread: nil)
                    }
                })
        }
        let baseline = analysis.title(of: comparison.baseline)
        let key = measure.key.replacingUnderscores + (measure.scaling.map { "-\($0.rawValue)" } ?? "")
        return RowPlot(
            name: "differences-\(key)",
            title:
                "\(CriticalDifferenceFigure.scalingWords(measure)): each pair's difference from \(baseline)",
            summary: comparison.lines.map { line in
                "\(analysis.title(of: line.contender)) is better than \(baseline) on \(line.counts.wins) pairs, as good on "
                    + "\(line.counts.ties), worse on \(line.counts.losses)"
            }.joined(separator: "; ") + ".",
            xTitle: "\(measure.title): how much better than \(SeriesPlot.short(baseline))", legend: legend,
            rows: rows, zero: 0
        ).figure
    }
}
