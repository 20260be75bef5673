import Pareto
import Spaces

@testable import Proposal

/// The cells of a run that never was: random ones with random values, some without.
struct MadeUpRun {
    let evaluated: [EvaluatedCell<Cell>]

    /// Generations of these sizes, the seeds first; `holes` is how many cells lack a value.
    init(seed: Int, _ sizes: [Int] = [60, 30, 30, 30], holes: Double = 0.1) {
        var random = RandomStream(seed: seed, "a made-up run")
        var cells = random.sample(sizes.reduce(0, +), of: Cell.all)[...]
        evaluated = sizes.enumerated().flatMap { generation, size in
            let own = cells.prefix(size)
            cells = cells.dropFirst(size)
            return own.map { cell in
                let accuracy = random.unit() < holes / 2 ? nil : 100 * random.unit()
                let latency = random.unit() < holes / 2 ? nil : 20 * random.unit()
                return EvaluatedCell<Cell>(
                    cell, accuracyPercent: accuracy, latencyMilliseconds: latency, generation: generation)
            }
        }
    }

    var history: SearchHistory<Cell> { SearchHistory<Cell>(evaluated) }
    var cells: [Cell] { evaluated.map(\.cell) }

    /// What the archive stage would make of the cells, niche by niche.
    func archives(of niches: [Niche]) -> [String: [Evolution.Member<Cell>]] { evaluated.archives(of: niches) }
}

extension [EvaluatedCell<Cell>] {
    func archives(of niches: [Niche]) -> [String: [Evolution.Member<Cell>]] {
        Dictionary(
            niches.map { niche in
                let own = SearchHistory<Cell>(filter { niche.contains($0.cell) }).members
                return (niche.name, nonDominated(own.map(\.point)).map { own[$0] })
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension EvaluatedCell<Cell> {
    init(_ cell: Cell, accuracyPercent: Double?, latencyMilliseconds: Double?, generation: Int = 0) {
        self.init(
            id: "g\(generation)-\(cell.letters)", cell: cell, niche: "S0", generation: generation,
            accuracyPercent: accuracyPercent, latencyMilliseconds: latencyMilliseconds, operation: "seed")
    }
}
