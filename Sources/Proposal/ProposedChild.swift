public import Spaces

/// A child, and how it was made.
public struct ProposedChild<Candidate: Searchable>: Sendable, Equatable {
    public var cell: Candidate
    /// "mutation", "crossover", "random", "exhaustive".
    public var operation: String
    public var parents: [Candidate]

    public init(_ cell: Candidate, operation: String, parents: [Candidate] = []) {
        self.cell = cell
        self.operation = operation
        self.parents = parents
    }
}
