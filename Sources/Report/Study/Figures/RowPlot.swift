/// Marks along one axis in rows: who stands where, and how surely.
struct RowPlot {
    struct Mark {
        var sign: SeriesSign
        var value: Double
        var spread: Double?
    }

    struct Row {
        /// A head over this row and those below it.
        var group: String?
        var name: String
        var marks: [Mark]
    }

    private static let longestName = 26

    var name: String
    var title: String
    var summary: String
    var xTitle: String
    var legend: [(sign: SeriesSign, name: String)]
    var rows: [Row]
    /// A line that everything is read against.
    var zero: Double?

    /// nil without a mark.
    var figure: Figure? {
        guard rows.contains(where: { !$0.marks.isEmpty }) else { return nil }
        let step = max(19.0, Double(legend.count) * 3.4 + 10)
        let names = rows.flatMap { [Self.short($0.name), $0.group.map(Self.short) ?? ""] }
        let left = 20 + (names.map(Layout.width(of:)).max() ?? 0)
        let right = max(Layout.width, left + 220) - 16
        var words = Legend()
        if legend.count > 1 {
            for entry in legend { words.add(.marker(entry.sign.marker), SeriesPlot.short(entry.name)) }
        }
        let top = legend.count > 1 ? words.height(width: right - 8) + 14 : 14
        let heads = rows.filter { $0.group != nil }.count
        let bottom = top + Double(rows.count) * step + Double(heads) * 22
        let values = rows.flatMap(\.marks).flatMap { mark in
            [mark.value - (mark.spread ?? 0), mark.value + (mark.spread ?? 0)]
        }
        let frame = PlotFrame(
            left: left, right: right, top: top, bottom: bottom, xTitle: xTitle, yTitle: "",
            x: Scale(over: values + (zero.map { [$0] } ?? []), from: left, to: right, room: 0.04),
            y: Scale(from: 0, through: 1, from: bottom, to: top), ySpacing: .infinity)
        var markup = Markup()
        words.draw(into: &markup, left: 8, top: 4, width: right - 8)
        drawBands(frame, step, &markup)
        frame.draw(into: &markup)
        if let zero {
            let n = NumberText.coordinate
            markup.empty(
                "path", ["class": "zero", "d": "M\(n(frame.x.position(zero))) \(n(top))V\(n(bottom))"])
        }
        drawRows(frame, step, &markup)
        return Figure(
            name: name, title: title, summary: summary, width: right + 16, height: bottom + 48,
            drawing: markup)
    }

    /// Each row's middle, heads passed over.
    private func middles(_ frame: PlotFrame, _ step: Double) -> [Double] {
        var top = frame.top
        return rows.map { row in
            if row.group != nil { top += 22 }
            top += step
            return top - step / 2
        }
    }

    private func drawBands(_ frame: PlotFrame, _ step: Double, _ markup: inout Markup) {
        let n = NumberText.coordinate
        for (number, middle) in middles(frame, step).enumerated() where number.isMultiple(of: 2) {
            markup.empty(
                "rect",
                [
                    "class": "band", "x": "4", "y": n(middle - step / 2), "width": n(frame.right - 4),
                    "height": n(step),
                ])
        }
    }

    private func drawRows(_ frame: PlotFrame, _ step: Double, _ markup: inout Markup) {
        let n = NumberText.coordinate
        for (row, middle) in zip(rows, middles(frame, step)) {
            if let group = row.group {
                markup.element(
                    "text", ["class": "strong", "x": "8", "y": n(middle - step / 2 - 6)],
                    text: Self.short(group))
            }
            markup.element(
                "text", ["class": "end", "x": n(frame.left - 8), "y": n(middle + 4)],
                text: Self.short(row.name))
            for (number, mark) in row.marks.enumerated() {
                // Side by side, so that equal values can all be seen.
                let share = row.marks.count > 1 ? Double(number) / Double(row.marks.count - 1) - 0.5 : 0
                let y = middle + share * (step - 9)
                let x = frame.x.position(mark.value)
                if let spread = mark.spread, spread > 0 {
                    let ends = (frame.x.position(mark.value - spread), frame.x.position(mark.value + spread))
                    markup.empty(
                        "path",
                        ["class": "whisker \(mark.sign.colour)", "d": "M\(n(ends.0)) \(n(y))H\(n(ends.1))"])
                }
                markup.empty(
                    "path",
                    [
                        "class": "mark \(mark.sign.colour)",
                        "d": mark.sign.marker.path(x: x, y: y, radius: 4),
                    ])
            }
        }
    }

    private static func short(_ name: String) -> String { SeriesPlot.short(name, to: longestName) }
}
