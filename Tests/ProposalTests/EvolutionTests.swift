import Pareto
import Spaces
import TestSupport
import Testing

@testable import Proposal

struct EvolutionTests {
    private let evolution = Evolution(children: 5, parentLimit: 6, crossoverProbability: 0.5)

    // MARK: - Parents

    @Test func upToTheLimitAllAreParents() throws {
        var random = RandomStream(seed: 1)
        let cells = random.sample(6, of: Niches.paper[2].cells)
        for count in 0...6 {
            #expect(evolution.parents(from: archive(Array(cells[..<count]))) == Array(cells[..<count]))
        }
    }

    @Test func beyondItTheLeastCrowdedAreWithTheExtremesFirst() throws {
        var random = RandomStream(seed: 2)
        let cells = random.sample(8, of: Niches.paper[2].cells)
        // From the fastest to the most accurate; 1, 2 and 3 stand close together, 5 stands alone.
        let places: [(Double, Double)] = [
            (0, 100), (10, 50), (11, 49), (12, 48), (20, 40), (50, 20), (70, 10), (100, 0),
        ]
        let archive = zip(cells, places).map { (cell: $0, point: [$1.0, $1.1] as ObjectiveVector) }
        let parents = evolution.parents(from: archive)
        #expect(parents.count == 6)
        #expect(Set(parents[..<2]) == [cells[0], cells[7]])
        // Gaps between neighbours in both objectives, in percent: 1: 11 + 51, 2: 2 + 2, 3: 9 + 9, 4: 38 + 28,
        // 5: 50 + 30, 6: 50 + 20.
        #expect(Array(parents[2...]) == [cells[5], cells[6], cells[4], cells[1]])
        let two = Evolution(children: 1, parentLimit: 2, crossoverProbability: 0.5).parents(
            from: archive.reversed())
        #expect(Set(two) == [cells[0], cells[7]])
    }

    // MARK: - Children

