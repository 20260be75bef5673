public import Records
public import Spaces

/// What two cells must share to count as the same.
public enum Novelty: String, CaseIterable, Sendable {
    /// The written form.
    case text
    /// What the cell computes: dead edges do not tell cells apart. But for one case: the form without any
    /// dead edge is new until it was itself tried. It computes the same as its redrawings at less cost, and
    /// were it kept out by the first of them that came along, the front would keep the heavier cell.
    case function
}

/// Decides which children a run takes: those inside their niche, new to the whole run, and under the
/// limits where there are any.
public struct Acceptance {
    public enum Objection: Sendable, Equatable {
        case outOfNiche(String)
        case repeated(String)
        case overLatencyLimit(String)
        case overFlopsLimit(String)
        case overParamsLimit(String)

        /// As records have it, and in words.
        public var reason: (reason: RejectedRecord.Reason, detail: String) {
            switch self {
            case .outOfNiche(let detail): (.outOfNiche, detail)
            case .repeated(let detail): (.repeated, detail)
            case .overLatencyLimit(let detail): (.overLatencyLimit, detail)
            case .overFlopsLimit(let detail): (.overFlopsLimit, detail)
            case .overParamsLimit(let detail): (.overParamsLimit, detail)
            }
        }
    }

    public let novelty: Novelty
    private let limit: (milliseconds: Double, latency: (Cell) -> Double?)?
    private let costs: CostLimits?
    /// Cells as written.
    private var tried: CellSet
    /// The same without their dead edges; empty where only the written form counts.
    private var functions: CellSet

    /// `limit` pairs the bound in milliseconds with what looks a cell's latency up; a cell without a
    /// latency is over any limit.
    public init(
        novelty: Novelty, tried: some Sequence<Cell>,
        limit: (milliseconds: Double, latency: (Cell) -> Double?)? = nil, costs: CostLimits? = nil
    ) {
        self.novelty = novelty
        self.limit = limit
        self.costs = costs
        self.tried = CellSet(tried)
        functions = novelty == .text ? CellSet() : CellSet(tried.map(\.canonical))
    }

    private func isRepeated(_ cell: Cell) -> Bool {
        if tried.contains(cell) { return true }
        guard novelty == .function else { return false }
        let canonical = cell.canonical
        return canonical != cell && functions.contains(canonical)
    }

    /// Whether the run has nothing like the cell and it is under the limits: what remains to ask is its
    /// niche. A proposer that can look, as all without a model can, proposes nothing else.
    public func isOpen(_ cell: Cell) -> Bool {
        guard !isRepeated(cell), costs?.objection(to: cell) == nil else { return false }
        guard let limit else { return true }
        return limit.latency(cell).map { $0 <= limit.milliseconds } ?? false
    }

    /// How many children each niche can still have, in one pass over the space: its open cells, and, with
    /// novelty by function, what they compute, each counted once.
    public func openCounts(in niches: [Niche]) -> [Int] {
        let open = Cell.all.filter(isOpen)
        return niches.map { niche in
            let cells = open.lazy.filter(niche.contains)
            return novelty == .text ? cells.count { _ in true } : CellSet(cells.map(\.canonical)).count
        }
    }

    /// Whether a niche can still have any.
    public func hasOpen(in niche: Niche) -> Bool {
        Cell.all.contains { niche.contains($0) && isOpen($0) }
    }

    /// nil when the cell is taken, and then it counts as tried; otherwise why not.
    public mutating func judge(_ cell: Cell, for niche: Niche) -> Objection? {
        if let objection = niche.objection(to: cell) { return .outOfNiche(objection) }
        guard !isRepeated(cell) else {
            return .repeated(
                tried.contains(cell)
                    ? "the run has this cell already"
                    : "the run has a cell that computes the same, \(cell.canonical) without its dead edges")
        }
        if let objection = costs?.objection(to: cell) { return objection }
        if let limit {
            guard let latency = limit.latency(cell) else {
                return .overLatencyLimit("the device cannot run it")
            }
            guard latency <= limit.milliseconds else {
                return .overLatencyLimit("\(latency) ms, the limit is \(limit.milliseconds) ms")
            }
        }
        tried.insert(cell)
        if novelty == .function { functions.insert(cell.canonical) }
        return nil
    }
}
