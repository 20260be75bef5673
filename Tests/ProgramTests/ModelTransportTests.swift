import Foundation
import ModelServer
import Records
import Testing

/// However the answers come, what is made of them is the same.
@Suite struct ModelTransportTests {
    /// What a run is for. Responses differ in what a transport writes around a completion.
    private func outcome(_ search: ModelSearch, _ directory: String) throws -> [String: Data] {
        let endings = [
            "candidates.jsonl", "evaluations.jsonl", "archive.jsonl", "rejected.jsonl", "calls.jsonl",
            "knowledge.jsonl", "front.jsonl", "scores.jsonl", ".requests.jsonl",
        ]
        return try search.results(directory).filter { file in endings.contains { file.key.hasSuffix($0) } }
    }

    @Test func liveByFilesAndReplayedItIsTheSameRun() async throws {
        let search = try ModelSearch()
        try await withServer { try await search.complete("live", $0) }
        let live = try outcome(search, "live")
        #expect(live.count > 20)

        try await drive(search, "files")
        #expect(try outcome(search, "files") == live)
        #expect(try search.lines("ledger.jsonl", "files").count == 24)

        let recorded = try await search.pelnas("record", "--run-dir", "live", "--into", "recording")
        #expect(recorded.code == 0, "\(recorded.errors)")
        try await search.complete(
            "replayed", nil, replaying("recording"), "--set", "prompt.model.transport=replay")
        #expect(try outcome(search, "replayed") == live)
        // What was replayed is entered as such, and cost nothing.
        let ledger = try search.lines("ledger.jsonl", "replayed")
        #expect(ledger.count == 24)
        #expect(ledger.allSatisfy { $0["transport"] == .string("replay") && $0["cost_usd"]?.number == 0 })
        let spent = try await search.pelnas("ledger", "--run-dir", "replayed")
        #expect(spent.output.contains("0 calls"), "\(spent.output)")
        // A run directory is a recording too.
        try await search.complete("again", nil, replaying("live"), "--set", "prompt.model.transport=replay")
        #expect(try outcome(search, "again") == live)
    }

