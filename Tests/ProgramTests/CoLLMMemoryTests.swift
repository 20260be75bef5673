import Foundation
import ModelServer
import Records
import Spaces
import Testing

/// What each model of CoLLM-NAS remembers: the 2 x 2 ablation, one model for both, and answers of no use.
@Suite struct CoLLMMemoryTests {
    private func messages(_ asked: [ScriptedPair.Question], _ role: ScriptedPair.Role) -> [Int] {
        asked.filter { $0.role == role && !$0.isRepair }.map(\.messages.count)
    }

    @Test(arguments: [(true, false), (true, true), (false, false), (false, true)])
    func whoRemembersIsToldItsConversation(navigator: Bool, generator: Bool) async throws {
        let search = try CoLLMSearch(
            generations: 3, collm: "navigator_memory: \(navigator), generator_memory: \(generator)")
        let (asked, _, _) = try await search.run()
        #expect(messages(asked, .navigator) == (navigator ? [2, 4, 6] : [2, 2, 2]))
        #expect(messages(asked, .generator) == (generator ? [2, 4, 6] : [2, 2, 2]))
        let third = try #require(asked.last { $0.role == .navigator })
        let codes = try search.codes(1)
        #expect(codes.count == 5)
        // The first results are two iterations old: only memory has them.
        #expect(codes.dropFirst().allSatisfy { third.text.contains("\n\($0) ") } == navigator)
        #expect(third.text.contains(ScriptedPair.words(1)) == navigator)
        let last = try #require(asked.last)
        #expect(last.text.contains(ScriptedPair.words(1)) == generator)
        #expect(codes.allSatisfy { last.text.contains($0) } == generator)
        if navigator {
            // What was asked before stands word for word, so that an endpoint's cache is of use.
            let second = asked.filter { $0.role == .navigator }[1]
            #expect(zip(second.messages, third.messages).allSatisfy { $0 == $1 })
        }
    }

