/// Lines over a number, each with a band of one deviation about it and its name at its end.
struct SeriesPlot {
    struct Point {
        var x: Double
        var y: Double
        var spread: Double?
    }

    struct Series {
        var name: String
        var sign: SeriesSign
        var points: [Point]
        /// What bounds the others: a line without marks.
        var isBound = false
    }

    /// More lines than this no eye can follow.
    static let mostSeries = 12
    /// Letters of a name at a line's end.
    static let longestName = 22
    /// Where the plot ends and names begin: narrow, because several stand side by side.
    private static let right = 232.0
    /// As tall as a phone's letters.
    private static let labelStep = 15.0

    var name: String
    var title: String
    var summary: String
    var xTitle: String
    var yTitle: String
    var xKind = Scale.Kind.linear
    var series: [Series]

    /// nil where no line has two points: a single point shows no course.
    var figure: Figure? {
        let series = series.filter { !$0.points.isEmpty }
        guard series.contains(where: { $0.points.count > 1 }), series.count <= Self.mostSeries else {
            return nil
        }
        let names = series.map { Self.short($0.name) }
        let labels = names.map(Layout.width(of:)).max() ?? 0
        let frame = frame(series)
        var markup = Markup()
        frame.draw(into: &markup)
        for line in series { Self.drawBand(line, frame, &markup) }
        for line in series { Self.drawLine(line, frame, &markup) }
        drawNames(series, names, frame, &markup)
        return Figure(
            name: name, title: title, summary: summary, width: frame.right + 26 + labels,
            height: frame.bottom + 48, drawing: markup)
    }

    private func frame(_ series: [Series]) -> PlotFrame {
        let height = max(170, Double(series.count) * Self.labelStep + 10)
        let all = series.flatMap(\.points)
        let ends = all.flatMap { [$0.y - ($0.spread ?? 0), $0.y + ($0.spread ?? 0)] }
        return PlotFrame(
            left: 50, right: Self.right, top: 28, bottom: 28 + height, xTitle: xTitle, yTitle: yTitle,
            x: Scale(kind: xKind, over: all.map(\.x), from: 50, to: Self.right, room: 0.03),
            y: Scale(over: ends, from: 28 + height, to: 28, room: 0.05), xSpacing: 42)
    }

    private static func drawBand(_ series: Series, _ frame: PlotFrame, _ markup: inout Markup) {
        let points = series.points.filter { $0.spread != nil }
        guard points.count > 1 else { return }
        let upper = points.map { frame.place($0.x, $0.y + ($0.spread ?? 0)) }
        let lower = points.reversed().map { frame.place($0.x, $0.y - ($0.spread ?? 0)) }
        markup.empty(
            "path", ["class": "spread \(series.sign.colour)", "d": path(upper + lower) + "Z"])
    }

    private static func drawLine(_ series: Series, _ frame: PlotFrame, _ markup: inout Markup) {
        let places = series.points.map { frame.place($0.x, $0.y) }
        let dash = series.isBound ? "bound" : series.sign.dash
        markup.empty("path", ["class": "series \(series.sign.colour) \(dash)", "d": path(places)])
        guard !series.isBound, places.count <= 16 else { return }
        for place in places {
            markup.empty(
                "path",
                [
                    "class": "mark \(series.sign.colour)",
                    "d": series.sign.marker.path(x: place.x, y: place.y, radius: 3.6),
                ])
        }
    }

    /// Each name beside its line's end, moved up or down where two would touch.
    private func drawNames(
        _ series: [Series], _ names: [String], _ frame: PlotFrame, _ markup: inout Markup
    ) {
        let n = NumberText.coordinate
        let ends = series.map { line in
            line.points.last.map { frame.place($0.x, $0.y) } ?? (x: frame.right, y: frame.bottom)
        }
        let heights = Self.spread(ends.map(\.y), step: Self.labelStep, from: frame.top, to: frame.bottom)
        for (place, line) in series.enumerated() {
            let (end, height) = (ends[place], heights[place])
            markup.empty(
                "path",
                [
                    "class": "leader",
                    "d": "M\(n(end.x + 5)) \(n(end.y))L\(n(frame.right + 6)) \(n(height))h4",
                ])
            markup.empty(
                "path",
                [
                    "class": "mark \(line.sign.colour)",
                    "d": line.sign.marker.path(
                        x: frame.right + 15, y: height, radius: line.isBound ? 0 : 3.6),
                ])
            markup.element("text", ["x": n(frame.right + 22), "y": n(height + 4)], text: names[place])
        }
    }

    private static func path(_ places: [(x: Double, y: Double)]) -> String {
        let n = NumberText.coordinate
        return "M" + places.map { "\(n($0.x)) \(n($0.y))" }.joined(separator: "L")
    }

    /// The nearest heights that are at least `step` apart and within the ends, in the order given. Where there
    /// is no room for all, they stand evenly.
    static func spread(_ heights: [Double], step: Double, from top: Double, to bottom: Double) -> [Double] {
        guard heights.count > 1 else { return heights }
        let step = min(step, (bottom - top) / Double(heights.count - 1))
        let order = heights.indices.sorted {
            heights[$0] != heights[$1] ? heights[$0] < heights[$1] : $0 < $1
        }
        var placed = heights
        var next = top
        for place in order {
            placed[place] = max(heights[place], next)
            next = placed[place] + step
        }
        // Those pushed below the end come back up.
        var highest = bottom
        for place in order.reversed() {
            placed[place] = min(placed[place], highest)
            highest = placed[place] - step
        }
        return placed
    }

    /// Without its middle where it is too long: names of one study are often alike at their start.
    static func short(_ name: String, to longest: Int = longestName) -> String {
        guard name.count > longest else { return name }
        let end = (longest - 1) / 2
        return name.prefix(longest - 1 - end) + "…" + name.suffix(end)
    }
}

/// A line's colour, shape of mark and dashes: three ways of telling it apart, of which any one may fail a reader.
struct SeriesSign {
    let marker: Marker
    let dash: String

    init(_ index: Int) {
        marker = Marker(niche: index)
        dash = "d\(index % 4)"
    }

    /// The class that gives the colour.
    var colour: String { marker.className }
}
