import Testing

@testable import Spaces

/// Which cells are the same network.
@Suite struct CellNetworkFormTests {
    @Test func thereAreSoManyNetworks() {
        #expect(Set(Space.cells.map(\.networkForm)).count == 5_425)
        #expect(Space.cells.allSatisfy { $0.networkForm.networkForm == $0.networkForm })
        #expect(Space.cells.allSatisfy { $0.networkForm.code <= $0.code })
    }

    @Test func deadEdgesCopiesSumsAndNamesOfNodesMakeNoDifference() throws {
        func same(_ one: String, _ other: String) throws -> Bool {
            try Cell(one).networkForm == Cell(other).networkForm
        }
        // Node 2 is entered by nothing.
        #expect(try same("3--s-1", "---s--"))
        // Node 1 is the input.
        #expect(try same("s-3--1", "-3---1"))
        // Node 2 is added to the output, by way of itself or not.
        #expect(try same("-3---s", "---3--"))
        // One inner node for the other.
        #expect(try same("3---1-", "-3---1"))
        #expect(try !same("3---1-", "1---3-"))
        // A convolution that two paths share, and two convolutions.
        #expect(try !same("3-s-pp", "33--pp"))
        #expect(try !same("------", "---s--"))
    }

    /// By another way: a node as a number, an operation as a function of it.
    @Test func cellsOfOneFormComputeTheSame() {
        func value(_ cell: Cell) -> Double {
            var nodes = [1.0, 0, 0, 0]
            for (edge, ends) in Cell.edges.enumerated() {
                let source = nodes[ends.source]
                switch cell[edge] {
                case .none: break
                case .skipConnect: nodes[ends.target] += source
                // Not linear, as ReLU is not, so that sums before and behind are told apart.
                case .convolution1x1: nodes[ends.target] += 0.7 * source * source + 0.1 * source
                case .convolution3x3: nodes[ends.target] += 1.3 * source * source * source + 0.2 * source
                case .averagePool3x3: nodes[ends.target] += 0.45 * source
                }
            }
            return nodes[3]
        }
        for cell in Space.cells {
            let (one, other) = (value(cell), value(cell.networkForm))
            #expect(abs(one - other) <= 1e-9 * max(1, abs(one)), "\(cell)")
            for operation in [Operation.convolution1x1, .convolution3x3, .averagePool3x3] {
                #expect(
                    cell.canonical.count(of: operation) == cell.networkForm.canonical.count(of: operation),
                    "\(cell)")
            }
        }
    }
}
