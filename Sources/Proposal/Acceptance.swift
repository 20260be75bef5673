public import Spaces

/// What two cells must share to count as the same.
public enum Novelty: String, CaseIterable, Sendable {
    /// The written form.
    case text
    /// What the cell computes: dead edges do not tell cells apart.
    case function
}

/// Decides which children a run takes: those inside their niche, new to the whole run, and under the
/// latency limit where there is one.
public struct Acceptance {
    public enum Objection: Sendable, Equatable {
        case outOfNiche(String)
        case repeated(String)
        case overLatencyLimit(String)
    }

    private let novelty: Novelty
    private let limit: (milliseconds: Double, latency: (Cell) -> Double?)?
    private var tried: Set<Cell>

    /// `limit` pairs the bound in milliseconds with what looks a cell's latency up; a cell without a
    /// latency is over any limit.
    public init(
        novelty: Novelty, tried: some Sequence<Cell>,
        limit: (milliseconds: Double, latency: (Cell) -> Double?)? = nil
    ) {
        self.novelty = novelty
        self.limit = limit
        self.tried = novelty == .text ? Set(tried) : Set(tried.map(\.canonical))
    }

    private func identity(_ cell: Cell) -> Cell { novelty == .text ? cell : cell.canonical }

    /// Whether the run has nothing like the cell and it is under the limit: what remains to ask is its
    /// niche. A proposer that can look, as all without a model can, proposes nothing else.
    public func isOpen(_ cell: Cell) -> Bool {
        guard !tried.contains(identity(cell)) else { return false }
        guard let limit else { return true }
        return limit.latency(cell).map { $0 <= limit.milliseconds } ?? false
    }

    /// nil when the cell is taken, and then it counts as tried; otherwise why not.
    public mutating func judge(_ cell: Cell, for niche: Niche) -> Objection? {
        if let objection = niche.objection(to: cell) { return .outOfNiche(objection) }
        guard !tried.contains(identity(cell)) else {
            return .repeated(
                novelty == .text
                    ? "the run has this cell already"
                    : "the run has a cell that computes the same, \(cell.canonical) without its dead edges")
        }
        if let limit {
            guard let latency = limit.latency(cell) else {
                return .overLatencyLimit("the device cannot run it")
            }
            guard latency <= limit.milliseconds else {
                return .overLatencyLimit("\(latency) ms, the limit is \(limit.milliseconds) ms")
            }
        }
        tried.insert(identity(cell))
        return nil
    }
}
