internal import Comparison
internal import Statistics

/// The diagram of Demšar 2006 ("Statistical comparisons of classifiers over multiple data sets", figure 1):
/// contenders by mean rank, the best to the left; bars join what is not told apart.
enum CriticalDifferenceFigure {
    private static let axis = 62.0
    private static let step = 19.0
    private static let barStep = 9.0

    static func figure(_ analysis: StudyAnalysis, _ ranking: MethodRanking, name: String) -> Figure? {
        guard let critical = ranking.criticalDifference else { return nil }
        let ranks = ranking.friedman.averageRanks
        let order = ranks.indices.sorted { ranks[$0] != ranks[$1] ? ranks[$0] < ranks[$1] : $0 < $1 }
        let labels = ranks.indices.map { place in
            SeriesPlot.short(analysis.title(of: ranking.contenders[place])) + " "
                + NumberText.fixed(ranks[place], 2)
        }
        // Names stand on both sides, so they get no more room than they need.
        let margin = 18 + (labels.map(Layout.width(of:)).max() ?? 0) * 0.88
        let span = 170.0
        let x = Scale(
            from: 1, through: Double(ranks.count), from: margin, to: margin + span)
        var markup = Markup()
        drawAxis(x, critical.difference, &markup)
        let bars = critical.cliques.enumerated().map { number, clique in
            (clique, axis + 10 + Double(number) * barStep)
        }
        let first = axis + 20 + Double(bars.count) * barStep
        drawMethods(order, ranks, labels, x, first, &markup)
        let n = NumberText.coordinate
        markup.element(
            "text", ["class": "strong", "x": "8", "y": n(axis)], text: ranking.measure.title)
        for (clique, y) in bars {
            guard let start = clique.first, let end = clique.last else { continue }
            markup.empty(
                "path",
                [
                    "class": "clique",
                    "d": "M\(n(x.position(ranks[start]) - 3)) \(n(y))H\(n(x.position(ranks[end]) + 3))",
                ])
        }
        let half = Double((order.count + 1) / 2)
        let words = scalingWords(ranking.measure)
        return Figure(
            name: name,
            title: "Mean ranks by \(words), and their critical difference",
            summary: "The best first: " + order.map { labels[$0] }.joined(separator: "; ")
                + ". Critical difference \(NumberText.fixed(critical.difference, 2)).",
            width: 2 * margin + span, height: first + half * step + 6, drawing: markup)
    }

    static func scalingWords(_ measure: StudyMeasure) -> String {
        measure.title + (measure.scaling.map { ", \($0.words)" } ?? "")
    }

    private static func drawAxis(_ x: Scale, _ difference: Double, _ markup: inout Markup) {
        let n = NumberText.coordinate
        markup.element("g", ["class": "grid", "aria-hidden": "true"]) { markup in
            markup.empty("path", ["class": "axis", "d": "M\(n(x.start)) \(n(axis))H\(n(x.end))"])
            for tick in x.ticks(spacing: 24) where tick.value == tick.value.rounded() {
                markup.empty(
                    "path", ["class": "axis", "d": "M\(n(tick.position)) \(n(axis - 5))V\(n(axis))"])
                markup.element(
                    "text", ["class": "mid", "x": n(tick.position), "y": n(axis - 10)], text: tick.label)
            }
        }
        // The length to compare with, above the axis. One longer than the axis would tell nothing apart.
        let length = min(difference / (x.high - x.low), 1) * (x.end - x.start)
        markup.empty(
            "path",
            [
                "class": "ruler",
                "d": "M\(n(x.start)) \(n(24))v8m0 -4h\(n(length))m0 -4v8",
            ])
        let isCut = difference > x.high - x.low
        markup.element(
            "text", ["x": n(x.start), "y": "17"],
            text: "critical difference \(NumberText.fixed(difference, 2))"
                + (isCut ? ", longer than the axis" : ""))
    }

    /// The better half hangs to the left, the others to the right, each by a line from its rank.
    private static func drawMethods(
        _ order: [Int], _ ranks: [Double], _ labels: [String], _ x: Scale, _ first: Double,
        _ markup: inout Markup
    ) {
        let n = NumberText.coordinate
        let half = (order.count + 1) / 2
        for (number, place) in order.enumerated() {
            let isLeft = number < half
            let row = isLeft ? number : order.count - 1 - number
            let y = first + Double(row) * step + 6
            let end = isLeft ? x.start - 8 : x.end + 8
            let position = x.position(ranks[place])
            markup.empty(
                "path", ["class": "leader", "d": "M\(n(position)) \(n(axis))V\(n(y))H\(n(end))"])
            markup.element(
                "text",
                ["class": isLeft ? "end" : nil, "x": n(isLeft ? end - 4 : end + 4), "y": n(y + 4)],
                text: labels[place])
        }
    }
}
