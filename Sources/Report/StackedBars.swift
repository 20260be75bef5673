/// Bars by generation, each a stack of parts: children by what became of them, tokens by what was asked.
struct StackedBars {
    struct Bar {
        var generation: Int
        /// One for each part, in the order of `parts`; none negative.
        var values: [Double]
    }

    var name: String
    var title: String
    var summary: String
    /// What each part is called and the class that gives its look, from the bottom up.
    var parts: [(label: String, style: String)]
    var bars: [Bar]
    var yTitle: String

    var figure: Figure {
        let left = 56.0
        let right = Layout.width - 12
        var legend = Legend()
        for part in parts { legend.add(.box(part.style), part.label) }
        let top = legend.height(width: Layout.width - 20) + 30
        let bottom = top + 170
        let totals = bars.map { $0.values.reduce(0) { $0 + Self.clean($1) } }
        let y = Scale(from: 0, through: max(1, totals.max() ?? 1) * 1.04, from: bottom, to: top)
        let step = (right - left) / Double(max(1, bars.count))
        let n = NumberText.coordinate
        var markup = Markup()
        legend.draw(into: &markup, left: 8, top: 4, width: Layout.width - 20)
        PlotFrame(
            left: left, right: right, top: top, bottom: bottom, xTitle: "Generation", yTitle: yTitle,
            x: Scale(from: 0, through: 1, from: left, to: right), y: y, xSpacing: .infinity
        ).draw(into: &markup)
        let labelled = max(1, Int((30 / step).rounded(.up)))
        let width = min(44, step * 0.72)
        for (number, bar) in bars.enumerated() {
            let middle = left + (Double(number) + 0.5) * step
            var sum = 0.0
            for (part, value) in zip(parts, bar.values) where Self.clean(value) > 0 {
                let lower = y.position(sum)
                sum += Self.clean(value)
                let upper = y.position(sum)
                markup.element(
                    "rect",
                    [
                        "class": part.style, "x": n(middle - width / 2), "y": n(upper), "width": n(width),
                        "height": n(max(0.5, lower - upper)),
                    ]
                ) {
                    $0.element(
                        "title",
                        text: "Generation \(bar.generation), \(part.label): \(NumberText.tick(value))")
                }
            }
            if number % labelled == 0 {
                markup.element(
                    "text", ["class": "mid", "x": n(middle), "y": n(bottom + 18)], text: "\(bar.generation)")
            }
        }
        return Figure(
            name: name, title: title, summary: summary, width: Layout.width, height: bottom + 48,
            drawing: markup)
    }

    private static func clean(_ value: Double) -> Double { value.isFinite ? max(0, value) : 0 }
}
