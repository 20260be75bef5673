import Pareto
import Spaces
import Testing

@testable import Proposal

/// What it shares with the methods of the whole space, `WholeSpaceTests` has.
struct ScreenedEvolutionTests {
    private func children(
        _ count: Int, of niches: [Niche] = Niches.paper, _ evaluated: [EvaluatedCell<Cell>],
        tried: [Cell]? = nil,
        novelty: Novelty = .text, seed: Int
    ) -> [[ProposedChild<Cell>]] {
        var random = RandomStream(seed: seed, "screened evolution")
        return ScreenedEvolution(children: count).propose(
            overAll: niches, archives: evaluated.archives(of: niches), evaluated: evaluated,
            acceptance: Acceptance<Cell>(novelty: novelty, tried: tried ?? evaluated.map(\.cell)),
            random: &random)
    }

    @Test(arguments: 1...4) func everyNicheHasOneAndTheRestGoesWhereItPays(_ seed: Int) {
        let run = OffspringChoiceTests.run(seed: seed)
        let made = children(30, run, seed: seed)
        #expect(made.map(\.count).reduce(0, +) == 30, "seed \(seed)")
        #expect(made.allSatisfy { !$0.isEmpty }, "seed \(seed)")
        #expect(Set(made.map(\.count)).count > 1, "seed \(seed)")
        for (niche, own) in zip(Niches.paper, made) {
            #expect(own.allSatisfy { niche.contains($0.cell) }, "seed \(seed)")
        }
        // One a niche: nothing is left to share out.
        #expect(children(6, run, seed: seed).map(\.count) == [1, 1, 1, 1, 1, 1], "seed \(seed)")
    }

    /// A niche that nothing in the pool leads to has its one child all the same; a spent one has none.
    @Test func aNicheOutOfReachIsDrawnFromAndASpentOneIsPassedOver() throws {
        let cell = try Cell("ssssss")
        let evaluated = [EvaluatedCell<Cell>(cell, accuracyPercent: 60, latencyMilliseconds: 1)]
        let niches = [Niches.one, Niches.six, Niche(name: "light", bounds: [.init(.convolution3x3, 0, 1)])]
        let made = children(12, of: niches, evaluated, seed: 5)
        #expect(made.map(\.count) == [1, 1, 10])
        #expect(made[0].map(\.operation) == ["random"] && made[1].map(\.operation) == ["random"])
        let spent = children(12, of: niches, evaluated, tried: [cell] + Niches.one.cells, seed: 5)
        #expect(spent.map(\.count) == [0, 1, 11])
    }

    @Test func noveltyByFunctionTakesEachFunctionOnce() {
        let run = OffspringChoiceTests.run(seed: 7)
        let made = children(60, run, novelty: .function, seed: 7).joined().map(\.cell)
        var judge = Acceptance<Cell>(novelty: .function, tried: run.map(\.cell))
        // In the order chosen they are all acceptable; filed by niche, a redrawing may come before its form.
        let known = Set(run.map(\.cell.canonical))
        let redrawn = made.filter { $0.canonical != $0 }
        #expect(Set(redrawn.map(\.canonical)).count == redrawn.count)
        #expect(known.isDisjoint(with: redrawn.map(\.canonical)))
        #expect(made.allSatisfy { judge.isOpen($0) })
        #expect(made.first.map { judge.judge($0, for: Niches.whole) == nil } ?? false)
    }

    /// Values that follow from what is on the edges, each edge at its own rate: a front of many cells.
    private func landscape(_ cell: Cell) -> EvaluatedCell<Cell> {
        var accuracy = 40.0
        var latency = 1.0
        for edge in 0..<Cell.edgeCount {
            let place = Double(edge)
            switch cell[edge] {
            case .none: break
            case .skipConnect: (accuracy, latency) = (accuracy + 1 + place / 10, latency + 0.1)
            case .convolution1x1: (accuracy, latency) = (accuracy + 4 - place / 8, latency + 1 + place / 9)
            case .convolution3x3: (accuracy, latency) = (accuracy + 7 + place / 7, latency + 3 - place / 6)
            case .averagePool3x3: (accuracy, latency) = (accuracy - 1 + place / 9, latency + 0.7)
            }
        }
        return EvaluatedCell<Cell>(cell, accuracyPercent: accuracy, latencyMilliseconds: latency)
    }

    /// Four generations find nearly all there is to gain, and more than breeding without a screen.
    @Test func itFindsMoreThanBreedingAlone() throws {
        let space = Cell.all.compactMap { landscape($0).plane }
        let reference = Point(x: space.map(\.x).max() ?? 0, y: space.map(\.y).max() ?? 0)
        let best = hypervolume(space, reference: reference)
        var random = RandomStream(seed: 8, "seeds")
        let seeds = Niches.paper.flatMap { random.sample(10, of: $0.cells) }.map(landscape)
        func reached(_ propose: ([EvaluatedCell<Cell>], Int) -> [Cell]) -> Double {
            var run = seeds
            for generation in 1...4 { run += propose(run, generation).map(landscape) }
            return hypervolume(run.compactMap(\.plane), reference: reference) / best
        }
        let screened = reached { run, generation in children(30, run, seed: generation).joined().map(\.cell) }
        let bred = reached { run, generation in
            var acceptance = Acceptance<Cell>(novelty: .text, tried: run.map(\.cell))
            var random = RandomStream(seed: 8, "bred \(generation)")
            let archives = run.archives(of: Niches.paper)
            let evolution = Evolution(children: 5, parentLimit: 6, crossoverProbability: 0.5)
            return Niches.paper.flatMap { niche in
                evolution.propose(
                    for: niche, archive: archives[niche.name] ?? [], acceptance: &acceptance, random: &random)
            }.map(\.cell)
        }
        #expect(screened > 0.99, "\(screened)")
        #expect(screened > bred, "\(screened), bred \(bred)")
    }
}