    @Test func aRecordingThatLacksAnAnswerOrAnswersAnotherQuestionIsRefusedByName() async throws {
        let search = try ModelSearch(generations: 1)
        try await withServer { try await search.complete("live", $0) }
        for name in ["lacking", "other"] {
            let ending = try await search.pelnas("record", "--run-dir", "live", "--into", name)
            #expect(ending.code == 0, "\(ending.errors)")
        }
        try edit("lacking/responses.jsonl", search) { $0.contains("g01-S3-children-a0") ? nil : $0 }
        try edit("other/requests.jsonl", search) { line in
            line.contains("g01-S4-knowledge-a0")
                ? line.replacing("Archive of S4", with: "Archive of mine") : line
        }
        let lacking = try await replay(search, "lacking")
        #expect(lacking.code == 66)
        #expect(
            lacking.errors.contains("the recording has no answer to g01-S3-children-a0"), "\(lacking.errors)")
        let other = try await replay(search, "other")
        #expect(other.code == 65)
        #expect(other.errors.contains("g01-S4-knowledge-a0 was asked something else"), "\(other.errors)")
        #expect(other.errors.contains("Archive of mine"), "\(other.errors)")
        #expect(!search.workplace.exists("by-other/generation-01/candidates.jsonl"))
    }

    @Test func aFolderThatIsNoRecordingIsRefusedAndOneIsNotOverwritten() async throws {
        let search = try ModelSearch(generations: 1)
        try await withServer { try await search.complete("live", $0) }
        try search.workplace.write("", to: "empty/readme.txt")
        let ending = try await replay(search, "empty")
        #expect(ending.code == 66)
        #expect(ending.errors.contains("empty is no recording"), "\(ending.errors)")
        let first = try await search.pelnas(
            "record", "--run-dir", "live", "--into", "r", "--note", "for a test")
        #expect(first.code == 0, "\(first.errors)")
        #expect(try search.lines("recording.jsonl", "r").first?["note"] == .string("for a test"))
        #expect(try search.lines("recording.jsonl", "r").first?["calls"] == .integer(12))
        let second = try await search.pelnas("record", "--run-dir", "live", "--into", "r")
        #expect(second.code == 73, "\(second.errors)")
    }

    // MARK: Helpers

    private func replaying(_ folder: String) -> String { "--set=prompt.model.recording=\(folder)" }

    private func replay(_ search: ModelSearch, _ folder: String) async throws -> Ending {
        try await search.run("by-\(folder)", nil, replaying(folder), "--set", "prompt.model.transport=replay")
    }

    private func edit(_ name: String, _ search: ModelSearch, _ change: (String) -> String?) throws {
        let lines = try search.workplace.read(name).split(separator: "\n").compactMap { change(String($0)) }
        try search.workplace.write(lines.joined(separator: "\n") + "\n", to: name)
    }

    /// Runs by files to the end, the other program each time in another of its forms.
    private func drive(_ search: ModelSearch, _ directory: String) async throws {
        let model = ScriptedModel()
        for turn in 0..<20 {
            let ending = try await search.run(directory, nil, "--set", "prompt.model.transport=files")
            if ending.code == 0 {
                #expect(turn >= 4)
                return
            }
            try #require(ending.code == 75, "\(ending.errors)")
            #expect(ending.errors.contains("wait for answers"), "\(ending.errors)")
            let asked = try await search.pelnas("answer", "--run-dir", directory, "--requests")
            #expect(asked.code == 0, "\(asked.errors)")
            let requests = try asked.output.split(separator: "\n").map {
                try JSONParser.parse(Array($0.utf8))
            }
            try #require(!requests.isEmpty)
            try await take(OtherProgram(model: model, turn: turn).answers(requests), search, directory, turn)
        }
        Issue.record("the run does not end")
    }

    /// By the program, or put beside the questions by hand.
    private func take(_ lines: [JSON], _ search: ModelSearch, _ directory: String, _ turn: Int) async throws {
        let text = lines.map { $0.text + "\n" }.joined()
        if turn.isMultiple(of: 2) {
            try search.workplace.write(text, to: "answers.jsonl")
            let taken = try await search.pelnas("answer", "--run-dir", directory, "--take", "answers.jsonl")
            #expect(taken.code == 0, "\(taken.errors)")
            #expect(taken.output.hasPrefix("\(lines.count) answers taken"), "\(taken.output)")
        } else {
            for line in lines {
                let id = try #require(line["custom_id"]?.string)
                let kind = id.contains("knowledge") ? "knowledge" : "children"
                let name = "\(directory)/generation-\(id.dropFirst().prefix(2))/\(kind).responses.jsonl"
                let before = search.workplace.exists(name) ? try search.workplace.read(name) : ""
                try search.workplace.write(before + line.text + "\n", to: name)
            }
        }
    }
}

/// Another program that answers a file of requests.
private struct OtherProgram {
    var model: ScriptedModel
    var turn: Int

    /// OpenAI's Batch output in another order than asked, vLLM's `run-batch` output, or the first half alone.
    func answers(_ requests: [JSON]) throws -> [JSON] {
        let lines = try requests.enumerated().map { number, request in
            try line(request["custom_id"]?.string ?? "", request["body"] ?? .null, number)
        }
        switch turn % 3 {
        case 0: return lines.reversed()
        case 1: return lines
        default: return Array(lines.prefix((lines.count + 1) / 2))
        }
    }

    private func line(_ id: String, _ body: JSON, _ number: Int) throws -> JSON {
        let isOpenAI = turn % 3 == 0
        let reply = try JSONParser.parse(Array(model.reply(to: body).data))
        return JSON(object: [
            ("id", .string(isOpenAI ? "batch_req_\(number)" : "vllm-\(number)")), ("custom_id", .string(id)),
            (
                "response",
                JSON(object: [
                    ("status_code", .integer(200)),
                    ("request_id", .string(isOpenAI ? "req_\(number)" : "vllm-batch-\(number)")),
                    ("body", reply),
                ])
            ),
            ("error", .null),
        ])
    }
}
