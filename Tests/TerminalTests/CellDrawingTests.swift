import Spaces
import Terminal
import Testing

@Suite("A cell drawn in text")
struct CellDrawingTests {
    private let withDeadEdges: Cell

    init() throws {
        withDeadEdges = try Cell(
            parsing:
                "|none~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|")
    }

    @Test func hasFourNodesAndSixLabelledEdgesWithTheDeadInParentheses() {
        #expect(
            CellDrawing(withDeadEdges, isUnicode: true).lines == [
                "   ┌───────────────────────── skip ─────────────────────────┐",
                "   ├────────────── conv3x3 ──────────────┐                  │",
                "in 0 ···· none ······ 1 ╌╌ (pool3x3) ╌╌▶ 2 ─── conv1x1 ───▶ 3 out",
                "                      └╌╌╌╌╌╌╌╌╌╌╌╌╌ (conv3x3) ╌╌╌╌╌╌╌╌╌╌╌╌╌┘",
            ])
    }

    @Test func keepsToASCIIWhereTheLocaleKnowsNothingElse() {
        let drawing = CellDrawing(withDeadEdges, isUnicode: false)
        #expect(
            drawing.lines == [
                "   +------------------------- skip -------------------------+",
                "   +-------------- conv3x3 --------------+                  |",
                "in 0 .... none ...... 1 ~~ (pool3x3) ~~> 2 --- conv1x1 ---> 3 out",
                "                      +~~~~~~~~~~~~~ (conv3x3) ~~~~~~~~~~~~~+",
            ])
        let legend = CellDrawing.legend(isUnicode: false)
        #expect(legend == "(~) dead edge: on no path from in to out; . no operation")
    }

    @Test func fitsOneLineByTheNodesThatEdgesLeadTo() {
        let drawing = CellDrawing(withDeadEdges, isUnicode: true)
        #expect(drawing.oneLine == "none / conv3x3 (pool3x3) / skip (conv3x3) conv1x1")
    }

    @Test func everyCellOfTheSpaceShowsItsOperationsAndKeepsToItsWidth() {
        for isUnicode in [true, false] {
            let wrong = Cell.all.filter { !isDrawnRight($0, isUnicode) }
            #expect(wrong.isEmpty, "\(wrong.count) cells, such as \(wrong.prefix(3))")
        }
    }

    private func isDrawnRight(_ cell: Cell, _ isUnicode: Bool) -> Bool {
        let drawing = CellDrawing(cell, isUnicode: isUnicode)
        let text = drawing.lines.joined(separator: "\n")
        let words = text.split { !$0.isLetter && !$0.isNumber }
        let dead = text.count { $0 == "(" }
        return drawing.lines.count == 4 && drawing.lines.allSatisfy { $0.count <= CellDrawing.width }
            && (isUnicode || text.utf8.allSatisfy { $0 < 0x80 })
            && dead == cell.deadEdges.count && drawing.hasDeadEdge == (dead > 0)
            && drawing.oneLine.count { $0 == "(" } == dead
            && words.count { $0 == "none" } == cell.count(of: .none)
            && words.count { $0 == "conv3x3" } == cell.count(of: .convolution3x3)
            && words.count { $0 == "skip" } == cell.count(of: .skipConnect)
    }
}
