import Pareto
import Spaces
import Testing

@testable import Proposal

struct RegularizedEvolutionTests {
    private func children(
        _ count: Int, of history: SearchHistory<Cell>, tried: [Cell] = [], _ random: inout RandomStream
    ) -> [ProposedChild<Cell>] {
        RegularizedEvolution(children: count).propose(
            overAll: [Niches.whole], history: history,
            acceptance: Acceptance<Cell>(novelty: .text, tried: tried),
            random: &random)[0]
    }

    // MARK: - Ageing

    @Test func theOldestLeave() {
        let run = MadeUpRun(seed: 61, [10, 4, 3], holes: 0)
        #expect(RegularizedEvolution.population(run.history).map(\.cell) == Array(run.cells.suffix(10)))
        let young = MadeUpRun(seed: 61, [10], holes: 0)
        #expect(RegularizedEvolution.population(young.history).map(\.cell) == young.cells)
    }

    /// A seed that beats all leaves with its year; under elitism it would be the only parent.
    @Test func howeverGoodTheyAre() throws {
        let best = try Cell("333333")
        let others = MadeUpRun(seed: 62, [9, 9, 1], holes: 0).evaluated.filter { $0.cell != best }
        let first = EvaluatedCell<Cell>(best, accuracyPercent: 100, latencyMilliseconds: 0)
        var random = RandomStream(seed: 62)
        let early = SearchHistory<Cell>([first] + others.filter { $0.generation == 0 })
        #expect(Set(children(20, of: early, &random).flatMap(\.parents)) == [best])
        let late = SearchHistory<Cell>([first] + others)
        let parents = Set(children(20, of: late, &random).flatMap(\.parents))
        #expect(!parents.isEmpty && !parents.contains(best), "seed 62")
    }

    // MARK: - Tournaments

    @Test func theBestOfASampleIsAnEndOfItsFront() {
        var random = RandomStream(seed: 63)
        let members = MadeUpRun(seed: 63, [60], holes: 0).history.members
        for _ in 0..<100 {
            let sample = random.sample(10, of: members)
            let best = sample.first { $0.cell == RegularizedEvolution.best(sample) }
            let leastError = sample.map(\.point[0]).min()
            let leastLatency = sample.map(\.point[1]).min()
            #expect(best?.point[0] == leastError || best?.point[1] == leastLatency, "seed 63")
        }
        #expect(RegularizedEvolution.best([]) == nil)
    }

    /// Ten of sixty are drawn: the member that beats all is the parent in one tournament of six, more often
    /// than one of sixty and less often than always.
    @Test func tenAreDrawn() throws {
        let best = try Cell("333333")
        let others = MadeUpRun(seed: 64, [60], holes: 0).evaluated.filter { $0.cell != best }.prefix(59)
        let history = SearchHistory<Cell>(
            [EvaluatedCell<Cell>(best, accuracyPercent: 100, latencyMilliseconds: 0)] + others)
        var random = RandomStream(seed: 64)
        let wins = (0..<600).count { _ in children(1, of: history, &random)[0].parents == [best] }
        // A binomial of mean 100 and deviation 9.
        #expect(wins > 63 && wins < 137, "seed 64")
    }

    // MARK: - Variation

    @Test func oneEdgeChanges() {
        let run = MadeUpRun(seed: 65)
        var random = RandomStream(seed: 65)
        let made = children(200, of: run.history, tried: run.cells, &random)
        let population = Set(RegularizedEvolution.population(run.history).map(\.cell))
        #expect(made.count == 200)
        for child in made where child.operation != "random" {
            #expect(child.operation == "mutation" && child.parents.count == 1)
            #expect(distance(child.cell, child.parents[0]) == 1, "seed 65")
            // All parents were evaluated before the generation.
            #expect(population.isSuperset(of: child.parents))
        }
        #expect(made.count { $0.operation == "mutation" } > 150, "seed 65")
    }

    @Test func whatParentsCannotMakeIsDrawnAtRandom() throws {
        let parent = try Cell("3sss11")
        let history = SearchHistory<Cell>([
            EvaluatedCell<Cell>(parent, accuracyPercent: 90, latencyMilliseconds: 2)
        ])
        let near = Cell.all.filter { distance($0, parent) < 2 }
        var random = RandomStream(seed: 66)
        let made = children(30, of: history, tried: Array(near.dropLast(4)), &random)
        #expect(made.prefix(4).map(\.cell).sorted() == near.suffix(4))
        #expect(
            made.map(\.operation) == Array(repeating: "mutation", count: 4)
                + Array(repeating: "random", count: 26))
    }
}
