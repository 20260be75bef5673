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

/// Why a child is not taken.
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

/// Decides which children a run takes: those inside their niche, new to the whole run, and under the
/// limits where there are any.
public struct Acceptance<Candidate: Searchable> {
    public let novelty: Novelty
    private let limit: (milliseconds: Double, latency: (Candidate) -> Double?)?
    private let costs: CostLimits?
    /// As written.
    private var tried: Candidate.Members
    /// The simplest that compute the same; empty where only the written form counts.
    private var functions: Candidate.Members

    /// `limit` pairs the bound in milliseconds with what looks a cell's latency up; a cell without a
    /// latency is over any limit.
    public init(
        novelty: Novelty, tried: some Sequence<Candidate>,
        limit: (milliseconds: Double, latency: (Candidate) -> Double?)? = nil, costs: CostLimits? = nil
    ) {
        self.novelty = novelty
        self.limit = limit
        self.costs = costs
        self.tried = Candidate.Members(tried)
        functions =
            novelty == .text ? Candidate.Members() : Candidate.Members(tried.lazy.map(\.canonical))
    }

    private func isRepeated(_ cell: Candidate) -> Bool {
        if tried.contains(cell) { return true }
        guard novelty == .function else { return false }
        let canonical = cell.canonical
        return canonical != cell && functions.contains(canonical)
    }

    /// Whether the run has nothing like the cell and it is under the limits: what remains to ask is its
    /// niche. A proposer that can look, as all without a model can, proposes nothing else.
    @_specialize(where Candidate == Cell)
    public func isOpen(_ cell: Candidate) -> Bool {
        guard !isRepeated(cell), costs?.objection(to: cell) == nil else { return false }
        guard let limit else { return true }
        return limit.latency(cell).map { $0 <= limit.milliseconds } ?? false
    }

    /// How many children each niche can still have: what is open of it, and, with novelty by function, what
    /// that computes, each counted once.
    @_specialize(where Candidate == Cell)
    public func openCounts(in niches: [Candidate.Region]) -> [Int] {
        Candidate.openCounts(
            in: niches, tried: tried, countsFunctions: novelty == .function, where: isOpen)
    }

    /// Whether a niche can still have any.
    @_specialize(where Candidate == Cell)
    public func hasOpen(in niche: Candidate.Region) -> Bool { niche.hasOpen(where: isOpen) }

    /// nil when the cell is taken, and then it counts as tried; otherwise why not.
    @_specialize(where Candidate == Cell)
    public mutating func judge(_ cell: Candidate, for niche: Candidate.Region) -> Objection? {
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
        tried.include(cell)
        if novelty == .function { functions.include(cell.canonical) }
        return nil
    }
}
