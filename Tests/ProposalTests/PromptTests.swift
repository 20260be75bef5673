import LanguageModel
import Records
import Spaces
import Testing

@testable import Prompts
@testable import Proposal

/// What a model must be told, item by item.
struct PromptTests {
    private let scope = Scope<Cell>(Niches.paper[2], operators: [.crossover, .mutation, .crossover])

    private static let small = Result { try PromptTests().prompts { _ in } }

    private func prompts(
        _ change: (inout SearchState<Cell>) throws -> Void, scope: Scope<Cell>? = nil
    ) throws -> (knowledge: String, children: String) {
        var state = try SearchState<Cell>.small()
        try change(&state)
        let composer = try PromptComposer(
            templates: ShippedTemplates.read(), state: state, limits: .usual)
        let knowledge = state.knowledge["S2"] ?? KnowledgeBase()
        return (
            try composer.knowledgeUpdate(scope ?? self.scope).text,
            try composer.children(scope ?? self.scope, knowledge: knowledge).text
        )
    }

    @Test(arguments: [
        "[System role]", "[Context]", "[Knowledge Base]", "[Output format]",
        // The target and its limit.
        "cifar10 on Raspberry Pi 4", "Latency limit: 20.000 ms", "Generation 2.",
        // The noise.
        "predicted by XGBoost", "Spearman 0.962, median error 1.24 points",
        "A smaller difference is no evidence",
        // The niche in numbers, and the code.
        "exactly 1 × nor_conv_3x3", "0 to 5 × nor_conv_1x1",
        "in any number: none, skip_connect, avg_pool_3x3",
        "Allowed operations: none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3",
        "0->1, 0->2, 1->2, 0->3, 1->3, 2->3", "13s-p3 is |nor_conv_1x1~0|",
        "Latencies seen here: 2.000 to 5.500 ms",
        // Dead edges and repeats.
        "Dead edges:", "A cell that computes the same as a tried one is a repeat",
        "Tried here: 6 cells, 1 of them redraws", "5 with dead edges", "Still open: ",
        // The archive, a line a cell, with reasons.
        "1--3-- 76.00 2.000 front dead:1", "3s-s-1 88.00 4.500 front dead:1",
        "3s-s-1: \"Dropped the skip 1->2; less to add, same depth.\"",
        // What became of the last children.
        "--3s1- 84.00 5.500: dominated by 3s-s-1 (88.00 %, 4.500 ms)",
        "--3s-1 79.00 unknown: no accuracy or no latency, so in no archive",
        "1--3-- 76.00 2.000: in the archive and on the global front",
        "\"33ss11\": out of niche: S2 has exactly 1 nor_conv_3x3, this cell 2",
        // Across niches.
        "3 of 5 cells from S2 (marked *)", "33333s 92.00 14.000 S5", "3s-s-1 88.00 4.500 S2 *",
        "Widest gap in latency within reach: 1.250 ms",
        "Most volume within reach is to be won between 3s-s-1", "a cell of 4.500 ms, as accurate as",
        "Largest contributions to the global hypervolume: 3s-s-1",
        "Hypervolume by generation", "0: 0.5728, 1: 0.6960", "Mean marginal latency",
        "nor_conv_3x3 +2.812 ms",
        // The rules, by their ids.
        "r1: Use skip_connect on 0->3", "r4: Avoid avg_pool_3x3 beside a 3x3.",
    ])
    func bothCallsTell(_ item: String) throws {
        let prompts = try Self.small.get()
        #expect(prompts.knowledge.contains(item))
        #expect(prompts.children.contains(item))
    }

    @Test(arguments: [
        "[Evolution Operation]", "Make 3 new cells", "crossover: children 1, 3", "mutation: child 2",
        "3sss11 s3-s-1 3s-s-1 --3s1- --3s-1 1--3--", "exactly 3 elements",
        "\"architecture_code\": \"13s-p3\"",
    ])
    func theCallForChildrenTellsBesides(_ item: String) throws {
        let prompts = try Self.small.get()
        #expect(prompts.children.contains(item))
        #expect(!prompts.knowledge.contains(item))
    }

