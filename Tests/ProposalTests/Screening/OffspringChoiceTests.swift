import Pareto
import Spaces
import Testing

@testable import Proposal

struct OffspringChoiceTests {
    /// A run whose values follow from the operations, with a little of chance, some without a latency.
    static func run(seed: Int, count: Int = 60) -> [EvaluatedCell<Cell>] {
        var random = RandomStream(seed: seed, "a run that can be learnt from")
        return random.sample(count, of: Cell.all).map { evaluated($0, chance: random.unit()) }
    }

    static func evaluated(_ cell: Cell, chance: Double = 0.5) -> EvaluatedCell<Cell> {
        let live = cell.canonical
        let heavy = Double(live.count(of: .convolution3x3))
        let light = Double(live.count(of: .convolution1x1))
        return EvaluatedCell<Cell>(
            cell, accuracyPercent: 50 + 6 * heavy + 3 * light + chance,
            latencyMilliseconds: cell[0] == .averagePool3x3 && cell[1] == .averagePool3x3
                ? nil : 1 + 2 * Double(cell.count(of: .convolution3x3)) + light + chance / 10)
    }

    /// Greedy, everything computed anew for each choice: what the lazy one must equal.
    private func slow(
        _ count: Int, _ pool: [ProposedChild<Cell>], _ models: ObjectiveModels<Cell>, _ points: [Point],
        _ reference: Point
    ) -> [Cell] {
        var front = points
        var left = pool
        var chosen: [Cell] = []
        while chosen.count < count, !left.isEmpty {
            let staircase = ImprovementStaircase(front, reference: reference)
            let gains = left.map { child in
                let likeness = CellLikeness(child.cell)
                let (belief, runs) = models.belief(of: likeness)
                return runs * staircase.expectedImprovement(models.exact(belief, of: likeness))
            }
            let best = gains.indices.reduce(0) { gains[$1] > gains[$0] ? $1 : $0 }
            front.append(models.belief(of: CellLikeness(left[best].cell)).point.mean)
            chosen.append(left.remove(at: best).cell)
        }
        return chosen
    }

    @Test(arguments: 1...5) func lazyChoicesAreThoseOfThePlainWay(_ seed: Int) throws {
        let run = Self.run(seed: seed)
        let models = try #require(ObjectiveModels<Cell>(run))
        let points = run.compactMap(\.plane)
        let reference = Point(x: points.map(\.x).max() ?? 0, y: points.map(\.y).max() ?? 0)
        var random = RandomStream(seed: seed, "a pool")
        let tried = CellSet(run.map(\.cell))
        let pool = random.sample(150, of: Cell.all.filter { !tried.contains($0) })
            .map { ProposedChild($0, operation: "random") }
        var choice = OffspringChoice(pool, models: models, front: points, reference: reference)
        let lazy = (0..<15).compactMap { _ in choice.next { _ in true } }.map(\.cell)
        #expect(lazy == slow(15, pool, models, points, reference), "seed \(seed)")
    }

    @Test func onlyEligibleAndOpenChildrenAreChosenEachOnce() throws {
        let run = Self.run(seed: 6)
        let models = try #require(ObjectiveModels<Cell>(run))
        let pool = Cell.all.prefix(40).map { ProposedChild($0, operation: "random") }
        var choice = OffspringChoice(
            pool, models: models, front: run.compactMap(\.plane), reference: Point(x: 100, y: 20))
        var chosen: [Cell] = []
        while let child = choice.next(where: { $0.code < 20 }, open: { $0.code % 2 == 0 }) {
            chosen.append(child.cell)
        }
        #expect(chosen.map(\.code).sorted() == Array(stride(from: 0, to: 20, by: 2)))
        // What was not open then is gone; what was not eligible is not.
        while let child = choice.next(open: { _ in true }) { chosen.append(child.cell) }
        #expect(chosen.count == 10 + 20 && Set(chosen).count == 30)
    }

    @Test func withoutDifferencesTheFirstIsTaken() throws {
        let models = try #require(
            ObjectiveModels<Cell>([
                EvaluatedCell<Cell>(Cell.all[0], accuracyPercent: 100, latencyMilliseconds: 0)
            ]))
        let pool = Cell.all[5..<9].map { ProposedChild($0, operation: "random") }
        // The reference is not worse than anything: no gain anywhere.
        var choice = OffspringChoice(pool, models: models, front: [], reference: Point(x: -9, y: -99))
        #expect(choice.next { _ in true }?.cell == Cell.all[5])
    }
}
