internal import Comparison
internal import Records
internal import Statistics

/// A measure against the evaluations, or the model calls, it took: a drawing a data set, a line a method.
enum ConvergenceFigures {
    enum Effort {
        case evaluations
        case modelCalls

        var title: String {
            switch self {
            case .evaluations: "Evaluations"
            case .modelCalls: "Model calls"
            }
        }

        var key: String {
            switch self {
            case .evaluations: "evaluations"
            case .modelCalls: "calls"
            }
        }
    }

    /// None where a study reads one budget, or varies more than can be told apart.
    static func figures(
        _ analysis: StudyAnalysis, _ measure: StudyMeasure, _ effort: Effort
    ) -> [Figure] {
        guard analysis.budgetCount > 1 else { return [] }
        return analysis.contents.datasets.indices.compactMap { dataset in
            var series: [SeriesPlot.Series] = []
            for method in analysis.shown {
                for variation in analysis.variations.indices {
                    let points = points(analysis, measure, effort, method, variation, dataset)
                    guard !points.isEmpty else { continue }
                    let title = analysis.title(ofVariation: variation).map { " \($0)" } ?? ""
                    series.append(
                        .init(
                            name: analysis.name(method) + title,
                            sign: SeriesSign(
                                analysis.variations.count == 1 ? method : series.count),
                            points: points, isBound: analysis.contents.methods[method].isBound))
                }
            }
            let name = analysis.contents.datasets[dataset]
            let key = measure.key.replacingUnderscores + (measure.scaling.map { "-\($0.rawValue)" } ?? "")
            return SeriesPlot(
                name: "convergence-\(effort.key)-\(key)-\(dataset + 1)",
                title: "\(CriticalDifferenceFigure.scalingWords(measure)), by "
                    + "\(effort.title.lowercased()), on \(name)",
                summary: "At the end: "
                    + series.map { "\($0.name) \(NumberText.fixed($0.points.last?.y, measure.decimals))" }
                    .joined(separator: "; ") + ".",
                xTitle: effort.title, yTitle: "\(measure.title), \(name)", series: series
            ).figure
        }
    }

    private static func points(
        _ analysis: StudyAnalysis, _ measure: StudyMeasure, _ effort: Effort, _ method: Int,
        _ variation: Int, _ dataset: Int
    ) -> [SeriesPlot.Point] {
        (0..<analysis.budgetCount).compactMap { budget in
            let point = StudyAnalysis.Point(variation: variation, budget: budget)
            guard let x = x(analysis, effort, method, dataset, point),
                let overview = analysis.overview(measure, method: method, datasets: [dataset], at: point)
            else { return nil }
            return .init(x: x, y: overview.mean, spread: overview.overSeeds)
        }
    }

    private static func x(
        _ analysis: StudyAnalysis, _ effort: Effort, _ method: Int, _ dataset: Int,
        _ point: StudyAnalysis.Point
    ) -> Double? {
        guard !analysis.contents.budgets.isEmpty else { return nil }
        // A bound evaluates what it likes; it stands at every budget.
        if effort == .evaluations, analysis.contents.methods[method].isBound {
            return Double(analysis.contents.budgets[point.budget])
        }
        let results = analysis.contents.devices.indices.flatMap { device in
            analysis.contents.randomSeeds.indices.compactMap { seed in
                analysis.result(
                    method: method, .init(dataset: dataset, device: device), seed: seed, at: point)
            }
        }
        switch effort {
        case .evaluations: return Summary(results.map { Double($0.evaluations) })?.mean
        case .modelCalls:
            guard results.contains(where: { $0.modelCalls > 0 }) else { return nil }
            return Summary(results.map { Double($0.modelCalls) })?.mean
        }
    }
}
