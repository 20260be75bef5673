import Pareto
import Spaces
import Testing

@testable import Proposal

struct ObjectiveModelsTests {
    @Test func withoutAnyPlacedCellThereIsNoModel() {
        #expect(ObjectiveModels<Cell>([]) == nil)
        #expect(
            ObjectiveModels<Cell>([
                EvaluatedCell<Cell>(Cell.all[0], accuracyPercent: 50, latencyMilliseconds: nil),
                EvaluatedCell<Cell>(Cell.all[1], accuracyPercent: nil, latencyMilliseconds: 3),
                EvaluatedCell<Cell>(Cell.all[2], accuracyPercent: .nan, latencyMilliseconds: .infinity),
            ]) == nil)
    }

    /// Cells it never saw, near enough to tell better from worse.
    @Test func itLearnsFromTheRun() throws {
        let models = try #require(ObjectiveModels<Cell>(OffspringChoiceTests.run(seed: 1, count: 200)))
        var random = RandomStream(seed: 2, "unseen")
        for cell in random.sample(50, of: Cell.all) {
            let truth = OffspringChoiceTests.evaluated(cell)
            let (belief, runs) = models.belief(of: CellLikeness(cell))
            if let point = truth.plane {
                #expect(abs(belief.mean.x - point.x) < 6, "\(cell.letters)")
                #expect(abs(belief.mean.y - point.y) < 3, "\(cell.letters)")
            }
            #expect((0...1).contains(runs))
        }
    }

    /// A third of the space cannot run; the models see it by what the cells share.
    @Test func itLearnsWhatTheDeviceCannotRun() throws {
        let cells = OffspringChoiceTests.run(seed: 3, count: 300).map(\.cell)
        let models = try #require(
            ObjectiveModels<Cell>(
                cells.map {
                    EvaluatedCell<Cell>(
                        $0, accuracyPercent: 80, latencyMilliseconds: $0[5] == .none ? nil : 2)
                }))
        let known = CellSet(cells)
        var right = 0
        let unseen = Cell.all.filter { !known.contains($0) && $0.code % 50 == 0 }
        for cell in unseen where (models.belief(of: CellLikeness(cell)).runs < 0.5) == (cell[5] == .none) {
            right += 1
        }
        #expect(Double(right) > 0.85 * Double(unseen.count), "\(right) of \(unseen.count)")
    }

    @Test func allRunWhereAllHaveALatency() throws {
        let models = try #require(
            ObjectiveModels<Cell>([
                EvaluatedCell<Cell>(Cell.all[7], accuracyPercent: 80, latencyMilliseconds: 2)
            ]))
        #expect(models.belief(of: CellLikeness(Cell.all[99])).runs == 1)
    }

    /// Perfect, worse than none, beyond all bounds: numbers all the same.
    @Test func strangeValuesGiveNumbers() throws {
        for (accuracy, latency) in [(100.0, 0.0), (150, -5), (-1e300, 1e300), (1e-300, 1e-300)] {
            let evaluated = Cell.all.prefix(30).enumerated().map { place, cell in
                EvaluatedCell<Cell>(
                    cell, accuracyPercent: place % 2 == 0 ? accuracy : 50,
                    latencyMilliseconds: place % 3 == 0 ? latency : 1)
            }
            let models = try #require(ObjectiveModels<Cell>(evaluated))
            for cell in Cell.all.suffix(20) {
                let likeness = CellLikeness(cell)
                let exact = models.exact(models.belief(of: likeness).point, of: likeness)
                #expect(exact.mean.isFinite && exact.deviation.isFinite, "\(accuracy) % in \(latency) ms")
            }
        }
    }

    /// The time it takes grows with the third power of the cells: there is a limit, and the best are kept.
    @Test func aLongRunIsLearntFromInPart() throws {
        let run = OffspringChoiceTests.run(seed: 5, count: 3 * ObjectiveModels<Cell>.most)
        let models = try #require(ObjectiveModels<Cell>(run))
        let placed = run.filter { $0.point != nil }
        let front = nonDominated(placed.compactMap(\.plane)).map { placed[$0] }
        for cell in front {
            let mean = models.belief(of: CellLikeness(cell.cell)).point.mean
            #expect(abs(mean.y - (cell.latencyMilliseconds ?? 0)) < 1)
        }
    }
}
