/// The space of 15,625 cells, small enough for passes over all of it.
extension Cell: Searchable {
    /// The 24 cells that differ in one edge.
    public var neighbours: [Cell] {
        (0..<Cell.edgeCount).flatMap { edge in
            Operation.allCases.filter { $0 != self[edge] }.map { replacing(edge: edge, with: $0) }
        }
    }

    /// With another operation on one edge.
    public func mutated(_ random: inout RandomStream) -> Cell {
        let edge = random.below(Cell.edgeCount)
        let others = Operation.allCases.filter { $0 != self[edge] }
        return random.pick(others).map { replacing(edge: edge, with: $0) } ?? self
    }

    public func mixed(with other: Cell, _ random: inout RandomStream) -> Cell {
        var cell = self
        for edge in 0..<Cell.edgeCount where random.below(2) == 1 {
            cell = cell.replacing(edge: edge, with: other[edge])
        }
        return cell
    }

    /// Uniformly among the mixtures that are wanted.
    public func crossed(
        with other: Cell, where isWanted: (Cell) -> Bool, _ random: inout RandomStream
    ) -> Cell? {
        let differing = (0..<Cell.edgeCount).filter { self[$0] != other[$0] }
        guard differing.count > 1 else { return nil }
        var children: [Cell] = []
        for mask in 1..<((1 << differing.count) - 1) {
            var operations = operations
            for (bit, edge) in differing.enumerated() where mask & (1 << bit) != 0 {
                operations[edge] = other[edge]
            }
            if let child = Cell(operations), isWanted(child) { children.append(child) }
        }
        return random.pick(children)
    }

    public func millions(_ measure: CostMeasure, on dataset: Dataset?) -> Double? {
        dataset.map { measure.millions(of: self, on: $0) }
    }

    public static func openCounts(
        in regions: [Niche], tried: CellSet, countsFunctions: Bool, where isOpen: (Cell) -> Bool
    ) -> [Int] {
        let open = Cell.all.filter(isOpen)
        return regions.map { niche in
            let cells = open.lazy.filter(niche.contains)
            return countsFunctions ? CellSet(cells.map(\.canonical)).count : cells.count { _ in true }
        }
    }

    public static func listed(for regions: [Niche]) -> [Cell]? { all }

    /// The cells that are wanted at first, drawn without replacement.
    public struct Draws: MemberDraws {
        private var pool: [Cell]

        public init(overAll regions: [Niche], where isWanted: @escaping (Cell) -> Bool) {
            pool = Cell.all.filter(isWanted)
        }

        public mutating func next(_ random: inout RandomStream) -> Cell? {
            guard !pool.isEmpty else { return nil }
            let position = random.below(pool.count)
            pool.swapAt(position, pool.count - 1)
            return pool.popLast()
        }
    }
}

extension CellSet: MemberSet {
    public init() { self.init(EmptyCollection<Cell>()) }

    public mutating func include(_ cell: Cell) { insert(cell) }
}

extension Niche: SearchRegion {
    /// Draws from the whole space before an almost exhausted niche is listed instead.
    private static let draws = 2_000

    public func drawn(where isWanted: (Cell) -> Bool, _ random: inout RandomStream) -> Cell? {
        for _ in 0..<Self.draws {
            if let cell = Cell(code: random.below(Cell.count)), contains(cell), isWanted(cell) {
                return cell
            }
        }
        return random.pick(cells.filter(isWanted))
    }

    public func sample(_ count: Int, _ random: inout RandomStream) -> [Cell] {
        random.sample(count, of: cells)
    }

    public static func whole(of regions: [Niche]) -> Niche? { whole }

    public static let whole = Niche(name: "all", bounds: [], rationale: "The whole space")

    public func hasOpen(where isOpen: (Cell) -> Bool) -> Bool {
        Cell.all.contains { contains($0) && isOpen($0) }
    }
}
