import Testing

@testable import Spaces

struct CellTests {
    @Test func thereAreFifteenThousandSixHundredAndTwentyFive() {
        #expect(Cell.count == 15_625)
        #expect(Cell.all.map(\.code) == Array(0..<15_625))
        #expect(Set(Cell.all).count == 15_625)
    }

    @Test(arguments: [-1, 15_625, .min, .max])
    func outsideThatThereIsNone(_ code: Int) {
        #expect(Cell(code: code) == nil)
    }

    @Test func aCodeIsItsOperationsInBaseFive() {
        for cell in Space.cells {
            let operations = Space.operations[Int(cell.code)]
            #expect(cell.operations == operations)
            #expect(Cell(operations) == cell)
        }
    }

    @Test func sixOperationsMakeACell() {
        for count in [0, 1, 5, 7] { #expect(Cell(Array(repeating: .skipConnect, count: count)) == nil) }
    }

    @Test func beyondItsEdgesThereIsNothing() throws {
        let cell = try Cell("33s1p-")
        #expect((0..<6).map { cell[$0].letter } == Array("33s1p-"))
        for edge in [-1, 6, .min, .max] {
            #expect(cell[edge] == .none)
            #expect(cell.replacing(edge: edge, with: .skipConnect) == cell)
        }
    }

    @Test func oneEdgeIsReplaced() throws {
        #expect(try Cell("33s1p-").replacing(edge: 2, with: .none) == Cell("33-1p-"))
        for cell in Space.cells.filter({ $0.code % 97 == 0 }) {
            for edge in 0..<6 {
                let changed = cell.replacing(edge: edge, with: .convolution1x1)
                #expect(changed[edge] == .convolution1x1)
                #expect((0..<6).allSatisfy { $0 == edge || changed[$0] == cell[$0] })
            }
        }
    }

    @Test func operationsAreCounted() throws {
        let cell = try Cell("33s1p-")
        #expect(Operation.allCases.map(cell.count) == [1, 1, 1, 2, 1])
    }

    @Test func lettersTellEveryCellApart() throws {
        #expect(try Cell("13s-p3").letters == "13s-p3")
        #expect(Set(Space.cells.map(\.letters)).count == 15_625)
    }

    @Test func theOrderIsThatOfTheCodes() throws {
        #expect(try Cell("-----s") < Cell("----s-"))
        #expect(Space.cells.shuffled().sorted() == Space.cells)
    }

    @Test func edgesRunFromLowerToHigherNodes() {
        #expect(Cell.edges.map(\.source) == [0, 0, 1, 0, 1, 2])
        #expect(Cell.edges.map(\.target) == [1, 2, 2, 3, 3, 3])
    }

    @Test func sixLettersAreACellAndNothingElseIs() throws {
        for cell in Cell.all { #expect(Cell(letters: cell.letters) == cell) }
        for text in ["", "s", "sssss", "sssssss", "ssssss ", "ssssxs", "SSSSSS", "|ssss|"] {
            #expect(Cell(letters: text) == nil, "\(text)")
        }
    }
}