    /// Whatever the niche, the archive and the notion of novelty: children are in the niche, new to the run,
    /// different, made of parents from the archive as their operator says, and nothing is rejected.
    @Test(arguments: [0, 1, 2, 3, 4, 5], Novelty.allCases)
    func childrenAreInTheNicheAndNew(_ number: Int, _ novelty: Novelty) {
        let niche = Niches.paper[number]
        var random = RandomStream(seed: number, novelty.rawValue)
        let cells = niche.cells
        let seeds = random.sample(10, of: cells)
        for size in [0, 1, 2, 6, 9] {
            let parents = Array(seeds[..<size])
            var acceptance = Acceptance<Cell>(novelty: novelty, tried: seeds)
            var judge = acceptance
            let proposals = evolution.propose(
                for: niche, archive: archive(parents), acceptance: &acceptance, random: &random)
            #expect(proposals.count == 5, "seed \(number), \(size) parents")
            for child in proposals {
                #expect(
                    judge.judge(child.cell, for: niche) == nil, "seed \(number), \(size) parents: \(child)")
                #expect(!acceptance.isOpen(child.cell))
                #expect(Set(child.parents).isSubset(of: parents))
                #expect(isMade(child, as: child.operation), "seed \(number), \(size) parents: \(child)")
            }
        }
    }

    private func isMade(_ child: ProposedChild<Cell>, as operation: String) -> Bool {
        switch (operation, child.parents.count) {
        case ("mutation", 1): return 1...2 ~= distance(child.cell, child.parents[0])
        case ("crossover", 2):
            return !child.parents.contains(child.cell)
                && (0..<6).allSatisfy { edge in child.parents.contains { $0[edge] == child.cell[edge] } }
        case ("random", 0): return true
        default: return false
        }
    }

    @Test func oneParentMeansMutation() throws {
        let parent = try Cell("3sss11")
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [parent])
        var random = RandomStream(seed: 3)
        let only = Evolution(children: 15, parentLimit: 6, crossoverProbability: 1)
        let proposals = only.propose(
            for: Niches.paper[2], archive: archive([parent]), acceptance: &acceptance, random: &random)
        #expect(proposals.count == 15)
        #expect(proposals.allSatisfy { $0.operation == "mutation" && $0.parents == [parent] })
    }

    @Test(arguments: [0, 0.25, 0.5, 1])
    func crossoverComesAsOftenAsAsked(_ probability: Double) {
        let niche = Niches.paper[2]
        var random = RandomStream(seed: 4, "\(probability)")
        let evolution = Evolution(children: 5, parentLimit: 6, crossoverProbability: probability)
        var counts = ["crossover": 0, "mutation": 0]
        // Parents with four edges and more between any two: there is always a mixture.
        let parents = ["3----1", "s3pp1s", "ps3-s-", "-p13pp"].compactMap { try? Cell($0) }
        for _ in 0..<60 {
            var acceptance = Acceptance<Cell>(novelty: .text, tried: parents)
            let children = evolution.propose(
                for: niche, archive: archive(parents), acceptance: &acceptance, random: &random)
            for child in children { counts[child.operation, default: 0] += 1 }
        }
        #expect(counts.count == 2 && counts.values.reduce(0, +) == 300)
        let crossed = counts["crossover"] ?? 0
        if probability == 0 || probability == 1 {
            #expect(crossed == (probability == 0 ? 0 : 300))
        } else {
            #expect(
                deviation([crossed, 300 - crossed], weights: [probability, 1 - probability]) < 4, "seed 4")
        }
    }

    @Test func parentsTooAlikeToCrossAreMutated() throws {
        let parents = try ["3sss11", "3sss1p"].map { try Cell($0) }
        var acceptance = Acceptance<Cell>(novelty: .text, tried: parents)
        var random = RandomStream(seed: 5)
        let always = Evolution(children: 5, parentLimit: 6, crossoverProbability: 1)
        let proposals = always.propose(
            for: Niches.paper[2], archive: archive(parents), acceptance: &acceptance, random: &random)
        #expect(proposals.map(\.operation) == Array(repeating: "mutation", count: 5))
    }

    // MARK: - Exhaustion

    /// All but three cells are known: three children, and no more is waited for.
    @Test func anExhaustedNicheYieldsWhatItHas() {
        let niche = Niches.paper[5]
        var random = RandomStream(seed: 6, niche.name)
        let cells = random.sample(niche.cells.count, of: niche.cells)
        for left in [0, 3] {
            var acceptance = Acceptance<Cell>(novelty: .text, tried: cells.dropFirst(left))
            let proposals = evolution.propose(
                for: niche, archive: archive(Array(cells.suffix(4))), acceptance: &acceptance, random: &random
            )
            #expect(Set(proposals.map(\.cell)) == Set(cells.prefix(left)), "seed 6")
            #expect(proposals.count == left)
        }
    }

    @Test func farFromAllParentsACellIsDrawnAtRandom() throws {
        let parent = try Cell("3333--")
        let left = Niches.paper[5].cells.filter { distance($0, parent) > 2 }
        let known = Niches.paper[5].cells.filter { distance($0, parent) <= 2 }
        #expect(left.count > 5)
        var acceptance = Acceptance<Cell>(novelty: .text, tried: known)
        var random = RandomStream(seed: 7)
        let proposals = evolution.propose(
            for: Niches.paper[5], archive: archive([parent]), acceptance: &acceptance, random: &random)
        #expect(proposals.count == 5)
        #expect(proposals.allSatisfy { $0.operation == "random" && left.contains($0.cell) })
    }

    /// No cell is fast enough: nothing is proposed, and it comes to an end.
    @Test func underALimitNobodyMeetsNothingIsAccepted() {
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [], limit: (1, { _ in 2 }))
        var random = RandomStream(seed: 8)
        let proposals = evolution.propose(
            for: Niches.six, archive: archive(Array(Niches.six.cells.prefix(2))), acceptance: &acceptance,
            random: &random)
        #expect(proposals.isEmpty)
    }

    @Test func underALimitTheFastOnesAreFound() {
        let fast = Set(Niches.paper[2].cells.filter { $0.code % 50 == 7 })
        var acceptance = Acceptance<Cell>(
            novelty: .text, tried: [], limit: (1, { fast.contains($0) ? 0.5 : 2 }))
        var random = RandomStream(seed: 9)
        let proposals = evolution.propose(
            for: Niches.paper[2], archive: [], acceptance: &acceptance, random: &random)
        #expect(proposals.count == 5 && proposals.allSatisfy { fast.contains($0.cell) })
    }

    // MARK: - Repeatability

    @Test func theSameStreamMakesTheSameChildren() {
        func children(_ generation: Int) -> [ProposedChild<Cell>] {
            var random = RandomStream(seed: 10, "prompt", "generation \(generation)", "S2")
            var acceptance = Acceptance<Cell>(novelty: .function, tried: [])
            let parents = archive(Array(Niches.paper[2].cells.prefix(9)))
            return evolution.propose(
                for: Niches.paper[2], archive: parents, acceptance: &acceptance, random: &random
            )
        }
        #expect(children(3) == children(3))
        #expect(children(3) != children(4))
    }
}
