import ModelServer
import Records
import Testing

/// What an endpoint can do to a run, and what the run makes of it.
@Suite struct ModelFailureTests {
    @Test func aKeyThatIsNotTakenEndsTheRunAtOnce() async throws {
        let search = try ModelSearch()
        let server = try await ModelServer.start { _ in .error(401, "no such key", code: "invalid_api_key") }
        let ending = try await search.run("run", server)
        await server.stop()
        #expect(ending.code == 69, "\(ending.errors)")
        #expect(ending.errors.contains("HTTP 401: no such key"), "\(ending.errors)")
        // Those in flight when the first came back, and no more.
        #expect((1...4).contains(server.requests.count))
        #expect(!search.workplace.exists("run/generation-01/candidates.jsonl"))
        #expect(!search.workplace.exists("run/generation-01/knowledge.responses.jsonl"))
    }

    @Test func aBusyEndpointLeavesWhatIsAnsweredAndOnlyTheRestIsAskedLater() async throws {
        let search = try ModelSearch(generations: 1)
        let model = ScriptedModel()
        let busy = try await ModelServer.start { request in
            request.question.contains("Niche S4.")
                ? .error(429, "slow down", headers: ["retry-after": "86400"]) : model.reply(to: request)
        }
        let ending = try await search.run("run", busy)
        await busy.stop()
        #expect(ending.code == 75)
        #expect(ending.errors.contains("asks to wait 86400 s"), "\(ending.errors)")
        #expect(ending.errors.contains("what is answered is kept"), "\(ending.errors)")
        #expect(busy.requests.count { $0.question.contains("Niche S4.") } == 1)
        let answered = busy.requests.filter { !$0.question.contains("Niche S4.") }
        #expect(answered.count >= 4)
        try await withServer { server in
            try await search.complete("run", server)
            #expect(server.requests.count == 12 - answered.count)
            let before = Set(answered.map(\.data))
            #expect(server.requests.allSatisfy { !before.contains($0.data) })
            try await search.complete("other", server)
        }
        #expect(try search.results() == search.results("other"))
        #expect(try search.lines("ledger.jsonl").count { $0["outcome"] == .string("failed") } == 1)
    }

    @Test func anErrorOfTheServersIsAskedAgainAndCounted() async throws {
        let search = try ModelSearch(generations: 1)
        let model = ScriptedModel()
        let server = try await ModelServer.start { request in
            request.repetition < 2 && request.question.contains("Niche S1.")
                ? .error(500, headers: ["retry-after-ms": "5"]) : model.reply(to: request)
        }
        try await search.complete("run", server)
        await server.stop()
        #expect(server.requests.count == 16)
        let ledger = try search.lines("ledger.jsonl")
        #expect(ledger.count == 12)
        for line in ledger { #expect(line["retries"] == .integer(line["niche"] == .string("S1") ? 2 : 0)) }
        let told = try await search.pelnas("ledger", "--run-dir", "run")
        #expect(told.output.contains("12 calls, 0 of them repairs, 0 failed, 4 retries"), "\(told.output)")
    }

    @Test func anEndpointThatIsNotThereIsForAnotherTime() async throws {
        let search = try ModelSearch(generations: 1, model: "retries: 0")
        let server = try await ModelServer.start()
        await server.stop()
        let ending = try await search.run("run", server)
        #expect(ending.code == 75, "\(ending.errors)")
        #expect(!search.workplace.exists("run/generation-01/candidates.jsonl"))
        try await withServer { try await search.complete("run", $0) }
    }

    @Test func withoutAKeyOrAnAddressItSaysWhichVariableIsMissing() async throws {
        let search = try ModelSearch(generations: 1)
        let ending = try await search.run("run", nil)
        #expect(ending.code == 69)
        #expect(ending.errors.contains("OPENAI_API_KEY is not set"), "\(ending.errors)")
    }

    @Test func whatTheEndpointDoesNotTakeIsLeftOutForTheRestOfTheRun() async throws {
        let search = try ModelSearch()
        let model = ScriptedModel()
        let server = try await ModelServer.start { request in
            request.body["seed"] == nil
                ? model.reply(to: request)
                : .error(
                    400, "Unsupported parameter: 'seed'", parameter: "seed", code: "unsupported_parameter")
        }
        try await search.complete("run", server)
        await server.stop()
        let later = server.requests.filter { $0.question.contains("- Generation 2.") }
        #expect(later.count == 12)
        #expect(later.allSatisfy { $0.body["seed"] == nil })
        #expect(server.requests.contains { $0.body["seed"] != nil })
        let ledger = try search.lines("ledger.jsonl")
        #expect(ledger.count == 24)
        #expect(ledger.allSatisfy { $0["omitted"] == JSON(["seed"]) })
    }

    @Test func anEndpointThatRefusesEveryQuestionEndsTheRun() async throws {
        let search = try ModelSearch(generations: 1)
        let server = try await ModelServer.start { _ in .error(400, "we do not talk of cells", code: "policy")
        }
        let ending = try await search.run("run", server)
        await server.stop()
        #expect(ending.code == 69, "\(ending.errors)")
        #expect(ending.errors.contains("questions were refused"), "\(ending.errors)")
        #expect(ending.errors.contains("we do not talk of cells"), "\(ending.errors)")
        #expect(!search.workplace.exists("run/generation-01/candidates.jsonl"))
    }
}
