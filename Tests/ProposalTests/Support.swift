import Foundation
import Pareto
import Spaces
import Testing

@testable import Proposal

extension Cell {
    /// A cell by its six letters.
    init(_ letters: String) throws {
        let operations = try letters.map { letter in
            try #require(Spaces.Operation.allCases.first { $0.letter == letter })
        }
        self = try #require(Cell(operations))
    }
}

/// Small niches whose cells are all known, and the paper's.
enum Niches {
    static let paper = PartitionScheme.convolution3x3Count.niches
    static let whole = PartitionScheme.none.niches[0]
    /// Six 3x3 convolutions: one cell.
    static let one = Niche(name: "one", bounds: [.init(.convolution3x3, 6, 6)])
    /// Five of them and a skip connection: six cells.
    static let six = Niche(name: "six", bounds: [.init(.convolution3x3, 5, 5), .init(.skipConnect, 1, 1)])
}

/// Members of an archive on a straight front, in this order from the most accurate to the fastest.
func archive(_ cells: [Cell]) -> [Evolution.Member<Cell>] {
    cells.enumerated().map { ($1, [Double($0), Double(cells.count - $0)]) }
}

/// Whether two cells differ on at most so many edges.
func distance(_ left: Cell, _ right: Cell) -> Int { (0..<6).count { left[$0] != right[$0] } }
