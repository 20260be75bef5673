import Spaces
import Testing

@testable import Proposal

struct ExhaustiveSearchTests {
    @Test(arguments: PartitionScheme.allCases)
    func everyCellNotYetTriedIsProposedOnce(_ scheme: PartitionScheme) throws {
        let seeds = Set(MadeUpRun(seed: 91, [60]).cells)
        let acceptance = Acceptance<Cell>(novelty: .text, tried: seeds)
        let proposals = try #require(
            ExhaustiveSearch.propose(overAll: scheme.niches, acceptance: acceptance))
        let cells = proposals.joined().map(\.cell)
        #expect(cells.count == 15_565 && Set(cells).union(seeds).count == 15_625)
        for (niche, children) in zip(scheme.niches, proposals) {
            #expect(children.map(\.cell) == niche.cells.filter { !seeds.contains($0) })
            #expect(children.allSatisfy { $0.operation == "exhaustive" && $0.parents.isEmpty })
        }
    }

    @Test func afterwardsNothingIsLeft() {
        let acceptance = Acceptance<Cell>(novelty: .text, tried: Cell.all)
        let proposals = ExhaustiveSearch.propose(overAll: Niches.paper, acceptance: acceptance)
        #expect(proposals == Niches.paper.map { _ in [] })
    }

    @Test func onlyWhatIsUnderTheLimitAndInANiche() {
        let acceptance = Acceptance<Cell>(
            novelty: .text, tried: [], limit: (1, { $0.code % 2 == 0 ? 1 : 1.5 }))
        let proposals = ExhaustiveSearch.propose(overAll: [Niches.six], acceptance: acceptance)
        #expect(
            proposals == [
                Niches.six.cells.filter { $0.code % 2 == 0 }.map {
                    ProposedChild($0, operation: "exhaustive")
                }
            ])
    }

    /// No function is left out, and each has its form without dead edges.
    @Test func withNoveltyByFunctionEveryFunctionIsThere() throws {
        let acceptance = Acceptance<Cell>(novelty: .function, tried: [])
        let proposals = try #require(
            ExhaustiveSearch.propose(overAll: [Niches.whole], acceptance: acceptance))
        let cells = Set(proposals[0].map(\.cell))
        #expect(cells.count < 15_625 && cells.isSuperset(of: Cell.all.map(\.canonical)))
    }
}
