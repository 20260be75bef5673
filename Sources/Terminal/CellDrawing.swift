public import Spaces

/// A NAS-Bench-201 cell as text.
///
/// The drawing has its four nodes on one line and its six edges around them, none crossing another, each
/// with its operation:
///
/// ```text
///    ┌───────────────────────── skip ─────────────────────────┐
///    ├────────────── conv3x3 ──────────────┐                  │
/// in 0 ···· none ······ 1 ···· none ······ 2 ─── pool3x3 ───▶ 3 out
///                       └╌╌╌╌╌╌╌╌╌╌╌╌╌ (conv3x3) ╌╌╌╌╌╌╌╌╌╌╌╌╌┘
/// ```
///
/// Every edge leads from left to right. One in parentheses is dead: it carries an operation, but lies on no path from
/// input to output. One of dots carries `none`.
public struct CellDrawing: Sendable {
    private let cell: Cell
    private let dead: Set<Int>
    private let strokes: Strokes

    public init(_ cell: Cell, isUnicode: Bool) {
        self.cell = cell
        dead = Set(cell.deadEdges)
        strokes = isUnicode ? .unicode : .ascii
    }

    public var hasDeadEdge: Bool { !dead.isEmpty }

    /// What the strokes mean, for below one or many drawings.
    public static func legend(isUnicode: Bool) -> String {
        let strokes: Strokes = isUnicode ? .unicode : .ascii
        return "(\(strokes.dead)) dead edge: on no path from in to out; \(strokes.empty) no operation"
    }

    /// The operations by the node they lead into, dead ones in parentheses:
    /// `none / conv3x3 none / skip (conv3x3) pool3x3`.
    public var oneLine: String {
        var text = ""
        for (edge, ends) in Cell.edges.enumerated() {
            if edge > 0 { text += ends.source == 0 ? " / " : " " }
            text += label(edge)
        }
        return text
    }

    /// Four lines of at most `CellDrawing.width` columns.
    public var lines: [String] {
        [
            strokes.line { pen in
                pen.put(strokes.topLeft, at: Place.node[0])
                stretch(&pen, edge: 3, from: Place.node[0] + 1, to: Place.node[3] - 1)
                pen.put(strokes.topRight, at: Place.node[3])
            },
            strokes.line { pen in
                pen.put(strokes.branch, at: Place.node[0])
                stretch(&pen, edge: 1, from: Place.node[0] + 1, to: Place.node[2] - 1)
                pen.put(strokes.topRight, at: Place.node[2])
                pen.put(strokes.fall, at: Place.node[3])
            },
            strokes.line { pen in
                pen.put("in", at: 0)
                pen.put("out", at: Place.node[3] + 2)
                for (number, column) in Place.node.enumerated() { pen.put("\(number)", at: column) }
                for (edge, source) in [(0, 0), (2, 1), (5, 2)] {
                    let from = Place.node[source] + 2
                    let tip = Place.node[source + 1] - 2
                    stretch(&pen, edge: edge, from: from, to: tip - 1)
                    pen.put(cell[edge] == .none ? strokes.stroke(cell, edge, dead) : strokes.tip, at: tip)
                }
            },
            strokes.line { pen in
                pen.put(strokes.bottomLeft, at: Place.node[1])
                stretch(&pen, edge: 4, from: Place.node[1] + 1, to: Place.node[3] - 1)
                pen.put(strokes.bottomRight, at: Place.node[3])
            },
        ]
    }

    /// Columns that a drawing takes at most.
    public static let width = Place.node[3] + 5

    private enum Place {
        static let node = [3, 22, 41, 60]
    }

    private func label(_ edge: Int) -> String {
        let name = cell[edge].shortName
        return dead.contains(edge) ? "(\(name))" : name
    }

    /// An edge's stroke from one column to another, both inclusive, its label in the middle.
    private func stretch(_ pen: inout Strokes.Pen, edge: Int, from: Int, to: Int) {
        let stroke = strokes.stroke(cell, edge, dead)
        for column in from...max(from, to) { pen.put(stroke, at: column) }
        let label = " \(label(edge)) "
        pen.put(label, at: from + max(0, (to - from + 1 - label.count) / 2))
    }
}

/// The characters a drawing is made of.
private struct Strokes {
    let live: String
    let dead: String
    let empty: String
    let tip: String
    let topLeft: String
    let topRight: String
    let branch: String
    let fall: String
    let bottomLeft: String
    let bottomRight: String

    static let unicode = Strokes(
        live: "─", dead: "╌", empty: "·", tip: "▶", topLeft: "┌", topRight: "┐", branch: "├", fall: "│",
        bottomLeft: "└", bottomRight: "┘")
    static let ascii = Strokes(
        live: "-", dead: "~", empty: ".", tip: ">", topLeft: "+", topRight: "+", branch: "+", fall: "|",
        bottomLeft: "+", bottomRight: "+")

    func stroke(_ cell: Cell, _ edge: Int, _ dead: Set<Int>) -> String {
        cell[edge] == .none ? empty : dead.contains(edge) ? self.dead : live
    }

    /// A line that text is put into at columns; whatever comes later stands above what was there.
    struct Pen {
        fileprivate var characters = [Character](repeating: " ", count: CellDrawing.width)

        mutating func put(_ text: String, at column: Int) {
            for (offset, character) in text.enumerated() where characters.indices.contains(column + offset) {
                characters[column + offset] = character
            }
        }
    }

    func line(_ draw: (inout Pen) -> Void) -> String {
        var pen = Pen()
        draw(&pen)
        while pen.characters.last == " " { pen.characters.removeLast() }
        return String(pen.characters)
    }
}

extension Spaces.Operation {
    /// What drawings call it.
    var shortName: String {
        switch self {
        case .none: "none"
        case .skipConnect: "skip"
        case .convolution1x1: "conv1x1"
        case .convolution3x3: "conv3x3"
        case .averagePool3x3: "pool3x3"
        }
    }
}
