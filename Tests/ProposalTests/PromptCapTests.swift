import LanguageModel
import Records
import Spaces
import Testing

@testable import Prompts
@testable import Proposal

/// However much a run has gathered, a request stays under its cap.
struct PromptCapTests {
    /// 500 members, 5,000 tried cells, 20 rules of 10,000 characters, 200 rejections.
    private static let large: SearchState<Cell> = {
        var random = RandomStream(seed: 70)
        let niche = Niches.whole
        let cells = random.sample(5_000, of: Cell.all).enumerated().map { place, cell in
            EvaluatedCell<Cell>(
                id: "g\(place / 500)-c\(place)", cell: cell, niche: niche.name, generation: place / 500,
                accuracyPercent: place < 500 ? 60 + Double(place) / 20 : 50,
                latencyMilliseconds: place < 500 ? 1 + Double(place) / 7 : 80 + random.unit(),
                operation: "mutation", rationale: String(repeating: "because ", count: 200))
        }
        var state = SearchState<Cell>.made(of: cells, generation: 10, niches: [niche])
        state.knowledge[niche.name] = KnowledgeBase(
            rules: (1...20).map {
                .init(id: "r\($0)", text: String(repeating: "\($0) é", count: 2_500), since: 1)
            })
        state.rejectedLastTime = (0..<200).map {
            RejectedChild(
                id: "c\($0)", niche: niche.name, text: String(repeating: "x", count: 5_000),
                reason: .unreadable, detail: String(repeating: "why ", count: 1_000))
        }
        return state
    }()

    @Test(arguments: [(1_500, 1), (4_000, 3)])
    func theCapHolds(_ cap: Int, _ seed: Int) throws {
        var random = RandomStream(seed: seed, "cap")
        let state = Self.large
        #expect(state.archives["S0"]?.count == 500)
        let templates = try ShippedTemplates.read()
        let long = String(repeating: "{\"é\": [1, 2]}\n", count: 20_000)
        for proposer in ModelProposer.allCases {
            let composer = try PromptComposer(
                templates: templates, state: state, proposer: proposer,
                limits: .cap(cap))
            let count = 1 + random.below(100)
            let scope =
                proposer.isPartitioned
                ? Scope<Cell>(
                    Niches.whole,
                    operators: ChildOperator.draw(
                        count, members: 500, crossoverProbability: 0.5, random: &random))
                : Scope<Cell>(wholeWith: Array(repeating: .model, count: count))
            let knowledge = try #require(state.knowledge["S0"])
            var prompts = [try composer.children(scope, knowledge: knowledge)]
            if proposer == .coEvolution || proposer == .unpartitioned {
                prompts.append(try composer.knowledgeUpdate(scope))
            }
            for prompt in prompts {
                #expect(prompt.estimatedTokens <= cap, "seed \(seed), \(proposer)")
                for reply in [long, "", "short"].prefix(proposer == .coEvolution ? 3 : 1) {
                    let repaired = [
                        composer.repair(
                            prompt, reply: reply, rejected: state.rejectedLastTime, wanted: count),
                        composer.repair(prompt, reply: reply, problem: long, wanted: count),
                    ]
                    for repair in repaired {
                        let repair = try #require(repair, "the first always fits")
                        #expect(repair.estimatedTokens <= cap, "seed \(seed), \(proposer)")
                        #expect(Array(repair.messages.prefix(prompt.messages.count)) == prompt.messages)
                        #expect(repair.messages.map(\.role).suffix(2) == [.assistant, .user])
                        #expect(!repair.messages.contains { $0.content.isEmpty })
                    }
                }
            }
        }
    }

