import Foundation
import ModelServer
import Records
import Testing

/// Crashes, changes and lost answers: nothing is asked twice, nothing is lost.
@Suite struct BatchResumptionTests {
    private let lines = ["a", "b"].map { request($0) }

    /// The state as a crash between upload and creation leaves it.
    private func forgetBatch(_ calls: BatchCalls) throws {
        let state = try calls.state
        try calls.setState(
            .object((state.members ?? []).filter { $0.name != "batch_id" && $0.name != "status" }))
    }

    @Test("After a crash right after creating, the batch is found and not made again")
    func crashAfterCreation()
        async throws
    {
        let calls = try await BatchCalls()
        #expect(try await calls.call(lines).code == 75)
        try forgetBatch(calls)
        let answers = try await calls.call(lines)
        #expect(answers.code == 0)
        #expect(answers.errors == "ask: batch batch_1 was made by an earlier call; going on with it\n")
        #expect(answers.lines.count == 2)
        #expect(calls.count("POST /v1/batches") == 1)
        #expect(calls.count("POST /v1/files") == 1)
        await calls.server.stop()
    }

    @Test("After a crash right after the upload, the batch is made of that file") func crashAfterUpload()
        async throws
    {
        let calls = try await BatchCalls { $0.statuses = ["completed"] }
        #expect(try await calls.call(lines).code == 0)
        try forgetBatch(calls)
        calls.service.forget()
        #expect(try await calls.call(lines).lines.count == 2)
        #expect(calls.count("POST /v1/files") == 1)
        #expect(calls.count("POST /v1/batches") == 2)
        await calls.server.stop()
    }

    @Test("A batch of the same requests from another file is as good") func sameRequests() async throws {
        let calls = try await BatchCalls()
        #expect(try await calls.call(lines).code == 75)
        let hash = try #require(try calls.state["requests_hash"]?.string)
        try forgetBatch(calls)
        calls.service.forget()
        calls.service.plant(inputFile: "file-1-copy", metadata: JSON(object: [("pelnas", .string(hash))]))
        let answers = try await calls.call(lines)
        #expect(answers.errors.contains("made by an earlier call"))
        #expect(calls.count("POST /v1/batches") == 1)
        await calls.server.stop()
    }

    @Test("After a crash while answers were taken, the rest is answered by the same batch")
    func crashWhileTaking() async throws {
        let calls = try await BatchCalls { $0.statuses = ["completed"] }
        #expect(try await calls.call(lines).code == 0)
        // Of both answers the caller has kept one; now it asks for the other.
        let answers = try await calls.call([request("b")])
        #expect(answers.code == 0)
        #expect(answers.errors.isEmpty)
        #expect(answers["b"].content == "hello b")
        #expect(calls.count("POST /v1/batches") == 1)
        #expect(calls.count("POST /v1/files") == 1)
        #expect(!calls.service.batches.contains { $0.isCancelled })
        await calls.server.stop()
    }

    @Test("A part of the requests finds the batch that a crash made it forget") func partOfForgotten()
        async throws
    {
        let calls = try await BatchCalls { $0.statuses = ["completed"] }
        #expect(try await calls.call(lines).code == 0)
        try forgetBatch(calls)
        let answers = try await calls.call([request("a")])
        #expect(answers["a"].content == "hello a")
        #expect(calls.count("POST /v1/batches") == 1)
        await calls.server.stop()
    }

    @Test("What came of requests that are not asked now does not matter") func othersUnanswered() async throws
    {
        let calls = try await BatchCalls {
            $0.statuses = ["expired"]
            $0.line = { id, _ in id == "a" ? .output(.completion("early")) : .unanswered("batch_expired") }
        }
        #expect(try await calls.call(lines).code == 75)
        #expect(try await calls.call([request("a")]).code == 0)
        await calls.server.stop()
    }

