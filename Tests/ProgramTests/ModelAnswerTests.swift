import ModelServer
import Records
import Testing

/// A person answers a run's questions, and reads them.
@Suite struct ModelAnswerTests {
    private func opened(_ search: ModelSearch) async throws {
        let ending = try await search.run("run", nil)
        try #require(ending.code == 75, "\(ending.errors)")
        #expect(ending.errors.contains("6 questions of generation 1 wait for answers"), "\(ending.errors)")
    }

    private func search() throws -> ModelSearch { try ModelSearch(generations: 1, model: "transport: files") }

    private func reply(_ search: ModelSearch, _ id: String, _ text: String, _ more: String...) async throws
        -> Ending
    {
        try await search.program(["pelnas", "answer", "--run-dir", "run", "--reply", id] + more, input: text)
    }

    @Test func questionsAreListedAndAnsweredOneByOne() async throws {
        let search = try search()
        try await opened(search)
        let list = try await search.pelnas("answer", "--run-dir", "run")
        #expect(list.code == 0)
        for niche in 0...5 { #expect(list.output.contains("g01-S\(niche)-knowledge-a0"), "\(list.output)") }
        #expect(list.output.contains("6 open"), "\(list.output)")

        let taken = try await reply(
            search, "g01-S2-knowledge-a0", #"Surely: {"rules": ["Use skip_connect because it is free."]}"#)
        #expect(taken.code == 0, "\(taken.errors)")
        #expect(taken.output == "1 answers taken, 5 questions still open.\n")
        let twice = try await reply(search, "g01-S2-knowledge-a0", "{}")
        #expect(twice.code == 64)
        #expect(
            twice.errors.contains("g01-S2-knowledge-a0 is no open question of this run"), "\(twice.errors)")

        // Its children are asked for next, with the rule.
        let ending = try await search.run("run", nil)
        #expect(ending.code == 75)
        let shown = try await search.pelnas("explain", "--run-dir", "run", "--prompt", "g01-S2-children-a0")
        #expect(shown.code == 0, "\(shown.errors)")
        #expect(shown.output.contains("r1: Use skip_connect because it is free."), "\(shown.output)")
        #expect(shown.output.contains("not answered yet"))
        let answered = try await search.pelnas(
            "explain", "--run-dir", "run", "--prompt", "g01-S2-knowledge-a0")
        #expect(answered.output.contains("--- user ---"))
        #expect(answered.output.contains(#"Surely: {"rules": ["Use skip_connect because it is free."]}"#))
        #expect(answered.output.contains("--- reply (by hand, stop) ---"), "\(answered.output)")
    }

    @Test func aBadAnswerIsRefusedWithItsReasons() async throws {
        let search = try search()
        try await opened(search)
        let prose = try await reply(search, "g01-S3-knowledge-a0", "I do not know.")
        #expect(prose.code == 65)
        #expect(prose.errors.contains("g01-S3-knowledge-a0: found no JSON of use"), "\(prose.errors)")
        #expect(prose.output == "0 answers taken, 6 questions still open.\n")
        for niche in 0...5 {
            #expect(try await reply(search, "g01-S\(niche)-knowledge-a0", #"["Use less."]"#).code == 0)
        }
        #expect(try await search.run("run", nil).code == 75)
        let seed = try #require(
            try search.lines("generation-00/candidates.jsonl").first { $0["niche"] == .string("S3") })
        let known = try #require(seed["cell"]?.string)
        let text = ScriptedModel.children([known, "3-----", "13s"])
        let bad = try await reply(search, "g01-S3-children-a0", text)
        #expect(bad.code == 65)
        #expect(bad.errors.contains("S3 has exactly 2 nor_conv_3x3, this cell 1"), "\(bad.errors)")
        #expect(
            bad.errors.split(separator: "\n").count { $0.contains("g01-S3-children-a0: c") } == 3,
            "\(bad.errors)")
        #expect(!search.workplace.exists("run/generation-01/children.responses.jsonl"))

        let anyway = try await reply(search, "g01-S3-children-a0", text, "--anyway")
        #expect(anyway.output == "1 answers taken, 5 questions still open.\n")
        let after = try await search.run("run", nil)
        #expect(after.code == 75)
        let open = try await search.pelnas("answer", "--run-dir", "run")
        #expect(!open.output.contains("g01-S3-children-a0"), "\(open.output)")
    }

    @Test func whatIsNoQuestionOrNoFileOfAnswersIsSaid() async throws {
        let search = try search()
        try await opened(search)
        let unknown = try await reply(search, "g09-S9-children-a0", "{}")
        #expect(unknown.code == 64)
        let prompt = try await search.pelnas("explain", "--run-dir", "run", "--prompt", "g09-S9-children-a0")
        #expect(prompt.code == 64)
        #expect(
            prompt.errors.contains("g09-S9-children-a0: the run has no question of that name"),
            "\(prompt.errors)")
        let both = try await search.pelnas("answer", "--run-dir", "run", "--requests", "--take", "x")
        #expect(both.code == 64)
        let missing = try await search.pelnas("answer", "--run-dir", "run", "--take", "nowhere.jsonl")
        #expect(missing.code == 66, "\(missing.errors)")
        try search.workplace.write("{\"custom_id\": \"g01-S0-knowledge-a0\"\n", to: "broken.jsonl")
        let broken = try await search.pelnas("answer", "--run-dir", "run", "--take", "broken.jsonl")
        #expect(broken.code == 65)
        #expect(broken.errors.contains("broken.jsonl:1: "), "\(broken.errors)")
        let stranger = OpenAnswer.line("g09-S9-children-a0", "[]")
        let strange = try await search.pelnas("answer", "--run-dir", "run", "--take", "-", input: stranger)
        #expect(strange.code == 65)
        #expect(
            strange.errors.contains("g09-S9-children-a0: it answers no open question"), "\(strange.errors)")
    }

    @Test func aRunWithoutQuestionsHasNoneOpen() async throws {
        let search = try ModelSearch(generations: 1)
        try await withServer { try await search.complete("run", $0) }
        let list = try await search.pelnas("answer", "--run-dir", "run")
        #expect(list.code == 0)
        #expect(list.output == "No question of run is open.\n")
    }
}

/// A line of answers as OpenAI's Batch API gives it.
private enum OpenAnswer {
    static func line(_ id: String, _ text: String) -> String {
        let response = JSON(object: [
            ("status_code", .integer(200)), ("request_id", .string("r")),
            ("body", ModelReply.completionBody(text)),
        ])
        return JSON(object: [("custom_id", .string(id)), ("response", response), ("error", .null)]).text
            + "\n"
    }
}
