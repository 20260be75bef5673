/// A NAS-Bench-201 cell: one operation on each of the six edges of a graph of four nodes.
///
/// Edges stand in the order of the written form, `|op~0|+|op~0|op~1|+|op~0|op~1|op~2|`: the edges into
/// node 1, then 2, then 3. Node 0 is the cell's input, node 3 its output.
public struct Cell: Sendable, Hashable {
    /// The six operations as the digits of a number to base 5, the first edge the highest: 0 to 15,624.
    /// It numbers the space densely; the benchmark's own number is `natsBenchIndex`.
    public let code: UInt16

    public static let count = 15_625
    public static let edgeCount = 6

    /// Source and target node of each edge.
    public static let edges: [(source: Int, target: Int)] = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]

    static let weights: [UInt16] = [3125, 625, 125, 25, 5, 1]

    /// The cell with that number, nil outside 0 to 15,624.
    public init?(code: Int) {
        guard code >= 0, code < Self.count else { return nil }
        self.code = UInt16(code)
    }

    /// The cell with these six operations, nil for any other number of them.
    public init?(_ operations: [Operation]) {
        guard operations.count == Self.edgeCount else { return nil }
        code = zip(operations, Self.weights).reduce(0) { $0 + UInt16($1.0.rawValue) * $1.1 }
    }

    /// Every cell of the space, by code.
    public static let all: [Cell] = (0..<count).compactMap { Cell(code: $0) }

    /// The operation on an edge, 0 to 5; outside that, `none`.
    public subscript(edge: Int) -> Operation {
        guard edge >= 0, edge < Self.edgeCount else { return .none }
        return Operation(rawValue: UInt8(code / Self.weights[edge] % 5)) ?? .none
    }

    public var operations: [Operation] { (0..<Self.edgeCount).map { self[$0] } }

    public func count(of operation: Operation) -> Int { counts[operation] }

    /// How many edges carry each operation.
    public var counts: OperationCounts {
        var packed: UInt32 = 0
        for weight in Self.weights { packed += 1 << (4 * UInt32(code / weight % 5)) }
        return OperationCounts(packed: packed)
    }

    /// Numbers of edges by operation, four bits each, counted in one pass: partitions of the whole space ask
    /// for them cell by cell.
    public struct OperationCounts: Sendable {
        fileprivate var packed: UInt32

        public subscript(operation: Operation) -> Int {
            Int(packed >> (4 * UInt32(operation.rawValue)) & 0xF)
        }
    }

    /// The cell with another operation on one edge; itself where the edge does not exist.
    public func replacing(edge: Int, with operation: Operation) -> Cell {
        var operations = operations
        guard operations.indices.contains(edge) else { return self }
        operations[edge] = operation
        return Cell(operations) ?? self
    }

    /// The cell that `letters` writes so; nil for any other text.
    public init?(letters: some StringProtocol) {
        let operations = letters.prefix(Self.edgeCount + 1).compactMap { letter in
            Operation.allCases.first { $0.letter == letter }
        }
        guard operations.count == letters.count else { return nil }
        self.init(operations)
    }

    /// Six letters, one an edge, for compact listings: `13s-p3`.
    public var letters: String { String(operations.map(\.letter)) }
}

extension Cell: Comparable {
    public static func < (left: Cell, right: Cell) -> Bool { left.code < right.code }
}
