internal import Comparison
internal import Records

/// A measure against what a study varies: lines over a setting of numbers, marks in rows over one of words.
enum VariationFigures {
    static func figures(_ analysis: StudyAnalysis, _ measure: StudyMeasure) -> [Figure] {
        guard !analysis.varied.isEmpty, analysis.has(measure) else { return [] }
        guard let setting = numericSetting(analysis) else {
            return rows(analysis, measure).map { [$0] } ?? []
        }
        return analysis.contents.datasets.indices.compactMap { dataset in
            lines(analysis, measure, setting, dataset)
        }
    }

    /// The setting of numbers with the most values.
    static func numericSetting(_ analysis: StudyAnalysis) -> Int? {
        let numeric = analysis.varied.filter { place in
            analysis.contents.variations[place].values.allSatisfy { $0.number?.isFinite == true }
        }
        return numeric.max {
            let counts = [$0, $1].map { analysis.contents.variations[$0].values.count }
            return counts[0] != counts[1] ? counts[0] < counts[1] : $0 > $1
        }
    }

    private static func lines(
        _ analysis: StudyAnalysis, _ measure: StudyMeasure, _ setting: Int, _ dataset: Int
    ) -> Figure? {
        let others = analysis.varied.filter { $0 != setting }
        var series: [SeriesPlot.Series] = []
        var places: [String: Int] = [:]
        for method in analysis.shown {
            for variation in analysis.variations.indices {
                guard let x = analysis.variations[variation].values[setting].number,
                    let overview = analysis.overview(
                        measure, method: method, datasets: [dataset], at: analysis.last(variation))
                else { continue }
                let name =
                    ([analysis.shown.count > 1 || others.isEmpty ? analysis.name(method) : nil]
                    + others.map { analysis.text(variation, setting: $0) })
                    .compactMap { $0 }.joined(separator: " ")
                // By method and choice, not by name: names may be equal.
                let key = "\(method) \(others.map { analysis.text(variation, setting: $0) })"
                let place = places[key] ?? series.count
                if places[key] == nil {
                    places[key] = place
                    series.append(
                        .init(
                            name: name, sign: SeriesSign(place), points: [],
                            isBound: analysis.contents.methods[method].isBound))
                }
                series[place].points.append(.init(x: x, y: overview.mean, spread: overview.overSeeds))
            }
        }
        for place in series.indices { series[place].points.sort { $0.x < $1.x } }
        let name = analysis.contents.datasets[dataset]
        let title = analysis.title(ofSetting: setting)
        return SeriesPlot(
            name: "variation-\(key(measure))-\(dataset + 1)",
            title: "\(CriticalDifferenceFigure.scalingWords(measure)), by \(title), on \(name)",
            summary: series.map { line in
                "\(line.name): "
                    + line.points.map {
                        "\(NumberText.fixed($0.y, measure.decimals)) at \(NumberText.tick($0.x))"
                    }.joined(separator: ", ")
            }.joined(separator: "; ") + ".",
            xTitle: title, yTitle: "\(measure.title), \(name)",
            xKind: Scale.kind(forLatencies: series.flatMap { $0.points.map(\.x) }), series: series
        ).figure
    }

    private static func rows(_ analysis: StudyAnalysis, _ measure: StudyMeasure) -> Figure? {
        let hasMethods = analysis.shown.count > 1
        let datasets = analysis.contents.datasets
        let legend = datasets.enumerated().map { (sign: SeriesSign($0), name: $1) }
        var rows: [RowPlot.Row] = []
        for variation in analysis.variations.indices {
            for (number, method) in analysis.shown.enumerated() {
                let title = analysis.varied.map { analysis.text(variation, setting: $0) }
                    .joined(separator: ", ")
                let marks = datasets.indices.compactMap { dataset in
                    analysis.overview(
                        measure, method: method, datasets: [dataset], at: analysis.last(variation)
                    ).map { RowPlot.Mark(sign: legend[dataset].sign, value: $0.mean, spread: $0.overSeeds) }
                }
                rows.append(
                    .init(
                        group: hasMethods && number == 0 ? title : nil,
                        name: hasMethods ? analysis.name(method) : title, marks: marks))
            }
        }
        return RowPlot(
            name: "variation-\(key(measure))",
            title: "\(CriticalDifferenceFigure.scalingWords(measure)), by "
                + analysis.varied.map(analysis.title(ofSetting:)).joined(separator: ", "),
            summary: "A row a choice, a mark a data set; the table has the numbers.",
            xTitle: CriticalDifferenceFigure.scalingWords(measure), legend: legend, rows: rows
        ).figure
    }

    private static func key(_ measure: StudyMeasure) -> String {
        measure.key.replacingUnderscores + (measure.scaling.map { "-\($0.rawValue)" } ?? "")
    }
}
