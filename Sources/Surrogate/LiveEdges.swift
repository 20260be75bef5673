internal import Spaces

/// The operations of a canonical cell, read off once: six divisions of its code, then look-ups.
struct LiveEdges {
    private var operations = SIMD8<UInt8>()

    init(_ cell: Cell) {
        let live = cell.canonical
        for edge in 0..<Cell.edgeCount { operations[edge] = live[edge].rawValue }
    }

    /// The operation on an edge, 0 to 5; outside that, `none`.
    subscript(edge: Int) -> Operation {
        edge >= 0 && edge < 8 ? Operation(rawValue: operations[edge]) ?? .none : .none
    }
}
