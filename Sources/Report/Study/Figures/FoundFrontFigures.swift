internal import Comparison
internal import Pareto
internal import Records

/// What the PEL-NAS paper's Figure 5 shows: accuracy over latency of the fronts found, here of every method, a drawing a
/// space, data set and device. Of a method's searches what none of them dominates is drawn.
enum FoundFrontFigures {
    static func figures(_ analysis: StudyAnalysis) -> [Figure] {
        let contents = analysis.contents
        guard analysis.varied.isEmpty else { return [] }
        return analysis.pairs.enumerated().compactMap { number, pair in
            let target = contents.datasets[pair.dataset]
            let device = contents.devices[pair.device]
            let series = analysis.shown.compactMap { method -> SeriesPlot.Series? in
                let name = analysis.name(method)
                let points = points(
                    contents.fronts.filter {
                        $0.method == name && $0.target == target && $0.device == device
                    })
                return points.isEmpty
                    ? nil
                    : .init(
                        name: name, sign: SeriesSign(method), points: points,
                        isBound: contents.methods[method].isBound)
            }
            return SeriesPlot(
                name: "fronts-\(number + 1)", title: "Fronts found on \(target), \(device)",
                summary: series.map { line in
                    "\(line.name): \(line.points.count) cells, up to "
                        + "\(NumberText.fixed(line.points.last?.y, 2)) percent"
                }.joined(separator: "; ") + ".",
                xTitle: "Latency, ms (\(device))", yTitle: "Accuracy seen, %, \(target)", series: series
            ).figure
        }
    }

    /// By latency, which is by accuracy too.
    private static func points(_ fronts: [StudyFront]) -> [SeriesPlot.Point] {
        let places = fronts.flatMap(\.cells).compactMap { cell in
            cell.accuracyPercent.flatMap { accuracy in
                cell.latencyMilliseconds.map { Point(x: 100 - accuracy, y: $0) }
            }
        }
        return nonDominated(places).map { places[$0] }.sorted { $0.y < $1.y }.map {
            .init(x: $0.y, y: 100 - $0.x, spread: nil)
        }
    }
}
