import Pareto
import Spaces
import TestSupport
import Testing

@testable import Proposal

struct NSGA2Tests {
    // MARK: - Population

    @Test(arguments: 40..<50)
    func theReplayedPopulationIsThatOfASlowDirectSelection(_ seed: Int) {
        let run = MadeUpRun(seed: seed, [20, 15, 0, 40, 5])
        var population: [Evolution.Member<Cell>] = []
        for generation in 0..<5 {
            let born = run.evaluated.filter { $0.generation == generation && $0.point != nil }
            population = slowSelection(
                population + born.map { ($0.cell, $0.point ?? [0, 0]) }, 20)
        }
        #expect(NSGA2.population(run.history).map(\.cell) == population.map(\.cell), "seed \(seed)")
    }

    /// Rank by peeling fronts off, crowding by looking for both neighbours: section III of the paper as it
    /// stands.
    private func slowSelection(
        _ pool: [Evolution.Member<Cell>], _ count: Int
    ) -> [Evolution.Member<Cell>] {
        var rest = pool
        var chosen: [Evolution.Member<Cell>] = []
        while chosen.count < count, !rest.isEmpty {
            let isOnFront = rest.map { member in !rest.contains { $0.point.dominates(member.point) } }
            let front = zip(rest, isOnFront).filter(\.1).map(\.0)
            rest = zip(rest, isOnFront).filter { !$0.1 }.map(\.0)
            let distances = front.map { member in
                gap(member.point[0], front.map(\.point[0])) + gap(member.point[1], front.map(\.point[1]))
            }
            let order = front.indices.sorted { (-distances[$0], $0) < (-distances[$1], $1) }
            chosen += order.map { front[$0] }.prefix(count - chosen.count)
        }
        return chosen
    }

    private func gap(_ value: Double, _ all: [Double]) -> Double {
        guard let below = all.filter({ $0 < value }).max(), let above = all.filter({ $0 > value }).min(),
            let least = all.min(), let most = all.max()
        else { return .infinity }
        return (above - below) / (most - least)
    }

    @Test func survivorsNeverOutnumberTheSeeds() {
        for sizes in [[60, 30, 30], [3, 30, 30], [1, 1], [0, 30], []] {
            let population = NSGA2.population(MadeUpRun(seed: 50, sizes, holes: 0).history)
            // A run that evaluated no seed has its first generation in their place.
            #expect(population.count == sizes.first { $0 > 0 } ?? 0)
        }
    }

    // MARK: - Mating

    /// Of two members one always wins.
    @Test func theBetterOfTwoIsTheParent() throws {
        let (good, bad) = (try Cell("3sss11"), try Cell("ppp---"))
        let history = SearchHistory<Cell>([
            EvaluatedCell<Cell>(bad, accuracyPercent: 20, latencyMilliseconds: 5),
            EvaluatedCell<Cell>(good, accuracyPercent: 90, latencyMilliseconds: 2),
        ])
        var random = RandomStream(seed: 51)
        let proposals = NSGA2(children: 20, crossoverProbability: 1).propose(
            overAll: [Niches.whole], history: history,
            acceptance: Acceptance<Cell>(novelty: .text, tried: [good, bad]), random: &random)
        #expect(proposals[0].count == 20)
        #expect(proposals[0].allSatisfy { $0.parents == [good] && $0.operation == "mutation" })
    }

    /// The better half wins three tournaments of four, but for those between its own: of 60 members, 1 - 30 *
    /// 29 / (60 * 59).
    @Test func tournamentsFavourTheBetter() {
        let run = MadeUpRun(seed: 52, holes: 0)
        let better = Set(NSGA2.population(run.history).prefix(30).map(\.cell))
        var random = RandomStream(seed: 52)
        let proposals = NSGA2(children: 800, crossoverProbability: 0).propose(
            overAll: [Niches.whole], history: run.history,
            acceptance: Acceptance<Cell>(novelty: .text, tried: []),
            random: &random)
        let parents = proposals[0].flatMap(\.parents)
        #expect(parents.count == 800)
        let wins = parents.count(where: better.contains)
        let share = 1 - 30.0 * 29 / (60 * 59)
        #expect(deviation([wins, 800 - wins], weights: [share, 1 - share]) < 4, "seed 52")
    }

    // MARK: - Variation

    /// In a run that has none of the cells, the first mutation always does: one edge apart from the parent, or
    /// from a mixture of both.
    @Test(arguments: [0, 0.25, 1])
    func oneEdgeIsMutatedAfterCrossoverOrCopy(_ probability: Double) {
        let run = MadeUpRun(seed: 53)
        var random = RandomStream(seed: 53, "\(probability)")
        var counts = [0, 0]
        for _ in 0..<300 {
            let proposals = NSGA2(children: 1, crossoverProbability: probability).propose(
                overAll: [Niches.whole], history: run.history,
                acceptance: Acceptance<Cell>(novelty: .text, tried: []), random: &random)
            let child = proposals[0][0]
            let strange = (0..<6).count { edge in
                !child.parents.contains { $0[edge] == child.cell[edge] }
            }
            #expect(child.parents.count == (child.operation == "crossover" ? 2 : 1))
            #expect(child.operation == "crossover" ? strange <= 1 : strange == 1, "seed 53: \(child)")
            counts[child.parents.count - 1] += 1
        }
        // Now and then both tournaments have the same winner.
        if probability == 0 { #expect(counts == [300, 0]) }
        if probability == 0.25 { #expect(counts[1] > 40 && counts[1] < 110, "seed 53") }
        if probability == 1 { #expect(counts[1] > 270, "seed 53") }
    }

    @Test func aChildTheRunHasIsMutatedOn() throws {
        let parent = try Cell("3sss11")
        let history = SearchHistory<Cell>([
            EvaluatedCell<Cell>(parent, accuracyPercent: 90, latencyMilliseconds: 2)
        ])
        let tried = Cell.all.filter { distance($0, parent) < 2 }
        var random = RandomStream(seed: 54)
        let proposals = NSGA2(children: 30, crossoverProbability: 0.5).propose(
            overAll: [Niches.whole], history: history,
            acceptance: Acceptance<Cell>(novelty: .text, tried: tried),
            random: &random)
        #expect(proposals[0].count == 30)
        #expect(proposals[0].allSatisfy { $0.operation == "mutation" && distance($0.cell, parent) > 1 })
    }
}
