import Pareto
import Spaces
import Testing

@testable import Proposal

struct LocalSearchTests {
    private func children(
        _ count: Int, of evaluated: [EvaluatedCell<Cell>], tried: [Cell]? = nil, seed: Int
    ) -> [ProposedChild<Cell>] {
        var random = RandomStream(seed: seed, "local search")
        return LocalSearch(children: count).propose(
            overAll: [Niches.whole], history: SearchHistory<Cell>(evaluated),
            acceptance: Acceptance<Cell>(novelty: .text, tried: tried ?? evaluated.map(\.cell)),
            random: &random)[0]
    }

    /// Far apart: no two share a neighbour.
    private func front() throws -> [EvaluatedCell<Cell>] {
        [
            EvaluatedCell<Cell>(try Cell("------"), accuracyPercent: 10, latencyMilliseconds: 1),
            EvaluatedCell<Cell>(try Cell("ssssss"), accuracyPercent: 50, latencyMilliseconds: 5),
            EvaluatedCell<Cell>(try Cell("pppppp"), accuracyPercent: 55, latencyMilliseconds: 6),
            EvaluatedCell<Cell>(try Cell("333333"), accuracyPercent: 90, latencyMilliseconds: 20),
            // Dominated.
            EvaluatedCell<Cell>(try Cell("111111"), accuracyPercent: 40, latencyMilliseconds: 19),
        ]
    }

    @Test func theWholeNeighbourhoodOfAMemberIsExplored() throws {
        let front = try front()
        let made = children(24, of: [front[1]], seed: 71)
        #expect(Set(made.map(\.cell)) == Set(Cell.all.filter { distance($0, front[1].cell) == 1 }))
        #expect(made.allSatisfy { $0.operation == "mutation" && $0.parents == [front[1].cell] })
    }

    /// The ends first, then the less crowded of the others; a dominated cell never.
    @Test func theLeastCrowdedIsExploredFirst() throws {
        let front = try front()
        let made = children(100, of: front, seed: 72)
        let parents = made.map { $0.parents.first }
        #expect(Set(parents[..<48]) == [front[0].cell, front[3].cell])
        // The gaps around 1: 45 of 80 and 5 of 19; around 2: 40 of 80 and 15 of 19.
        #expect(Set(parents[48..<72]) == [front[2].cell])
        #expect(Set(parents[72..<96]) == [front[1].cell])
        #expect(Set(made[96...].map(\.operation)) == ["random"])
    }

    @Test func whatWasExploredIsNotExploredAgain() throws {
        let front = try front()
        let seen = Cell.all.filter { distance($0, front[0].cell) <= 1 } + front.map(\.cell)
        let made = children(60, of: front, tried: seen, seed: 73)
        #expect(Set(made.flatMap(\.parents)) == Set([front[1], front[2], front[3]].map(\.cell)))
    }

    @Test func whatAGenerationHasNoRoomForTheNextExplores() throws {
        let member = try front()[1]
        let first = children(10, of: [member], seed: 74)
        let second = children(20, of: [member], tried: [member.cell] + first.map(\.cell), seed: 75)
        let explored = (first + second).filter { $0.operation == "mutation" }.map(\.cell)
        #expect(Set(explored) == Set(Cell.all.filter { distance($0, member.cell) == 1 }))
        #expect(explored.count == 24 && second.count == 20)
    }

    @Test func whenAllIsExploredItRestartsAtRandom() throws {
        let front = try front()
        let seen = Cell.all.filter { cell in front.contains { distance($0.cell, cell) <= 1 } }
        let made = children(30, of: front, tried: seen, seed: 76)
        #expect(made.count == 30)
        #expect(made.allSatisfy { $0.operation == "random" && $0.parents.isEmpty })
    }

    @Test(arguments: 77..<82)
    func neighboursOfTheFrontOnly(_ seed: Int) {
        let run = MadeUpRun(seed: seed)
        let placed = run.evaluated.compactMap { cell in cell.point.map { (cell: cell.cell, point: $0) } }
        let front = placed.filter { one in !placed.contains { $0.point.dominates(one.point) } }.map(\.cell)
        for child in children(30, of: run.evaluated, seed: seed) {
            #expect(child.operation == "mutation" && child.parents.allSatisfy(front.contains), "seed \(seed)")
            #expect(child.parents.map { distance($0, child.cell) } == [1], "seed \(seed)")
        }
    }
}
