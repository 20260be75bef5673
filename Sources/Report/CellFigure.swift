internal import Spaces

/// A NAS-Bench-201 cell as a graph: its four nodes in a row, the input on the left, an arc for each edge that
/// skips a node. Edges of dead operations are dashed, those with `none` barely there.
enum CellFigure {
    static let width = 216.0
    static let height = 100.0

    private static let middle = 63.0
    private static let nodes = [14.0, 76.0, 138.0, 200.0]

    /// The whole drawing, nil where the text is no cell of the space.
    static func figure(_ text: String, name: String) -> Figure? {
        guard let cell = try? Cell(parsing: text) else { return nil }
        return Figure(
            name: name, title: "Cell \(cell.letters)", summary: words(cell), width: width, height: height,
            drawing: drawing(cell))
    }

    /// "0 to 1: 3×3 convolution, …", for those who cannot see the drawing.
    static func words(_ cell: Cell) -> String {
        let dead = Set(cell.deadEdges)
        let edges = Cell.edges.enumerated().filter { cell[$0.offset] != .none }.map { edge, ends in
            "\(ends.source) to \(ends.target) \(words(cell[edge]))" + (dead.contains(edge) ? " (dead)" : "")
        }
        return edges.isEmpty ? "no edge carries anything" : edges.joined(separator: ", ")
    }

    static func words(_ operation: Operation) -> String {
        switch operation {
        case .none: "none"
        case .skipConnect: "skip"
        case .convolution1x1: "1×1"
        case .convolution3x3: "3×3"
        case .averagePool3x3: "pool"
        }
    }

    private static func className(_ operation: Operation) -> String {
        switch operation {
        case .none: "none"
        case .skipConnect: "skip"
        case .convolution1x1: "conv1"
        case .convolution3x3: "conv3"
        case .averagePool3x3: "pool"
        }
    }

    static func drawing(_ cell: Cell) -> Markup {
        let dead = Set(cell.deadEdges)
        var markup = Markup()
        markup.element("g", ["class": "cell", "aria-hidden": "true"]) { markup in
            for (edge, ends) in Cell.edges.enumerated() {
                let operation = cell[edge]
                var style = "edge op-\(className(operation))"
                if dead.contains(edge) { style += " dead" }
                markup.empty("path", ["class": style, "d": path(ends.source, ends.target)])
                guard operation != .none else { continue }
                let place = label(ends.source, ends.target)
                markup.element(
                    "text",
                    [
                        "class": "mid op-\(className(operation))" + (dead.contains(edge) ? " dead" : ""),
                        "x": NumberText.coordinate(place.x), "y": NumberText.coordinate(place.y),
                    ], text: words(operation))
            }
            for (node, x) in nodes.enumerated() {
                markup.empty(
                    "circle",
                    [
                        "class": "node", "cx": NumberText.coordinate(x), "cy": NumberText.coordinate(middle),
                        "r": "8",
                    ])
                markup.element(
                    "text",
                    [
                        "class": "mid number", "x": NumberText.coordinate(x),
                        "y": NumberText.coordinate(middle + 4),
                    ], text: "\(node)")
            }
        }
        return markup
    }

    /// How high an edge's arc is drawn, above (negative) or below the row of nodes.
    private static func bend(_ source: Int, _ target: Int) -> Double {
        switch (source, target) {
        case (0, 2): -24
        case (1, 3): 22
        case (0, 3): -47
        default: 0
        }
    }

    private static func path(_ source: Int, _ target: Int) -> String {
        let n = NumberText.coordinate
        let from = nodes[source]
        let to = nodes[target]
        let bend = bend(source, target)
        guard bend != 0 else { return "M\(n(from + 8)) \(n(middle))H\(n(to - 8))" }
        let edge = bend < 0 ? middle - 8 : middle + 8
        let turn = (to - from) * 0.22
        return "M\(n(from)) \(n(edge))C\(n(from + turn * 0.4)) \(n(middle + bend)) \(n(from + turn)) "
            + "\(n(middle + bend)) \(n((from + to) / 2)) \(n(middle + bend))S\(n(to)) \(n(middle + bend)) "
            + "\(n(to)) \(n(edge))"
    }

    private static func label(_ source: Int, _ target: Int) -> (x: Double, y: Double) {
        let x = (nodes[source] + nodes[target]) / 2
        let bend = bend(source, target)
        return (x, bend > 0 ? middle + bend + 12 : bend < 0 ? middle + bend - 4 : middle - 4)
    }
}
