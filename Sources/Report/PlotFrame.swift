/// The inside of a plot, its two axes, and what stands along them.
struct PlotFrame {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    var xTitle: String
    var yTitle: String
    var x: Scale
    var y: Scale
    var xSpacing = 52.0
    var ySpacing = 26.0

    /// Grid, ticks and titles. The y title stands above the axis, where it needs no turning of heads.
    func draw(into markup: inout Markup) {
        let n = NumberText.coordinate
        markup.element("g", ["class": "grid", "aria-hidden": "true"]) { markup in
            var lines = ""
            for tick in y.ticks(spacing: ySpacing) {
                lines += "M\(n(left)) \(n(tick.position))H\(n(right))"
                markup.element(
                    "text", ["x": n(left - 7), "y": n(tick.position + 4), "class": "end"], text: tick.label)
            }
            for tick in x.ticks(spacing: xSpacing) {
                lines += "M\(n(tick.position)) \(n(top))V\(n(bottom))"
                markup.element(
                    "text", ["x": n(tick.position), "y": n(bottom + 18), "class": "mid"], text: tick.label)
            }
            markup.empty("path", ["d": lines])
            markup.empty("path", ["class": "axis", "d": "M\(n(left)) \(n(top))V\(n(bottom))H\(n(right))"])
            markup.element(
                "text", ["x": n((left + right) / 2), "y": n(bottom + 38), "class": "mid name"], text: xTitle)
            markup.element("text", ["x": n(left - 30), "y": n(top - 10), "class": "name"], text: yTitle)
        }
    }

    func place(_ xValue: Double, _ yValue: Double) -> (x: Double, y: Double) {
        (x.position(xValue), y.position(yValue))
    }
}

/// What a drawing's signs mean: one row or more above the plot, so that no point is behind it.
struct Legend {
    enum Sign {
        case marker(Marker)
        case line(String)
        case dot(String)
        case box(String)
    }

    private(set) var entries: [(sign: Sign, text: String)] = []

    mutating func add(_ sign: Sign, _ text: String) { entries.append((sign, text)) }

    func height(width: Double) -> Double { Double(rows(width).count) * Layout.line + 4 }

    func draw(into markup: inout Markup, left: Double, top: Double, width: Double) {
        for (number, row) in rows(width).enumerated() {
            let middle = top + Double(number) * Layout.line + 8
            for entry in row {
                draw(entry.sign, into: &markup, x: left + entry.x, y: middle)
                markup.element(
                    "text",
                    [
                        "x": NumberText.coordinate(left + entry.x + 21),
                        "y": NumberText.coordinate(middle + 4),
                    ],
                    text: entry.text)
            }
        }
    }

    private typealias Placed = (sign: Sign, text: String, x: Double)

    private func rows(_ width: Double) -> [[Placed]] {
        var rows: [[Placed]] = [[]]
        var x = 0.0
        for entry in entries {
            let needed = 21 + Layout.width(of: entry.text) + 16
            if x > 0, x + needed > width + 16 {
                rows.append([])
                x = 0
            }
            rows[rows.count - 1].append((entry.sign, entry.text, x))
            x += needed
        }
        return rows
    }

    private func draw(_ sign: Sign, into markup: inout Markup, x: Double, y: Double) {
        let n = NumberText.coordinate
        switch sign {
        case .marker(let marker):
            markup.empty(
                "path", ["class": "mark \(marker.className)", "d": marker.path(x: x + 8, y: y, radius: 4.5)])
        case .line(let style):
            markup.empty("path", ["class": style, "d": "M\(n(x)) \(n(y))h16"])
        case .dot(let style):
            markup.empty("path", ["class": style, "d": "M\(n(x + 8)) \(n(y))h0"])
        case .box(let style):
            markup.empty(
                "rect", ["class": style, "x": n(x + 2), "y": n(y - 6), "width": "12", "height": "12"])
        }
    }
}