    @Test("A request of the same name that asks something else is another") func sameName() async throws {
        let calls = try await BatchCalls { $0.statuses = ["in_progress", "in_progress", "completed"] }
        #expect(try await calls.call(lines).code == 75)
        let answers = try await calls.call([request("a", [("seed", .integer(2))]), request("b")])
        #expect(answers.errors.contains("the requests have changed: batch batch_1 is cancelled"))
        #expect(calls.count("POST /v1/batches") == 2)
        await calls.server.stop()
    }

    @Test("What is left out for the endpoint's sake makes no other request of it") func omission()
        async throws
    {
        let calls = try await BatchCalls { $0.statuses = ["in_progress", "completed"] }
        let line = request("a", [("seed", .integer(1))])
        #expect(try await calls.call([line], "--omit", "seed").code == 75)
        #expect(try await calls.call([line]).code == 0)
        #expect(calls.count("POST /v1/batches") == 1)
        await calls.server.stop()
    }

    @Test("Changed requests cancel the old batch and begin anew") func changed() async throws {
        let calls = try await BatchCalls { $0.statuses = ["in_progress", "in_progress", "completed"] }
        #expect(try await calls.call(lines).code == 75)
        let answers = try await calls.call([request("other")], "--wait", "300", "--poll", "0.01")
        #expect(answers.code == 0)
        #expect(answers.errors == "ask: the requests have changed: batch batch_1 is cancelled\n")
        #expect(answers.lines.count == 1)
        #expect(calls.service.batches.map(\.isCancelled) == [true, false])
        #expect(try calls.state["batch_id"] == .string("batch_2"))
        await calls.server.stop()
    }

    @Test("A batch the endpoint does not know: exit 69 and what to do") func unknownBatch() async throws {
        let calls = try await BatchCalls()
        #expect(try await calls.call(lines).code == 75)
        calls.service.forget()
        let answers = try await calls.call(lines)
        #expect(answers.code == 69)
        #expect(
            answers.errors
                == "ask: the endpoint does not know batch batch_1; remove \(calls.statePath) to ask anew\n")
        #expect(calls.count("POST /v1/batches") == 1)
        await calls.server.stop()
    }

    @Test(
        "A state file that is none is no reason to pay again",
        arguments: [
            "", "{}", "nonsense", #"{"schema":"batch/2"}"#,
            #"{"schema":"batch/1","requests":{},"requests_hash":"x","input_file_id":"../x"}"#,
            #"{"schema":"batch/1","requests":{},"requests_hash":"x","input_file_id":"f","batch_id":7}"#,
            #"{"schema":"batch/1","requests":{"a":7},"requests_hash":"x","input_file_id":"f"}"#,
            #"{"schema":"batch/1","requests":["a"],"requests_hash":"x","input_file_id":"f"}"#,
            #"{"schema":"batch/1","requests_hash":"x","input_file_id":"f"}"#,
        ])
    func badState(text: String) async throws {
        let calls = try await BatchCalls()
        try Data(text.utf8).write(to: URL(filePath: calls.statePath))
        let answers = try await calls.call(lines)
        #expect(answers.code == 65)
        #expect(answers.errors.contains(calls.statePath))
        #expect(calls.server.requests.isEmpty)
        await calls.server.stop()
    }

    @Test("When the answer to creating is lost, the batch is looked for before it is made again")
    func lostAnswer()
        async throws
    {
        let service = BatchService()
        // The batch is made, but its maker hears of a server error.
        let server = try await ModelServer.start { request in
            let reply = service.answer(request) ?? .error(404)
            let isFirst = request.method == "POST" && request.path == "/v1/batches" && request.repetition == 0
            return isFirst ? .error(500, "lost") : reply
        }
        let state = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).json")
        let answers = try await ask(
            lines, at: server.baseURL, "--batch", state.path, "--wait", "300", "--poll", "0.01")
        #expect(answers.code == 0)
        #expect(answers.lines.count == 2)
        #expect(service.batches.count == 1)
        try FileManager.default.removeItem(at: state)
        await server.stop()
    }
}
