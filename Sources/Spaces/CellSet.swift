/// A set of cells as one flag for each of the space: what passes over the whole space look up.
public struct CellSet: Sendable, Equatable {
    private var flags = [Bool](repeating: false, count: Cell.count)
    public private(set) var count = 0

    public init(_ cells: some Sequence<Cell> = []) {
        for cell in cells { insert(cell) }
    }

    public func contains(_ cell: Cell) -> Bool { flags[Int(cell.code)] }

    /// Whether the cell is new to the set.
    @discardableResult
    public mutating func insert(_ cell: Cell) -> Bool {
        guard !flags[Int(cell.code)] else { return false }
        flags[Int(cell.code)] = true
        count += 1
        return true
    }
}