    @Test(arguments: [true, false])
    func oneModelDoesBothInOneConversation(remembers: Bool) async throws {
        let search = try CoLLMSearch(
            generations: 3, collm: "single_model: true, navigator_memory: \(remembers)")
        let (asked, _, _) = try await search.run()
        #expect(asked.map(\.role) == [.single, .single, .single])
        #expect(messages(asked, .single) == (remembers ? [2, 4, 6] : [2, 2, 2]))
        #expect(try search.everyLine("candidates.jsonl", 3).count == 15)
        #expect(
            try search.everyLine("strategy.jsonl", 3).map { $0["strategy"]?.string }
                == (1...3).map(ScriptedPair.words))
        #expect(!search.search.workplace.exists("run/generation-01/strategy.requests.jsonl"))
        let again = try await search.run()
        #expect(again.asked.isEmpty)
    }

    @Test func anUnusableStrategyLeavesTheLastOneInForce() async throws {
        let search = try CoLLMSearch(generations: 3)
        var pair = ScriptedPair()
        pair.instead = { question in
            question.role == .navigator && question.iteration != 2 ? "I would rather not." : nil
        }
        let (asked, errors, _) = try await search.run(pair)
        #expect(errors.contains("candidates are made by a strategy of our own"), "\(errors)")
        #expect(errors.contains("the last strategy stands"), "\(errors)")
        let trajectory = try search.everyLine("strategy.jsonl", 3)
        #expect(trajectory.map { $0["kept"] } == [.bool(true), .bool(false), .bool(true)])
        #expect(trajectory[0]["strategy"]?.string?.hasPrefix("Explore:") == true)
        #expect(trajectory[2]["strategy"]?.string == ScriptedPair.words(2))
        #expect(asked.last?.text.contains(ScriptedPair.words(2)) == true)
        let calls = try search.lines("generation-03/calls.jsonl")
        #expect(calls.map { $0["outcome"]?.string }.prefix(2) == ["unusable", "used"])
        // The same strategy leads to the same codes; each is evaluated once.
        let cells = try search.everyLine("evaluations.jsonl", 3).compactMap { $0["cell"]?.string }
        #expect(Set(cells).count == cells.count)
    }

    @Test func anUnusableAnswerOfTheGeneratorIsRepairedOrCostsAnIteration() async throws {
        let search = try CoLLMSearch(generations: 3, prompt: "repairs: 1")
        var pair = ScriptedPair()
        pair.instead = { question in
            guard question.role == .generator else { return nil }
            if question.text.contains("number 1") { return question.isRepair ? nil : "no" }
            return question.text.contains("number 2") ? "no" : nil
        }
        let (asked, _, _) = try await search.run(pair)
        #expect(asked.count == 8)
        let counts = try (1...3).map { try search.codes($0).count }
        #expect(counts == [5, 0, 5])
        let third = try #require(asked.last { $0.role == .navigator })
        #expect(third.messages.last?.content.contains("Nothing was evaluated in the last iteration.") == true)
    }

    @Test func killedInBetweenItGoesOnAndAsksNothingTwice() async throws {
        let search = try CoLLMSearch(generations: 2)
        let pair = ScriptedPair()
        let isBroken = Switch(true)
        let server = try await ModelServer.start { request in
            let question = ScriptedPair.Question(request.body)
            // The Generator of the second iteration is out of order at first.
            if isBroken.isOn, question?.role == .generator, question?.text.contains("number 2") == true {
                return .error(500)
            }
            return pair.reply(to: request)
        }
        let first = try await search.search.run("run", server, "--set", "prompt.model.retries=0")
        #expect(first.code == 75, "\(first.errors)")
        #expect(server.requests.count == 4)
        isBroken.turnOff()
        try await search.search.complete("run", server)
        #expect(server.requests.count == 5)
        try await search.search.complete("whole", server)
        #expect(try search.search.results() == search.search.results("whole"))
        await server.stop()
    }

    @Test func whoeverAnswersByFilesIsAskedBothOneAfterTheOther() async throws {
        let search = try CoLLMSearch(generations: 1, model: "transport: files")
        let pair = ScriptedPair()
        for kind in ["strategy", "children"] {
            let ending = try await search.search.run("run", nil)
            #expect(ending.code == 75, "\(ending.errors)")
            let open = try search.lines("generation-01/\(kind).requests.jsonl")
            let question = try #require(open.first.flatMap { ScriptedPair.Question($0["body"] ?? .null) })
            let id = "g01-all-\(kind)-a0"
            #expect(open.first?["custom_id"]?.string == id)
            let taken = try await search.search.pelnas(
                "answer", "--run-dir", "run", "--reply", id, input: pair.content(question))
            #expect(taken.code == 0, "\(taken.errors)")
        }
        try await search.search.complete("run", nil)
        #expect(try search.codes(1).count == 5)
        let shown = try await search.search.pelnas(
            "explain", "--run-dir", "run", "--prompt", "g01-all-strategy-a0")
        #expect(shown.code == 0 && shown.output.contains("You are the Navigator"), "\(shown.errors)")
        let cell = try search.lines("generation-01/candidates.jsonl")[0]["id"]?.string ?? ""
        #expect(try await search.search.pelnas("explain", "--run-dir", "run", cell).code == 0)
        for command in ["status", "ledger", "verify", "front", "report", "watch"] {
            let ending = try await search.search.pelnas(command, "--run-dir", "run")
            #expect(ending.code == 0, "\(command): \(ending.errors)")
        }
    }

    @Test func aNicheOfItsOwnIsNotAskedAbout() async throws {
        let search = try CoLLMSearch(generations: 1)
        try await search.run()
        let niche = try await search.search.program(
            ["prompt", "--run-dir", "run", "--generation", "1", "--niche", "S0"])
        #expect(niche.code == 64 && niche.errors.contains("asks about the whole space at once"))
    }
}
