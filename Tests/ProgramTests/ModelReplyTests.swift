import ModelServer
import Records
import Testing

/// Good replies in every form, replies of no use, and children that cannot be taken.
@Suite struct ModelReplyTests {
    /// A model that says nothing of use to anybody ends the run, and its answers are not kept: when it is well
    /// again it is asked again.
    @Test func whereNoNicheGetsAnythingTheRunEndsAndAsksAnewLater() async throws {
        let search = try ModelSearch(generations: 1)
        let isWell = Switch(false)
        var model = ScriptedModel()
        model.instead = { _ in isWell.isOn ? nil : .content("I am not well.") }
        let server = try await ModelServer.start(model)
        let ending = try await search.run("run", server)
        #expect(ending.code == 69, "\(ending.errors)")
        #expect(ending.errors.contains("answers were of no use"), "\(ending.errors)")
        isWell.turnOn()
        try await search.complete("run", server)
        #expect(try search.lines("generation-01/candidates.jsonl").count == 12)
        await server.stop()
    }

    @Test func repliesOfEveryFormGiveChildren() async throws {
        let search = try ModelSearch(generations: 1)
        var model = ScriptedModel()
        let forms: [String: ScriptedModel.Form] = [
            "S0": .plain, "S1": .fenced, "S2": .thinking, "S3": .bareList, "S4": .prose,
        ]
        model.form = { forms[$0.name] ?? .plain }
        try await withServer(model) { server in
            try await search.complete("run", server)
            #expect(server.requests.count == 12)
        }
        let calls = try search.lines("generation-01/calls.jsonl")
        #expect(calls.allSatisfy { $0["outcome"] == .string("used") && $0["detail"] == .null })
        #expect(try search.lines("generation-01/candidates.jsonl").count == 12)
        #expect(
            Set(try search.lines("generation-01/knowledge.jsonl").compactMap { $0["niche"]?.string }).count
                == 6)
    }

    @Test func repliesOfNoUseCostTheirNicheItsTurnAndNothingElse() async throws {
        let search = try ModelSearch(prompt: "children: 2\nallocation: even")
        let refusal = JSON(object: [
            (
                "choices",
                .array([
                    JSON(object: [
                        ("finish_reason", .string("stop")), ("index", .integer(0)),
                        (
                            "message",
                            JSON(object: [("content", .null), ("refusal", .string("not of cells"))])
                        ),
                    ])
                ])
            )
        ])
        let texts = [
            "S1": "", "S3": #"{"children": 5, "rules": {"rule": 7}}"#,
            "S4": String(repeating: "lorem ipsum ", count: 1_000),
            "S5": String(repeating: "[", count: 10_000),
        ]
        let endless = String(repeating: "lorem ipsum ", count: 400_000)
        var model = ScriptedModel()
        model.instead = { question in
            if question.name == "S4", question.generation == 1, question.kind == .knowledge {
                return .content(endless)
            }
            return question.name == "S2" ? .reply(.json(refusal)) : texts[question.name].map { .content($0) }
        }
        var errors = ""
        try await withServer(model) { server in
            let ending = try await search.run("run", server)
            #expect(ending.code == 0, "\(ending.errors)")
            errors = ending.errors
            // Five niches are asked for a repair, once, in both generations.
            #expect(server.requests.count == 2 * (2 + 5 * 3))
            #expect(server.requests.allSatisfy { $0.data.count < 100_000 })
        }
        for niche in 1...5 {
            #expect(errors.contains("g01-S\(niche)-children-a0: "), "\(errors)")
            #expect(errors.contains("niche S\(niche) keeps its 0 rules"), "\(errors)")
            #expect(errors.contains("generation 2, S\(niche): 0 of 2 children"), "\(errors)")
        }
        let calls = try search.everyLine("calls.jsonl", generations: 2)
        let bad = calls.filter { $0["niche"] != .string("S0") }
        #expect(bad.count == 30)
        #expect(
            bad.allSatisfy { $0["outcome"] == .string("unusable") && $0["detail"]?.string?.isEmpty == false })
        #expect(calls.count { $0["outcome"] == .string("used") } == 4)
        #expect(bad.contains { $0["detail"]?.string?.contains("not of cells") == true })
        let candidates = try search.everyLine("candidates.jsonl", generations: 2)
        #expect(candidates.count == 4)
        #expect(candidates.allSatisfy { $0["niche"] == .string("S0") })
    }

    @Test func aTurnWithoutAUsableReplyLeavesTheRulesAsTheyWere() async throws {
        let search = try ModelSearch()
        var model = ScriptedModel()
        model.instead = { question in
            question.kind == .knowledge && question.generation == 2 && question.name == "S3"
                ? .content("I would rather not.") : nil
        }
        try await withServer(model) { try await search.complete("run", $0) }
        func rules(_ generation: Int) throws -> [JSON] {
            try search.lines("\(ModelSearch.folder(generation))/knowledge.jsonl").filter {
                $0["niche"] == .string("S3")
            }
        }
        #expect(try rules(1).compactMap { $0["change"]?.string } == ["added"])
        #expect(try rules(2).compactMap { $0["change"]?.string } == ["kept"])
        #expect(try rules(2).map { $0["text"] } == rules(1).map { $0["text"] })
        // Its children are made by the rules that stand.
        #expect(
            try search.lines("generation-02/candidates.jsonl").count { $0["niche"] == .string("S3") } == 2)
    }

    @Test(arguments: [0, 1, 2])
    func childrenThatCannotBeTakenAreToldBackAtMostSoOften(repairs: Int) async throws {
        let search = try ModelSearch(generations: 1, prompt: "children: 2\nrepairs: \(repairs)")
        var model = ScriptedModel()
        // The second repair alone is good.
        model.instead = { question in
            guard question.name == "S3", question.kind != .knowledge, question.attempt < 2 else { return nil }
            let tried =
                question.text.firstMatch(of: /\n([-s13p]{6}) \d+\.\d+ \d+\.\d+/).map { String($0.1) } ?? ""
            // All but one cannot be taken; the good one comes with the first answer alone.
            let good = question.attempt == 0 ? question.freshCodes(1) : []
            return .content(ScriptedModel.children([tried, "3-----", "33333s", "13s"] + good))
        }
        var asked: [ModelRequest] = []
        try await withServer(model) { server in
            try await search.complete("run", server)
            asked = server.requests.filter { $0.body.text.contains("Niche S3.") }
        }
        #expect(asked.count == 2 + repairs)
        let children = try search.lines("generation-01/candidates.jsonl").count {
            $0["niche"] == .string("S3")
        }
        #expect(children == (repairs == 2 ? 2 : 1))
        let rejected = try search.lines("generation-01/rejected.jsonl")
        #expect(rejected.count == 4 * min(repairs + 1, 2))
        let reasons = Set(rejected.compactMap { $0["reason"]?.string })
        #expect(reasons == ["repeated", "out-of-niche", "unreadable"])
        #expect(rejected.allSatisfy { $0["detail"]?.string?.isEmpty == false })
        if repairs > 0 {
            let repair = try #require(asked.last)
            for line in rejected.prefix(4) {
                let detail = try #require(line["detail"]?.string)
                #expect(repair.question.contains(detail) || asked[2].question.contains(detail), "\(detail)")
            }
            #expect(asked[2].question.contains("Propose 1 other"), "\(asked[2].question)")
        }
    }
}
