import Testing

@testable import Spaces

/// What several tests look at, made once.
enum Space {
    static let cells = Cell.all
    /// By code.
    static let canonical = cells.map(\.canonical)
    static let slowCanonical = cells.map(slowlyCanonical)

    /// The operations of every cell by counting in base 5, without asking `Cell`.
    static let operations: [[Operation]] = {
        var lists: [[Operation]] = [[]]
        for _ in 0..<6 { lists = lists.flatMap { list in Operation.allCases.map { list + [$0] } } }
        return lists
    }()
}

/// Every way from node 0 to node 3, as lists of edges, by walking.
let paths: [[Int]] = {
    func walk(from node: Int, _ trail: [Int]) -> [[Int]] {
        if node == 3 { return [trail] }
        return Cell.edges.indices.filter { Cell.edges[$0].source == node }
            .flatMap { walk(from: Cell.edges[$0].target, trail + [$0]) }
    }
    return walk(from: 0, [])
}()

/// The canonical form by its definition: an edge lives when some path without `none` takes it.
func slowlyCanonical(_ cell: Cell) -> Cell {
    let operations = Space.operations[Int(cell.code)]
    let live = Set(paths.filter { path in path.allSatisfy { operations[$0] != .none } }.joined())
    return Cell(operations.indices.map { live.contains($0) ? operations[$0] : .none }) ?? cell
}

extension Cell {
    /// A cell by its six letters.
    init(_ letters: String) throws {
        let operations = try letters.map { letter in
            try #require(Operation.allCases.first { $0.letter == letter })
        }
        self = try #require(Cell(operations))
    }
}