    /// What is cut is cut in the stated order, no more than needed, and named in the prompt.
    @Test func listsAreCutInOrderAndTheCutIsTold() throws {
        let state = Self.large
        let templates = try ShippedTemplates.read()
        let scope = Scope<Cell>(Niches.whole, operators: [.mutation])
        func prompt(_ cap: Int) throws -> Prompt {
            try PromptComposer(templates: templates, state: state, limits: .cap(cap))
                .children(scope, knowledge: state.knowledge["S0"] ?? KnowledgeBase())
        }
        let whole = try prompt(200_000)
        // Archive and front have a cap of their own; nothing else is cut.
        let own = ["(showing 100 of 500,", "(showing 60 of 500,"]
        let uncut = ["reference at the worst evaluated):", "Not accepted last time:", "what became of each:"]
        for text in own + uncut + ["do not repeat:"] { #expect(whole.text.contains(text), "\(text)") }
        #expect(!whole.text.contains("Left out") && !whole.text.contains("rules shown"))
        // 4,000 tokens are kept for a repair.
        let some = try prompt(whole.estimatedTokens - 1_000 + 4_000)
        for text in own + uncut { #expect(some.text.contains(text), "\(text)") }
        #expect(some.text.contains("do not repeat (the newest "))
        #expect(some.estimatedTokens > whole.estimatedTokens - 1_050, "no more than needed")
        let little = try prompt(4_000).text
        #expect(little.contains("Left out for length: cells tried, hypervolume by generation, children not"))
    }

    /// However long the replies are, a repair leaves room for the next: as many can follow as are said here.
    @Test(arguments: [(1_500, 2), (12_000, 6)])
    func aRepairLeavesRoomForTheNext(_ cap: Int, _ least: Int) throws {
        let state = Self.large
        let composer = try PromptComposer(
            templates: ShippedTemplates.read(), state: state, limits: .cap(cap))
        let scope = Scope<Cell>(Niches.whole, operators: [.mutation])
        let first = try composer.children(scope, knowledge: state.knowledge["S0"] ?? KnowledgeBase())
        let reply = String(repeating: "{\"é\": [1, 2]}\n", count: 200_000 / 15)
        let repairs: [(Prompt) -> Prompt?] = [
            { composer.repair($0, reply: reply, problem: "there is no JSON in it", wanted: 5) },
            { composer.repair($0, reply: reply, rejected: state.rejectedLastTime, wanted: 5) },
        ]
        for repair in repairs {
            var prompt = first
            var count = 0
            for _ in 1...10 {
                guard let next = repair(prompt) else { continue }
                #expect(next.estimatedTokens <= cap)
                #expect(Array(next.messages.prefix(prompt.messages.count)) == prompt.messages)
                #expect(next.messages.last?.content.contains("Propose 5 other children") == true)
                prompt = next
                count += 1
            }
            #expect(count >= least)
        }
    }

    @Test func withoutRoomThereIsNoRepair() throws {
        let composer = try PromptComposer(
            templates: ShippedTemplates.read(), state: SearchState<Cell>.small(), limits: .cap(1_500))
        for bytes in [4_450, 4_500, 9_000] {
            let prompt = Prompt(messages: [.init(.user, String(repeating: "x", count: bytes))])
            #expect(composer.repair(prompt, reply: "[]", problem: "no child in it", wanted: 1) == nil)
            #expect(composer.repair(prompt, reply: "[]", rejected: [], wanted: 1) == nil)
        }
    }

    @Test func aShortRunIsNotCut() throws {
        let state = try SearchState<Cell>.small()
        let prompt = try PromptComposer(templates: ShippedTemplates.read(), state: state, limits: .usual)
            .children(Scope<Cell>(Niches.paper[2], operators: [.mutation]))
        for mark in ["Left out", " shown)", "(showing", "(the newest"] {
            #expect(!prompt.text.contains(mark), "\(mark)")
        }
    }

    @Test func aCapTooLowIsRefused() throws {
        #expect(
            throws: PromptError(message: "a cap of 1499 tokens is too low, the least is 1500")
        ) {
            try PromptComposer(
                templates: ShippedTemplates.read(), state: SearchState<Cell>.small(),
                limits: .cap(1_499))
        }
    }

    @Test func anyCapAboveIsTaken() throws {
        let composer = try PromptComposer(
            templates: ShippedTemplates.read(), state: SearchState<Cell>.small(),
            limits: PromptLimits(tokenCap: .max, ruleLimit: .max))
        let prompt = try composer.children(Scope<Cell>(Niches.paper[2], operators: [.mutation]))
        let repair = composer.repair(prompt, reply: "no", problem: "no JSON", wanted: 1)
        #expect(!prompt.text.contains("Left out") && repair?.messages.count == prompt.messages.count + 2)
    }

    /// A repair without room for all the children's faults says how many it shows.
    @Test func aRepairSaysWhatItLeavesOut() throws {
        let composer = try PromptComposer(
            templates: ShippedTemplates.read(), state: SearchState<Cell>.small(),
            limits: .cap(4_000))
        let prompt = try composer.children(Scope<Cell>(Niches.paper[2], operators: [.mutation]))
        let fault = RejectedChild(
            id: "c", niche: "S2", text: String(repeating: "字", count: 500), reason: .unreadable,
            detail: String(repeating: "字", count: 500))
        let repair = try #require(
            composer.repair(prompt, reply: "[]", rejected: Array(repeating: fault, count: 9), wanted: 9))
        let shown = repair.messages.last?.content.ranges(of: "字…").count ?? 0
        #expect(shown > 0, "text and detail of each")
        #expect(repair.messages.last?.content.contains("Not accepted (\(shown / 2) of 9 shown):") == true)
    }

    @Test func templatesLongerThanTheCapAreNamed() throws {
        var texts = try ShippedTemplates.texts()
        texts["plain.mustache"] = String(repeating: "Design. ", count: 2_000)
        let composer = try PromptComposer(
            templates: PromptTemplates(texts: texts), state: SearchState<Cell>.small(),
            proposer: .plainPrompt,
            limits: .cap(1_500))
        let error = #expect(throws: PromptError.self) {
            try composer.children(Scope<Cell>(wholeWith: [.model]))
        }
        #expect(error?.file == "plain.mustache")
        #expect(error?.message.contains("even without any result") == true)
    }

    @Test func tokensAreAThirdOfTheBytesRoundedUp() {
        #expect(["", "a", "abc", "abcd", "éé"].map { TokenEstimate.of($0) } == [0, 1, 1, 2, 2])
    }
}
