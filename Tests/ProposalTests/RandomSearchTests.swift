import Spaces
import TestSupport
import Testing

@testable import Proposal

struct RandomSearchTests {
    @Test(arguments: [0, 2, 5])
    func childrenAreUnseenCellsOfTheNiche(_ number: Int) {
        let niche = Niches.paper[number]
        var random = RandomStream(seed: number, "random")
        let tried = random.sample(100, of: niche.cells)
        var acceptance = Acceptance<Cell>(novelty: .text, tried: tried)
        let proposals = RandomSearch.propose(20, for: niche, acceptance: &acceptance, random: &random)
        let cells = proposals.map(\.cell)
        #expect(Set(cells).count == 20 && Set(cells).isDisjoint(with: tried), "seed \(number)")
        #expect(cells.allSatisfy(niche.contains))
        #expect(proposals.allSatisfy { $0.operation == "random" && $0.parents.isEmpty })
    }

    /// Six cells, two of them known: each of the others as often. A cell so rare is found by draws from the
    /// whole space in some runs and by listing the niche in the others.
    @Test func everyUnseenCellIsEquallyLikely() {
        let cells = Niches.six.cells
        var random = RandomStream(seed: 21)
        var counts: [Cell: Int] = [:]
        for _ in 0..<40 {
            var acceptance = Acceptance<Cell>(novelty: .text, tried: cells.prefix(2))
            let proposals = RandomSearch.propose(1, for: Niches.six, acceptance: &acceptance, random: &random)
            for child in proposals { counts[child.cell, default: 0] += 1 }
        }
        #expect(counts.values.reduce(0, +) == 40)
        #expect(Set(counts.keys) == Set(cells.dropFirst(2)))
        #expect(deviation(Array(counts.values)) < 4, "seed 21")
    }

    /// In a niche of some size, by the parts of its unseen cells.
    @Test func largeNichesAreDrawnFromEvenly() {
        let niche = Niches.paper[2]
        let tried = Set(niche.cells.filter { $0.code % 2 == 0 })
        let unseen = niche.cells.filter { !tried.contains($0) }
        var random = RandomStream(seed: 22)
        var counts = [Int](repeating: 0, count: 10)
        let none = Acceptance<Cell>(novelty: .text, tried: tried)
        for _ in 0..<1_000 {
            var acceptance = none
            let child = RandomSearch.propose(1, for: niche, acceptance: &acceptance, random: &random)[0]
            let rank = unseen.firstIndex(of: child.cell) ?? -1
            counts[rank * 10 / unseen.count] += 1
        }
        #expect(deviation(counts) < 4, "seed 22")
    }

    @Test func anExhaustedNicheYieldsWhatItHas() {
        var random = RandomStream(seed: 23)
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [])
        let six = RandomSearch.propose(9, for: Niches.six, acceptance: &acceptance, random: &random)
        #expect(six.map(\.cell).sorted() == Niches.six.cells)
        let more = RandomSearch.propose(9, for: Niches.six, acceptance: &acceptance, random: &random)
        #expect(more.isEmpty)
        let one = RandomSearch.propose(9, for: Niches.one, acceptance: &acceptance, random: &random)
        #expect(one.map(\.cell) == Niches.one.cells)
    }

    @Test func nothingAskedIsNothingDrawn() {
        var random = RandomStream(seed: 24)
        var untouched = random
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [])
        #expect(
            RandomSearch.propose(0, for: Niches.six, acceptance: &acceptance, random: &random)
                .isEmpty)
        #expect(random.next() == untouched.next())
    }

    @Test func theSameStreamDrawsTheSameCells() {
        func cells(_ name: String) -> [Cell] {
            var random = RandomStream(seed: 25, name)
            var acceptance = Acceptance<Cell>(novelty: .text, tried: [])
            return RandomSearch.propose(5, for: Niches.paper[3], acceptance: &acceptance, random: &random)
                .map(\.cell)
        }
        #expect(cells("a") == cells("a"))
        #expect(cells("a") != cells("b"))
    }

    // MARK: - Over all niches

    @Test(arguments: PartitionScheme.allCases)
    func aChildIsFiledUnderItsNiche(_ scheme: PartitionScheme) {
        let niches = scheme.niches
        var random = RandomStream(seed: 26, scheme.rawValue)
        let tried = random.sample(1_000, of: Cell.all)
        var acceptance = Acceptance<Cell>(novelty: .text, tried: tried)
        let proposals = RandomSearch.propose(200, overAll: niches, acceptance: &acceptance, random: &random)
        #expect(proposals.count == niches.count)
        for (niche, turn) in zip(niches, proposals) {
            #expect(turn.allSatisfy { niche.contains($0.cell) && $0.operation == "random" })
        }
        let cells = proposals.flatMap { $0 }.map(\.cell)
        #expect(cells.count == 200 && Set(cells).count == 200 && Set(cells).isDisjoint(with: tried))
    }

    /// A niche gets children in proportion to its unseen cells.
    @Test func nichesGetTheirShare() {
        var random = RandomStream(seed: 27)
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [])
        let proposals = RandomSearch.propose(
            3_000, overAll: Niches.paper, acceptance: &acceptance, random: &random)
        let sizes = [729, 3_367, 6_144, 3_840, 1_280, 265]
        #expect(deviation(proposals.map(\.count), weights: sizes.map(Double.init)) < 4, "seed 27")
    }

    @Test func cellsOfNoNicheArePassedOver() {
        var random = RandomStream(seed: 28)
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [])
        let proposals = RandomSearch.propose(
            99, overAll: [Niches.one, Niches.six], acceptance: &acceptance, random: &random)
        #expect(proposals.map { $0.map(\.cell).sorted() } == [Niches.one.cells, Niches.six.cells])
    }

    /// Two cells of the same function lie in the pool together; only one of them can be taken.
    @Test func whatBecomesKnownOnTheWayIsPassedOver() {
        let niche = Niche(name: "cut", bounds: [.init(.none, 5, 6)])
        var random = RandomStream(seed: 29)
        var acceptance = Acceptance<Cell>(novelty: .function, tried: [])
        let proposals = RandomSearch.propose(99, overAll: [niche], acceptance: &acceptance, random: &random)[
            0]
        // Of 25 cells with one operation at most, four have a live one; the others all compute nothing, and of
        // those the empty cell may come after one that is drawn with a dead edge.
        #expect(Set(proposals.map(\.cell.canonical)).count == 5)
        #expect(proposals.count == 6 && proposals.contains { $0.cell.code == 0 }, "seed 29")
    }
}
