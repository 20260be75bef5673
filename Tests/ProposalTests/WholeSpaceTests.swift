import Pareto
import Spaces
import Testing

@testable import Proposal

/// What holds for every method that chooses over the whole space by what was evaluated.
struct WholeSpaceTests {
    enum Method: String, CaseIterable {
        case screenedEvolution, nsga2, regularizedEvolution, localSearch

        func propose(
            _ children: Int, overAll niches: [Niche] = [Niches.whole], _ run: MadeUpRun,
            _ acceptance: Acceptance<Cell>, _ random: inout RandomStream
        ) -> [[ProposedChild<Cell>]] {
            let history = run.history
            return switch self {
            case .screenedEvolution:
                ScreenedEvolution(children: children).propose(
                    overAll: niches, archives: run.archives(of: niches), evaluated: run.evaluated,
                    acceptance: acceptance, random: &random)
            case .nsga2:
                NSGA2(children: children, crossoverProbability: 0.5).propose(
                    overAll: niches, history: history, acceptance: acceptance, random: &random)
            case .regularizedEvolution:
                RegularizedEvolution(children: children).propose(
                    overAll: niches, history: history, acceptance: acceptance, random: &random)
            case .localSearch:
                LocalSearch(children: children).propose(
                    overAll: niches, history: history, acceptance: acceptance, random: &random)
            }
        }
    }

    @Test(arguments: Method.allCases, PartitionScheme.allCases)
    func childrenAreNewAndInTheirNicheAndAsManyAsAsked(_ method: Method, _ scheme: PartitionScheme) {
        for novelty in Novelty.allCases {
            let run = MadeUpRun(seed: 31)
            var random = RandomStream(seed: 31, method.rawValue)
            var judge = Acceptance<Cell>(novelty: novelty, tried: run.cells)
            let proposals = method.propose(90, overAll: scheme.niches, run, judge, &random)
            #expect(proposals.count == scheme.niches.count)
            #expect(proposals.map(\.count).reduce(0, +) == 90, "seed 31")
            let measured = Set(run.history.members.map(\.cell))
            for (niche, children) in zip(scheme.niches, proposals) {
                for child in children {
                    #expect(niche.contains(child.cell))
                    #expect(measured.isSuperset(of: child.parents), "seed 31")
                }
            }
            // One after another in the order they were made would do; with text any order does.
            if novelty == .text {
                for (niche, children) in zip(scheme.niches, proposals) {
                    for child in children {
                        #expect(judge.judge(child.cell, for: niche) == nil, "seed 31: \(child)")
                    }
                }
            }
            #expect(Set(proposals.joined().map(\.cell)).count == 90)
        }
    }

    @Test(arguments: Method.allCases)
    func theSameStreamMakesTheSameChildren(_ method: Method) {
        func children(_ generation: Int) -> [[ProposedChild<Cell>]] {
            let run = MadeUpRun(seed: 32)
            var random = RandomStream(seed: 32, "generation \(generation)")
            let acceptance = Acceptance<Cell>(novelty: .text, tried: run.cells)
            return method.propose(30, run, acceptance, &random)
        }
        #expect(children(4) == children(4))
        #expect(children(4) != children(5))
    }

    /// On the Edge TPU a third of the space has no latency; a run may well begin with nothing to go by.
    @Test(arguments: Method.allCases)
    func withoutAnyValueChildrenAreDrawnAtRandom(_ method: Method) {
        for run in [MadeUpRun(seed: 33, holes: 2), MadeUpRun(seed: 33, [])] {
            var random = RandomStream(seed: 33, method.rawValue)
            let acceptance = Acceptance<Cell>(novelty: .text, tried: run.cells)
            let proposals = method.propose(30, run, acceptance, &random)
            #expect(proposals[0].count == 30)
            #expect(proposals[0].allSatisfy { $0.operation == "random" && $0.parents.isEmpty })
        }
    }

    @Test(arguments: Method.allCases)
    func aSpentSpaceYieldsWhatItHas(_ method: Method) {
        let run = MadeUpRun(seed: 34)
        let evaluated = Set(run.cells)
        let last = Cell.all.filter { !evaluated.contains($0) }.suffix(3)
        let tried = Cell.all.filter { !last.contains($0) }
        for (tried, left) in [(tried, Array(last)), (Cell.all, [])] {
            var random = RandomStream(seed: 34, method.rawValue)
            let acceptance = Acceptance<Cell>(novelty: .text, tried: tried)
            let proposals = method.propose(30, run, acceptance, &random)
            #expect(proposals[0].map(\.cell).sorted() == left, "seed 34")
        }
    }

    @Test(arguments: Method.allCases)
    func childrenStayUnderTheLimit(_ method: Method) {
        let run = MadeUpRun(seed: 35)
        let isFast = { (cell: Cell) in cell.code % 7 == 3 }
        var random = RandomStream(seed: 35, method.rawValue)
        let acceptance = Acceptance<Cell>(
            novelty: .text, tried: run.cells, limit: (1, { isFast($0) ? 0.5 : nil }))
        let proposals = method.propose(40, run, acceptance, &random)
        #expect(proposals[0].count == 40 && proposals[0].allSatisfy { isFast($0.cell) }, "seed 35")
    }

    /// Niches of a user's own need not cover the space.
    @Test(arguments: Method.allCases)
    func cellsOfNoNicheAreNotProposed(_ method: Method) {
        let run = MadeUpRun(seed: 36)
        var random = RandomStream(seed: 36, method.rawValue)
        let acceptance = Acceptance<Cell>(novelty: .text, tried: [])
        let proposals = method.propose(
            99, overAll: [Niches.one, Niches.six], run, acceptance, &random)
        #expect(proposals.map { $0.map(\.cell).sorted() } == [Niches.one.cells, Niches.six.cells])
    }

    @Test(arguments: Method.allCases, [0, -5])
    func nothingAskedIsNothingProposed(_ method: Method, _ children: Int) {
        let run = MadeUpRun(seed: 37)
        var random = RandomStream(seed: 37)
        let acceptance = Acceptance<Cell>(novelty: .text, tried: run.cells)
        #expect(method.propose(children, run, acceptance, &random) == [[]])
    }

    // MARK: - What is remembered

    @Test func cellsWithoutAValueAreForgottenButCountAsSeeds() {
        let cells = Cell.all.prefix(5)
        let evaluated = [
            EvaluatedCell<Cell>(cells[4], accuracyPercent: 50, latencyMilliseconds: 1, generation: 1),
            EvaluatedCell<Cell>(cells[0], accuracyPercent: nil, latencyMilliseconds: 1),
            EvaluatedCell<Cell>(cells[1], accuracyPercent: 60, latencyMilliseconds: 2),
            EvaluatedCell<Cell>(cells[2], accuracyPercent: 70, latencyMilliseconds: nil),
            EvaluatedCell<Cell>(cells[3], accuracyPercent: .nan, latencyMilliseconds: 1),
        ]
        let history = SearchHistory<Cell>(evaluated)
        #expect(history.seedCount == 4)
        #expect(history.generations.map { $0.map(\.cell) } == [[cells[1]], [cells[4]]])
        #expect(history.members.map(\.point[0]) == [40, 50])
    }
}