    @Test func aNicheByCostIsTellingWhatEveryOperationCosts() throws {
        let range = Niche.CostRange(.params, on: .cifar10, least: 0.1, limit: 0.3)
        let scope = Scope<Cell>(Niche(name: "S2", bounds: [], cost: range), operators: [.mutation])
        let prompts = try prompts({ _ in }, scope: scope)
        for prompt in [prompts.knowledge, prompts.children] {
            #expect(
                prompt.contains(
                    "params_m from 0.1 up to but not including 0.3 (millions, of the whole network): 0.073306 "
                        + "with six empty edges, and each edge adds nor_conv_1x1 0.028, nor_conv_3x3 0.24304, "
                        + "dead or not"))
            #expect(prompt.contains("in any number: none, skip_connect, avg_pool_3x3"))
            // A single 3x3 convolution is too heavy here.
            #expect(prompt.contains("Allowed operations: none, skip_connect, nor_conv_1x1, avg_pool_3x3."))
        }
    }

    @Test func aNicheIsNotToldWhatAnotherHadRejected() throws {
        #expect(try !prompts().children.contains("not told to S2"))
    }

    /// The example that teaches the code is itself right.
    @Test func theWorkedExampleIsTheCell() throws {
        #expect(try prompts().children.contains("13s-p3 is \(Cell("13s-p3").description)."))
    }

    private func prompts(scope: Scope<Cell>? = nil) throws -> (knowledge: String, children: String) {
        try prompts({ _ in }, scope: scope)
    }

    /// A hundred members are shown of 120; of the others' fates it is said that they are not.
    @Test func theCapOfTheArchiveIsStated() throws {
        let cells = Niches.paper[2].cells.prefix(120).enumerated().map { place, cell in
            EvaluatedCell<Cell>(
                id: "g01-S2-c\(place)", cell: cell, niche: "S2", generation: 1,
                accuracyPercent: 60 + Double(place) / 10, latencyMilliseconds: 1 + Double(place),
                operation: "mutation")
        }
        let text = try PromptComposer(
            templates: ShippedTemplates.read(), state: SearchState<Cell>.made(of: cells, generation: 2),
            limits: .cap(100_000)
        ).children(scope).text
        #expect(text.contains("showing 100 of 120, those with the largest hypervolume contribution"))
        #expect(text.ranges(of: ": in the archive and on the global front\n").count == 100)
        #expect(text.ranges(of: ": in the archive, but not among the members shown\n").count == 20)
    }

    /// A chain that was made longer asks what it asked before, and so need not ask again.
    @Test func noPromptTellsHowFarTheRunGoes() throws {
        let prompts = try Self.small.get()
        for text in [prompts.knowledge, prompts.children] { #expect(text.contains("\n- Generation 2.\n")) }
    }

    /// Niche S5 was seen from 12.5 ms on: a cell as fast as the corner's other end, 4.5 ms, is not to be had.
    @Test func noVolumeIsPromisedThatIsOutOfReach() throws {
        let text = try prompts(scope: Scope<Cell>(Niches.paper[5], operators: [.mutation])).children
        #expect(
            text.contains(
                "between 3s-s-1 (88.00 %, 4.500 ms) and 33333s (92.00 %, 14.000 ms): a cell of 12.500 ms, "
                    + "as accurate as the second, would add 0.0192."))
    }

    @Test func theReasonsHaveTheirWords() {
        #expect(
            RejectedRecord.Reason.allCases.map(\.words) == [
                "unreadable", "out of niche", "repeated", "over the latency limit",
                "over the limit of multiply-adds", "over the limit of parameters", "more than was asked for",
            ])
    }

    @Test func liveEdgesAreNamedWhereTheSchemeCountsThem() throws {
        let niche = PartitionScheme.liveConvolution3x3Count.niches[2]
        #expect(
            try prompts(scope: Scope<Cell>(niche, operators: [.model])).children.contains(
                "live edges alone counted"))
        #expect(try !prompts().children.contains("live edges alone counted"))
    }

    @Test func whatThereIsNotIsNotMentioned() throws {
        let text = try prompts {
            $0.latencyLimitMilliseconds = nil
            $0.heldOutError = nil
            $0.accuracySource = "looked up"
            $0.novelty = .text
        }.children
        #expect(!text.contains("Latency limit") && !text.contains("at most 20"))
        #expect(text.contains("Accuracy is looked up.\n"))
        #expect(text.contains("Only a cell with the same code is a repeat"))
    }

    @Test func theFirstGenerationOfAnEmptyRunCanBeAsked() throws {
        let state = SearchState<Cell>.made(of: [], generation: 1)
        let composer = try PromptComposer(templates: ShippedTemplates.read(), state: state, limits: .usual)
        let text = try composer.children(Scope<Cell>(Niches.paper[0], operators: [.model])).text
        #expect(text.contains("The archive of S0 is empty") && text.contains("No rule yet"))
        #expect(text.contains("no nor_conv_3x3") || text.contains("exactly 0"))
        #expect(text.contains("Decide crossover or mutation"))
    }

    @Test func theWholeSpaceHasTheFrontForItsArchive() throws {
        let text = try prompts(scope: Scope<Cell>(wholeWith: [.model])).children
        #expect(text.contains("Archive of all") && text.contains("\n33333s 92.00 14.000 front\n"))
        #expect(text.contains("The whole space, any cell of it"))
        #expect(text.contains("not told to S2"), "rejections of every niche")
    }

    @Test(arguments: ["88.00", "Archive", "Tried", "r1:", "Hypervolume"])
    func thePlainPromptFeedsNothingBack(_ item: String) throws {
        let composer = try PromptComposer(
            templates: ShippedTemplates.read(), state: SearchState<Cell>.small(), proposer: .plainPrompt,
            limits: .usual)
        #expect(try !composer.children(Scope<Cell>(wholeWith: [.model])).text.contains(item))
    }

    @Test func manyOperatorsAreCounted() throws {
        let scope = Scope<Cell>(
            wholeWith: Array(repeating: .crossover, count: 40) + Array(repeating: .mutation, count: 30))
        let text = try prompts(scope: scope).children
        #expect(text.contains("crossover: 40 children") && text.contains("mutation: 30 children"))
    }

    @Test func theSameStateGivesTheSameBytes() throws {
        var random = RandomStream(seed: 61)
        let state = SearchState<Cell>.random(&random, generations: 3, count: 4)
        let texts = try (0..<5).map { _ in
            var copy = state
            // Another dictionary, with another order of its own.
            copy.archives = [:]
            for niche in state.niches.shuffled() { copy.archives[niche.name] = state.archives[niche.name] }
            return try PromptComposer(templates: ShippedTemplates.read(), state: copy, limits: .usual)
                .children(scope).text
        }
        #expect(Set(texts).count == 1, "seed 61")
    }
}
