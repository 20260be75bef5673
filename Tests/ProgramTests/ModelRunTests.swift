import ModelServer
import Records
import Testing

/// A whole run that a model proposes, when all goes well.
@Suite struct ModelRunTests {
    @Test func tenGenerationsOfSixNichesTakeAHundredAndTwentyCalls() async throws {
        let search = try ModelSearch(generations: 10, isWhole: true)
        var model = ScriptedModel()
        model.delay = 0.005
        try await withServer(model) { server in
            try await search.complete("run", server)
            #expect(server.requests.count == 120)
            #expect(server.mostInFlight <= 4)
            #expect(server.mostInFlight > 1)
            #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer \(ModelSearch.key)" })
            #expect(server.requests.allSatisfy { $0.body["model"] == .string("test-model") })

            // What is asked again is nothing.
            try await search.complete("run", server)
            #expect(server.requests.count == 120)
        }
        try expectAccounts(search)
        try await expectLedgerAddsUp(search)
    }

    private func expectAccounts(_ search: ModelSearch) throws {
        let final = try search.lines("scores.jsonl").filter { $0["final"] == .bool(true) }
        #expect(!final.isEmpty)
        for score in final {
            #expect(score["model_calls"] == .integer(120))
            #expect(score["model_tokens"] == .integer(120 * 120))
            #expect(score["model_cost_usd"] == .null)
        }
        let ledger = try search.lines("ledger.jsonl")
        #expect(ledger.count == 120)
        #expect(Set(ledger.compactMap { $0["id"]?.string }).count == 120)
        #expect(ledger.allSatisfy { $0["outcome"] == .string("answered") })
        #expect(ledger.allSatisfy { $0["retries"] == .integer(0) && $0["repair"] == .bool(false) })

        let calls = try search.everyLine("calls.jsonl", generations: 10)
        #expect(calls.count == 120)
        #expect(calls.allSatisfy { $0["outcome"] == .string("used") && $0["rejected"] == .integer(0) })
        let children = calls.filter { $0["kind"] == .string("children") }
        #expect(children.count == 60)
        #expect(children.allSatisfy { $0["accepted"] == $0["asked"] })
        #expect(try search.everyLine("candidates.jsonl", generations: 10).count == 120)
        #expect(try search.everyLine("rejected.jsonl", generations: 10).isEmpty)
        // Rules grow by one a turn, and the first is reworded at each turn but the first.
        let rules = try search.lines("generation-03/knowledge.jsonl").filter { $0["niche"] == .string("S2") }
        #expect(rules.compactMap { $0["change"]?.string } == ["revised", "kept", "added"])
    }

    private func expectLedgerAddsUp(_ search: ModelSearch) async throws {
        let ending = try await search.pelnas("ledger", "--run-dir", "run", "--by", "generation", "--json")
        #expect(ending.code == 0, "\(ending.errors)")
        let rows = try ending.output.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
        #expect(rows.map { $0["generation"] } == (1...10).map { .integer($0) })
        #expect(rows.allSatisfy { $0["calls"] == .integer(12) && $0["tokens"] == .integer(1440) })
        #expect(rows.allSatisfy { $0["failed"] == .integer(0) && $0["repairs"] == .integer(0) })
    }
}
