import Spaces
import TestSupport
import Testing

@testable import Proposal

struct ScopeTests {
    @Test func theProposersHaveTheirNames() {
        #expect(
            ModelProposer.allCases.map(\.rawValue) == [
                "co-evolution", "no-knowledge", "llm-unpartitioned", "plain-prompt", "latency-prompt",
            ])
        #expect(ModelProposer.allCases.filter(\.isPartitioned) == [.coEvolution, .noKnowledge])
    }

    @Test func operatorsComeAsOftenAsAsked() {
        var random = RandomStream(seed: 81)
        let drawn = ChildOperator.draw(2_000, members: 9, crossoverProbability: 0.3, random: &random)
        let crossed = drawn.count { $0 == .crossover }
        #expect(deviation([crossed, 2_000 - crossed], weights: [0.3, 0.7]) < 4, "seed 81")
        #expect(drawn.allSatisfy { $0 != .model })
    }

    @Test func oneMemberMeansMutationAndNoneTheModelsChoice() {
        var random = RandomStream(seed: 82)
        #expect(
            ChildOperator.draw(3, members: 1, crossoverProbability: 1, random: &random) == [
                .mutation, .mutation, .mutation,
            ])
        #expect(
            ChildOperator.draw(2, members: 0, crossoverProbability: 1, random: &random) == [.model, .model])
        #expect(ChildOperator.draw(-1, members: 9, crossoverProbability: 1, random: &random).isEmpty)
    }

    /// What a stream gives later does not depend on how large the archive was.
    @Test func theStreamMovesTheSame() {
        let ends = [0, 1, 9].map { members in
            var random = RandomStream(seed: 83)
            _ = ChildOperator.draw(5, members: members, crossoverProbability: 0.5, random: &random)
            return random.next()
        }
        #expect(Set(ends).count == 1)
    }

    @Test func theWholeSpaceHoldsEveryCell() {
        let whole = Scope<Cell>(wholeWith: [.model, .model])
        #expect(whole.name == "all" && whole.children == 2 && whole.isWhole)
        #expect(Cell.all.allSatisfy(whole.niche.contains))
    }
}
