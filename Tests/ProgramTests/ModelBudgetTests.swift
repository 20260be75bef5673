import ModelServer
import Records
import Testing

/// What a run may spend, and what it says it spent.
@Suite struct ModelBudgetTests {
    @Test func callsStopAtTheBudgetAndGoOnWhenItIsRaised() async throws {
        let search = try ModelSearch(generations: 1)
        try await withServer { server in
            let ending = try await search.run("run", server, "--set", "prompt.model.budget.max_calls=7")
            #expect(ending.code == 75)
            #expect(ending.errors.contains("the budget of 7 calls is reached"), "\(ending.errors)")
            #expect(ending.errors.contains("prompt.model.budget.max_calls"), "\(ending.errors)")
            #expect(server.requests.count == 7)
            // As it stands nothing more is asked.
            #expect(
                try await search.run("run", server, "--set", "prompt.model.budget.max_calls=7").code == 75)
            #expect(server.requests.count == 7)

            try await search.complete("run", server, "--set", "prompt.model.budget.max_calls=12")
            #expect(server.requests.count == 12)
            try await search.complete("whole", server)
        }
        var left = try search.results()
        var right = try search.results("whole")
        // The settings with their sources tell of the budget.
        for name in left.keys where !name.contains("/") && name.contains("settings") { left[name] = nil }
        for name in right.keys where !name.contains("/") && name.contains("settings") { right[name] = nil }
        left["pipeline.yaml"] = nil
        right["pipeline.yaml"] = nil
        #expect(left == right)
    }

    @Test func tokensStopTheRunOnceTheyAreSpent() async throws {
        let search = try ModelSearch(generations: 1, model: "concurrency: 1, budget: {max_tokens: 500}")
        try await withServer { server in
            let ending = try await search.run("run", server)
            #expect(ending.code == 75)
            #expect(ending.errors.contains("the budget of 500 tokens is reached"), "\(ending.errors)")
            // 120 a call: the fifth begins at 480.
            #expect(server.requests.count <= 6)
            #expect(server.requests.count >= 5)
            try await search.complete("run", server, "--set", "prompt.model.budget.max_tokens=null")
            #expect(server.requests.count == 12)
        }
    }

    @Test func moneyNeedsAPriceAndIsCountedByIt() async throws {
        let search = try ModelSearch(generations: 1)
        let lacking = try await search.run("run", nil, "--set", "prompt.model.budget.max_cost=1")
        #expect(lacking.code == 78)
        #expect(lacking.errors.contains("max_cost without a price of 'test-model'"), "\(lacking.errors)")

        let price = "prompt.model.prices={test-model: {prompt: 1000, completion: 2000}}"
        try await withServer { server in
            // 0.14 dollars a call.
            let ending = try await search.run(
                "run", server, "--set", price, "--set", "prompt.model.budget.max_cost=0.5", "--set",
                "prompt.model.concurrency=1")
            #expect(ending.code == 75)
            #expect(ending.errors.contains("the budget of $0.5 is reached"), "\(ending.errors)")
            #expect((4...5).contains(server.requests.count))
            try await search.complete("run", server, "--set", price)
        }
        let ledger = try search.lines("ledger.jsonl")
        #expect(ledger.allSatisfy { abs(($0["cost_usd"]?.number ?? 0) - 0.14) < 1e-9 })
        for score in try search.lines("scores.jsonl") where score["final"] == .bool(true) {
            #expect(abs((score["model_cost_usd"]?.number ?? 0) - 12 * 0.14) < 1e-9)
        }
        let told = try await search.pelnas("ledger", "--run-dir", "run")
        #expect(told.output.contains("$1.6800"), "\(told.output)")
    }

    @Test func tokensThatAreNotToldAreNotInvented() async throws {
        let search = try ModelSearch(generations: 1)
        var model = ScriptedModel()
        model.tokens = nil
        try await withServer(model) { try await search.complete("run", $0) }
        for score in try search.lines("scores.jsonl") where score["final"] == .bool(true) {
            #expect(score["model_calls"] == .integer(12))
            #expect(score["model_tokens"] == .null)
        }
        let told = try await search.pelnas("ledger", "--run-dir", "run")
        #expect(told.output.contains("0+? tokens"), "\(told.output)")
    }
}
