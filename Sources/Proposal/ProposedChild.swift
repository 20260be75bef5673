public import Spaces

/// A child somebody thought of, before and after it is judged.
public struct ProposedChild: Sendable, Equatable {
    public var cell: Cell
    /// "mutation", "crossover", "random".
    public var operation: String
    public var parents: [Cell]

    public init(_ cell: Cell, operation: String, parents: [Cell] = []) {
        self.cell = cell
        self.operation = operation
        self.parents = parents
    }
}

/// What one niche's turn brought.
public struct Proposals: Sendable {
    public var accepted: [ProposedChild] = []
    public var rejected: [(child: ProposedChild, objection: Acceptance.Objection)] = []

    /// Puts a child before the judge and files it by the verdict; whether it was accepted.
    mutating func submit(_ child: ProposedChild, to acceptance: inout Acceptance, for niche: Niche) -> Bool {
        if let objection = acceptance.judge(child.cell, for: niche) {
            rejected.append((child, objection))
            return false
        }
        accepted.append(child)
        return true
    }
}
