/// A part of the space, bounded by how often each operation may stand in a cell (PEL-NAS, Table 1), or by what
/// the network built from it costs.
public struct Niche: Sendable, Equatable {
    /// Inclusive bounds on the number of edges that carry an operation.
    public struct Bound: Sendable, Equatable {
        public var operation: Operation
        public var least: Int
        public var most: Int

        public init(_ operation: Operation, _ least: Int, _ most: Int) {
            self.operation = operation
            self.least = least
            self.most = most
        }
    }

    /// Bounds on a cost: from `least` up to but not including `limit`, both in millions; nil for no bound.
    /// Ranges that meet in a number share no cell and leave none between them.
    public struct CostRange: Sendable, Equatable {
        public var measure: CostMeasure
        /// Whose networks are meant: image size and classes count towards the cost.
        public var dataset: Dataset
        public var least: Double?
        public var limit: Double?

        public init(_ measure: CostMeasure, on dataset: Dataset, least: Double?, limit: Double?) {
            self.measure = measure
            self.dataset = dataset
            self.least = least
            self.limit = limit
        }

        public func contains(_ cell: Cell) -> Bool {
            let cost = measure.millions(of: cell, on: dataset)
            return (least.map { cost >= $0 } ?? true) && (limit.map { cost < $0 } ?? true)
        }

        /// "params_m from 0.24 up to but not including 0.46".
        public var inWords: String {
            switch (least, limit) {
            case (nil, nil): "any \(measure.rawValue)"
            case (let least?, nil): "\(measure.rawValue) from \(least) up"
            case (nil, let limit?): "\(measure.rawValue) below \(limit)"
            case (let least?, let limit?):
                "\(measure.rawValue) from \(least) up to but not including \(limit)"
            }
        }
    }

    /// "S2"; letters, digits, `_` and `-`.
    public var name: String
    public var bounds: [Bound]
    /// Whether only live edges count towards the bounds.
    public var countsLiveEdges: Bool
    /// What the network may cost, all edges counted, dead ones too; nil for anything.
    public var cost: CostRange?
    /// Why the niche is there, for readers.
    public var rationale: String

    public init(
        name: String, bounds: [Bound], countsLiveEdges: Bool = false, cost: CostRange? = nil,
        rationale: String = ""
    ) {
        self.name = name
        self.bounds = bounds
        self.countsLiveEdges = countsLiveEdges
        self.cost = cost
        self.rationale = rationale
    }

    public func contains(_ cell: Cell) -> Bool {
        if let cost, !cost.contains(cell) { return false }
        guard !bounds.isEmpty else { return true }
        let counts = (countsLiveEdges ? cell.canonical : cell).counts
        return bounds.allSatisfy { bound in
            let count = counts[bound.operation]
            return count >= bound.least && count <= bound.most
        }
    }

    /// Every cell of the niche, by code.
    public var cells: [Cell] { Cell.all.filter(contains) }

    /// What keeps a cell out, in words; nil when it is inside.
    public func objection(to cell: Cell) -> String? {
        let counted = countsLiveEdges ? cell.canonical : cell
        for bound in bounds {
            let count = counted.count(of: bound.operation)
            guard count < bound.least || count > bound.most else { continue }
            let wanted =
                bound.least == bound.most ? "exactly \(bound.least)" : "\(bound.least) to \(bound.most)"
            let live = countsLiveEdges ? "live " : ""
            return "\(name) has \(wanted) \(live)\(bound.operation.name), this cell \(count)"
        }
        if let cost, !cost.contains(cell) {
            return
                "\(name) has \(cost.inWords), this cell \(cost.measure.millions(of: cell, on: cost.dataset))"
        }
        return nil
    }
}

/// A named way of cutting the space into niches.
public enum PartitionScheme: String, CaseIterable, Sendable {
    /// The paper's: six niches by the number of 3x3 convolutions.
    case convolution3x3Count = "conv3x3-count"
    /// The same by live edges only: a dead convolution makes no cell heavier.
    case liveConvolution3x3Count = "live-conv3x3-count"
    /// One niche, the whole space: the paper's ablation.
    case none

    public var niches: [Niche] {
        switch self {
        case .none:
            return [Niche(name: "S0", bounds: [], rationale: "The whole space, unpartitioned")]
        case .convolution3x3Count, .liveConvolution3x3Count:
            return Self.table1.enumerated().map { number, row in
                Niche(
                    name: "S\(number)",
                    bounds: [
                        Niche.Bound(.convolution3x3, row.heavy.lowerBound, row.heavy.upperBound),
                        Niche.Bound(.convolution1x1, row.light.lowerBound, row.light.upperBound),
                    ],
                    countsLiveEdges: self == .liveConvolution3x3Count,
                    rationale: row.rationale)
            }
        }
    }

    /// Bounds on 3x3 and 1x1 convolutions; the latter follow from there being six edges.
    private static let table1: [(heavy: ClosedRange<Int>, light: ClosedRange<Int>, rationale: String)] = [
        (0...0, 0...0, "No convolution at all: the fastest cells"),
        (0...0, 1...6, "1x1 convolutions only: simple cells of low latency"),
        (1...1, 0...5, "One 3x3 convolution: where complexity begins"),
        (2...2, 0...4, "Two 3x3 convolutions: middling complexity"),
        (3...3, 0...3, "Three 3x3 convolutions: high complexity"),
        (4...6, 0...2, "Four or more 3x3 convolutions: the heaviest cells"),
    ]
}
