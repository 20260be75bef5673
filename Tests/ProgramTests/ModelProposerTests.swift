import Foundation
import ModelServer
import Records
import Spaces
import Testing

/// Who else may propose by a model, and what each is told.
@Suite struct ModelProposerTests {
    /// Runs to the end; what was asked.
    private func asked(_ search: ModelSearch, _ model: ScriptedModel = ScriptedModel()) async throws
        -> [ModelRequest]
    {
        var requests: [ModelRequest] = []
        try await withServer(model) { server in
            try await search.complete("run", server)
            requests = server.requests
        }
        return requests
    }

    private func children(_ search: ModelSearch, generations: Int) throws -> [JSON] {
        try search.everyLine("candidates.jsonl", generations: generations)
    }

    @Test func withoutKnowledgeItTakesHalfTheCallsAndKeepsNoRules() async throws {
        let search = try ModelSearch(proposer: "no-knowledge")
        let asked = try await asked(search)
        #expect(asked.count == 12)
        #expect(asked.allSatisfy { !$0.question.contains("[Knowledge Base]") })
        #expect(try children(search, generations: 2).count == 24)
        let names = try search.results().keys
        #expect(!names.contains { $0.contains("knowledge") })
    }

    @Test func overTheWholeSpaceItTakesTwoCallsAGeneration() async throws {
        let search = try ModelSearch(proposer: "llm-unpartitioned")
        let asked = try await asked(search)
        #expect(asked.count == 4)
        #expect(asked.allSatisfy { $0.question.contains("The whole space, any cell of it.") })
        #expect(asked.count { $0.question.contains("exactly 12 elements") } == 2)
        let children = try children(search, generations: 2)
        #expect(children.count == 24)
        // Each is filed under the niche it falls into.
        for child in children {
            let cell = try Cell(parsing: child["cell"]?.string ?? "")
            let home = PartitionScheme.convolution3x3Count.niches.first { $0.contains(cell) }
            #expect(child["niche"]?.string == home?.name)
        }
        #expect(
            try search.lines("generation-02/knowledge.jsonl").allSatisfy { $0["niche"] == .string("all") })
        let niche = try await search.program([
            "prompt", "--run-dir", "run", "--generation", "2", "--niche", "S2",
        ])
        #expect(niche.code == 64)
        #expect(niche.errors.contains("asks about the whole space at once"), "\(niche.errors)")
    }

    @Test func aPlainPromptTellsNoResultOfTheSearch() async throws {
        let search = try ModelSearch(generations: 1, proposer: "plain-prompt")
        let asked = try await asked(search)
        #expect(asked.count == 1)
        let evaluations = try search.lines("generation-00/evaluations.jsonl")
        #expect(evaluations.count == 24)
        for line in evaluations {
            let cell = try Cell(parsing: line["cell"]?.string ?? "")
            let accuracy = try #require(line["accuracy_percent"]?.number)
            #expect(!asked[0].question.contains(" \(cell.letters) "))
            #expect(!asked[0].question.contains(String(format: "%.2f", accuracy)))
        }
        #expect(asked[0].question.contains("Design 12 neural network cells for cifar10"))
        #expect(try children(search, generations: 1).count == 12)
    }

    @Test func aPlainPromptIsAnotherQuestionInEachGeneration() async throws {
        let search = try ModelSearch(proposer: "plain-prompt")
        let asked = try await asked(search)
        // Told the same, with the same seed, an endpoint would say the same.
        #expect(
            Set(
                asked.filter { $0.body["messages"]?.array?.count == asked[0].body["messages"]?.array?.count }
                    .map(\.data)
            ).count >= 2)
    }

    @Test func aLatencyPromptTellsHowTheLastRoundDid() async throws {
        let search = try ModelSearch(proposer: "latency-prompt")
        let asked = try await asked(search)
        #expect(asked.count == 2)
        #expect(asked.allSatisfy { $0.question.contains("Cover diverse latencies") })
        let last = try #require(asked.last?.question)
        #expect(last.contains("Results of the previous round"))
        for child in try search.lines("generation-01/candidates.jsonl") {
            #expect(last.contains(try Cell(parsing: child["cell"]?.string ?? "").letters))
        }
    }

    @Test func algorithm1ProposesOneChildANiche() async throws {
        let search = try ModelSearch(prompt: "profile: algorithm1")
        let asked = try await asked(search)
        #expect(asked.count == 24)
        let children = try children(search, generations: 2)
        #expect(children.count == 12)
        #expect(Set(children.compactMap { $0["id"]?.string }).count == 12)
        #expect(asked.contains { $0.question.contains("Only a cell with the same code is a repeat.") })
    }

    @Test(arguments: [("model", true), ("drawn", false)])
    func theOperatorIsTheModelsChoiceOrDrawn(_ name: String, isTheModels: Bool) async throws {
        let search = try ModelSearch(
            generations: 1, proposer: "no-knowledge", prompt: "children: 3\noperator: \(name)")
        for request in try await asked(search) {
            #expect(request.question.contains("Decide crossover or mutation for each child.") == isTheModels)
            let drawn = ["crossover: child", "mutation: child"].contains { request.question.contains($0) }
            #expect(drawn != isTheModels)
        }
    }

    @Test(arguments: [("function", false), ("text", true)])
    func aRedrawnFunctionIsARepeatOrNot(_ novelty: String, isTaken: Bool) async throws {
        let search = try ModelSearch(
            generations: 1, proposer: "no-knowledge", prompt: "children: 2\nnovelty: \(novelty)\nrepairs: 0")
        var model = ScriptedModel()
        // The second computes the same: 0->1 leads nowhere.
        model.instead = { question in
            question.name == "S1" ? .content(ScriptedModel.children(["---1--", "s--1--"])) : nil
        }
        _ = try await asked(search, model)
        let children = try search.lines("generation-01/candidates.jsonl").filter {
            $0["niche"] == .string("S1")
        }
        #expect(children.count == (isTaken ? 2 : 1))
        let rejected = try search.lines("generation-01/rejected.jsonl")
        #expect(rejected.compactMap { $0["reason"]?.string } == (isTaken ? [] : ["repeated"]))
    }

    @Test(arguments: [("adaptive", 6), ("even", 4)])
    func anExhaustedNicheGivesItsChildrenToOthersOrNot(_ allocation: String, total: Int) async throws {
        let niches =
            "partition: {niches: [{name: tiny, nor_conv_3x3: 6}, {name: light, "
            + "nor_conv_3x3: 0}, {name: heavy, nor_conv_3x3: [1, 3]}]}"
        let search = try ModelSearch(
            generations: 2, proposer: "no-knowledge", prompt: "children: 2\nallocation: \(allocation)",
            extra: niches)
        let asked = try await asked(search)
        // The one cell of the tiny niche is seeded.
        #expect(asked.count == 4)
        #expect(!asked.contains { $0.question.contains("Niche tiny.") })
        for generation in 1...2 {
            let children = try search.lines("\(ModelSearch.folder(generation))/candidates.jsonl")
            #expect(children.count == total)
            #expect(!children.contains { $0["niche"] == .string("tiny") })
        }
    }

    @Test func liveEdgesCountWhereTheSchemeSaysSo() async throws {
        let search = try ModelSearch(
            proposer: "no-knowledge", extra: "partition: {scheme: live-conv3x3-count}")
        let asked = try await asked(search)
        #expect(asked.allSatisfy { $0.question.contains("Every cell has, live edges alone counted:") })
        #expect(asked.count == 12)
        let niches = PartitionScheme.liveConvolution3x3Count.niches
        for child in try children(search, generations: 2) {
            let cell = try Cell(parsing: child["cell"]?.string ?? "")
            #expect(niches.first { $0.name == child["niche"]?.string }?.contains(cell) == true)
        }
    }

    @Test func aCellOverTheLatencyLimitIsNotTaken() async throws {
        let search = try ModelSearch(
            generations: 1, proposer: "no-knowledge",
            prompt: "children: 5")
        var asked: [ModelRequest] = []
        try await withServer { server in
            try await search.complete("run", server, "--set", "target.latency_limit_ms=4")
            asked = server.requests
        }
        #expect(asked.allSatisfy { $0.body.text.contains("Latency limit: 4.000 ms") })
        let rejected = try search.lines("generation-01/rejected.jsonl")
        #expect(rejected.contains { $0["reason"] == .string("over-latency-limit") })
        for child in try children(search, generations: 1) {
            #expect(SyntheticTables.latency(try Cell(parsing: child["cell"]?.string ?? "")) <= 4)
        }
    }
}
