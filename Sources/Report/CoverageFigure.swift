internal import Pareto
internal import Records

/// Where on the latency axis each generation's children and the front after it lie: the paper's first figure,
/// of this run. A method that clusters shows as a column.
struct CoverageFigure {
    struct Row {
        var generation: Int
        /// Latencies of the generation's evaluated children (of generation 0: the seeds), ms.
        var children: [Double]
        var front: [Double]
        /// Bins of the reference's span, 0 to 9.
        var binsOfChildren: Set<Int>
        var binsOfFront: Set<Int>
    }

    /// The axis goes at most this many times the reference's range.
    static let mostRange = 2.0

    let rows: [Row]
    let bins: LatencyBins
    /// Bins that the reference itself hits: the most that can be expected. Nil without a reference.
    let binsOfReference: Int?
    let figure: Figure

    /// Nil where no two latencies differ.
    init?(_ view: RunView) {
        guard let bins = view.latencySpan else { return nil }
        self.bins = bins
        let reference = view.reference.isEmpty ? nil : bins.hit(by: view.reference.map(\.y)).count
        binsOfReference = reference
        rows = view.shownGenerations.map { generation in
            let children = (view.evaluationsByGeneration[generation] ?? []).compactMap(view.latency)
            let front = view.front(after: generation).compactMap(view.latency)
            return Row(
                generation: generation, children: children, front: front,
                binsOfChildren: bins.hit(by: children), binsOfFront: bins.hit(by: front))
        }
        figure = Self.draw(rows, bins, reference, view)
    }

    private static func draw(_ rows: [Row], _ bins: LatencyBins, _ reference: Int?, _ view: RunView) -> Figure
    {
        let left = 46.0
        let right = Layout.width - 66
        var legend = Legend()
        legend.add(.dot("strip"), "children evaluated")
        legend.add(.line("tick"), "front after the generation")
        if let name = view.referenceName { legend.add(.line("reference"), name) }
        let top = legend.height(width: Layout.width - 20) + 30
        let step = rows.count > 20 ? 15.0 : 21.0
        let bottom = top + Double(max(1, rows.count + (reference == nil ? 0 : 1))) * step
        // Children beyond the reference's range belong in the picture, as far as they leave it room.
        let highest = rows.flatMap(\.children).max() ?? bins.high
        let most = min(max(highest, bins.high), bins.low + (bins.high - bins.low) * Self.mostRange)
        let x = Scale(over: [bins.low, most], from: left, to: right, room: 0.02)
        let n = NumberText.coordinate
        var markup = Markup()
        legend.draw(into: &markup, left: 8, top: 4, width: Layout.width - 20)
        for bin in stride(from: 0, to: LatencyBins.count, by: 2) {
            let start = x.position(bins.edge(bin))
            markup.empty(
                "rect",
                [
                    "class": "band", "x": n(start), "y": n(top),
                    "width": n(x.position(bins.edge(bin + 1)) - start), "height": n(bottom - top),
                ])
        }
        let frame = PlotFrame(
            left: left, right: right, top: top, bottom: bottom, xTitle: view.sources.latencyName,
            yTitle: "Generation",
            x: x, y: Scale(from: 0, through: 1, from: bottom, to: top), ySpacing: .infinity)
        frame.draw(into: &markup)
        markup.element(
            "text", ["class": "name mid", "x": n((right + Layout.width) / 2), "y": n(top - 10)],
            text: "Bins hit")
        var middle = top + step / 2
        func put(_ label: String, _ share: String) {
            markup.element("text", ["class": "end", "x": n(left - 8), "y": n(middle + 4)], text: label)
            markup.element(
                "text", ["class": "mid", "x": n((right + Layout.width) / 2), "y": n(middle + 4)], text: share)
        }
        func ticks(_ latencies: [Double], _ style: String) {
            let inside = latencies.filter { $0 >= x.low && $0 <= x.high }
            let path = RunView.thinned(inside, to: 500).map {
                "M\(n(x.position($0))) \(n(middle - step * 0.38))v\(n(step * 0.76))"
            }
            markup.empty("path", ["class": style, "d": path.joined()])
        }
        for row in rows {
            var dots = DotPath()
            let inside = row.children.filter { $0 >= x.low && $0 <= x.high }
            for latency in RunView.thinned(inside, to: 400) { dots.add(x.position(latency), middle) }
            markup.empty("path", ["class": "strip", "d": dots.text])
            ticks(row.front, "tick")
            put("\(row.generation)", "\(row.binsOfFront.count) of \(LatencyBins.count)")
            middle += step
        }
        if let reference {
            ticks(view.reference.map(\.y), "reference")
            put("ref.", "\(reference) of \(LatencyBins.count)")
        }
        let last = rows.last
        return Figure(
            name: "coverage", title: "Coverage of the latency range by generation",
            summary: "After generation \(last?.generation ?? 0) the front hits "
                + "\(last?.binsOfFront.count ?? 0) of ten equal bins from \(NumberText.significant(bins.low)) to "
                + "\(NumberText.significant(bins.high)) ms"
                + (reference.map { "; the reference hits \($0)." } ?? "."),
            width: Layout.width, height: bottom + 48, drawing: markup)
    }
}
