public import Spaces

/// A child, and how it was made.
public struct ProposedChild: Sendable, Equatable {
    public var cell: Cell
    /// "mutation", "crossover", "random", "exhaustive".
    public var operation: String
    public var parents: [Cell]

    public init(_ cell: Cell, operation: String, parents: [Cell] = []) {
        self.cell = cell
        self.operation = operation
        self.parents = parents
    }
}
