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

    @Test("Changed requests cancel the old batch and begin anew") func changed() async throws {
        let calls = try await BatchCalls { $0.statuses = ["in_progress", "in_progress", "completed"] }
        #expect(try await calls.call(lines).code == 75)
        let answers = try await calls.call([request("other")], "--wait", "5", "--poll", "0.01")
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
            #"{"schema":"batch/1","requests_hash":"x","input_file_id":"../x"}"#,
            #"{"schema":"batch/1","requests_hash":"x","input_file_id":"f","batch_id":7}"#,
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
            lines, at: server.baseURL, "--batch", state.path, "--wait", "5", "--poll", "0.01")
        #expect(answers.code == 0)
        #expect(answers.lines.count == 2)
        #expect(service.batches.count == 1)
        try FileManager.default.removeItem(at: state)
        await server.stop()
    }

    @Test("A busy endpoint is asked again; one that stays busy leaves the state as it is") func busy()
        async throws
    {
        let service = BatchService()
        let server = try await ModelServer.start { request in
            if request.method == "GET", request.repetition < 4 { return .error(503, "busy") }
            return service.answer(request) ?? .error(404)
        }
        let state = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).json")
        let first = try await ask(lines, at: server.baseURL, "--batch", state.path)
        #expect(first.code == 75)
        #expect(first.errors == "ask: cannot look at batch batch_1: HTTP 503: busy\n")
        let second = try await ask(
            lines, at: server.baseURL, "--batch", state.path, "--wait", "5", "--poll", "0.01", "--retries",
            "5")
        #expect(second.code == 0)
        #expect(service.batches.count == 1)
        try FileManager.default.removeItem(at: state)
        await server.stop()
    }

    @Test("Lines of a stranger, broken or twice, are named; the key is taken out") func strangeLines()
        async throws
    {
        let service = BatchService(
            {
                var script = BatchService.Script()
                script.statuses = ["completed"]
                return script
            }())
        let echo = #"{"echo":"Bearer \#(AskProcess.key)"}"#
        let good = #"{"custom_id":"a","response":{"status_code":200,"body":\#(echo)},"error":null}"#
        let file = [good, "broken", good, #"{"custom_id":"z","response":{"status_code":200,"body":{}}}"#]
        let server = try await ModelServer.start { request in
            request.path.hasSuffix("/content")
                ? .text(file.joined(separator: "\n")) : service.answer(request) ?? .error(404)
        }
        let state = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).json")
        let answers = try await ask([request("a"), request("b")], at: server.baseURL, "--batch", state.path)
        #expect(answers.code == 0)
        #expect(answers.lines.count == 1)
        #expect(answers["a"].status == 200)
        for number in [2, 3, 4] { #expect(answers.errors.contains("output-batch_1:\(number): ")) }
        #expect(!answers.output.contains(AskProcess.key))
        try FileManager.default.removeItem(at: state)
        await server.stop()
    }

    @Test("A wrong key is told at once") func wrongKey() async throws {
        let server = try await ModelServer.start { _ in .error(401, "Incorrect API key") }
        let answers = try await ask(lines, at: server.baseURL, "--batch", "/tmp/never-written.json")
        #expect(answers.code == 69)
        #expect(answers.errors == "ask: cannot upload the requests: HTTP 401: Incorrect API key\n")
        #expect(server.requests.count == 1)
        await server.stop()
    }
}
