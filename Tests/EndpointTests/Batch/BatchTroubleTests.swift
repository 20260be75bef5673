import Foundation
import ModelServer
import Records
import Testing

/// A Batch API that is busy, broken or strange.
@Suite struct BatchTroubleTests {
    private let lines = ["a", "b"].map { request($0) }

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
            lines, at: server.baseURL, "--batch", state.path, "--wait", "300", "--poll", "0.01", "--retries",
            "5")
        #expect(second.code == 0)
        #expect(service.batches.count == 1)
        try FileManager.default.removeItem(at: state)
        await server.stop()
    }

    @Test("Lines of a stranger, broken or twice, are named; the key is taken out") func strangeLines()
        async throws
    {
        let service = BatchService(Self.completed)
        let echo = #"{"choices":[],"echo":"Bearer \#(AskProcess.key)"}"#
        let good = #"{"custom_id":"a","response":{"status_code":200,"body":\#(echo)},"error":null}"#
        let file = [good, "broken", good, #"{"custom_id":"z","response":{"status_code":200,"body":{}}}"#]
        let server = try await ModelServer.start { request in
            request.path.hasSuffix("/content")
                ? .text(file.joined(separator: "\n")) : service.answer(request) ?? .error(404)
        }
        let state = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).json")
        let answers = try await ask([request("a"), request("b")], at: server.baseURL, "--batch", state.path)
        #expect(answers.code == 75)
        #expect(answers.lines.count == 2)
        #expect(answers["a"].status == 200)
        #expect(answers["b"].errorCode == "batch_incomplete")
        for number in [2, 3, 4] { #expect(answers.errors.contains("output-batch_1:\(number): ")) }
        #expect(!answers.output.contains(AskProcess.key))
        try FileManager.default.removeItem(at: state)
        await server.stop()
    }

    @Test("A member of the endpoint's own does not pass for ours") func strangersMember() async throws {
        let service = BatchService(Self.completed)
        let server = try await ModelServer.start { request in
            guard request.path.hasSuffix("/content") else { return service.answer(request) ?? .error(404) }
            let response = #"{"status_code":200,"body":{"choices":[]},"secret":"\#(AskProcess.key)"}"#
            return .text(
                #"{"custom_id":"a","response":\#(response),"error":null,"ask":{"attempts":99},"more":1}"#)
        }
        let state = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).json")
        let answers = try await ask([request("a")], at: server.baseURL, "--batch", state.path)
        #expect(answers.code == 0)
        let line = try #require(answers.lines.first?.members)
        #expect(Set(line.map(\.name)) == ["custom_id", "error", "id", "response"])
        #expect(!answers.output.contains(AskProcess.key))
        try FileManager.default.removeItem(at: state)
        await server.stop()
    }

    @Test("A file that cannot be fetched: no line at all, so that nobody takes the batch for done")
    func halfFetched() async throws {
        var script = Self.completed
        script.line = { id, _ in id == "a" ? .output(.completion("good")) : .error(.error(400, "bad")) }
        let service = BatchService(script)
        let server = try await ModelServer.start { request in
            if request.path.contains("errors-"), request.repetition < 3 { return .error(503, "busy") }
            return service.answer(request) ?? .error(404)
        }
        let state = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).json")
        let first = try await ask(lines, at: server.baseURL, "--batch", state.path)
        #expect(first.code == 75)
        #expect(first.output.isEmpty)
        let second = try await ask(lines, at: server.baseURL, "--batch", state.path)
        #expect(second.code == 0)
        #expect(second.lines.count == 2)
        try FileManager.default.removeItem(at: state)
        await server.stop()
    }

    @Test("Half a character in a line spoils neither it nor the others") func halfCharacter() async throws {
        let service = BatchService(Self.completed)
        let server = try await ModelServer.start { request in
            guard request.path.hasSuffix("/content") else { return service.answer(request) ?? .error(404) }
            let choices = #"[{"message":{"content":"cut \ud83d"}}]"#
            return .text(
                #"{"custom_id":"a","response":{"status_code":200,"body":{"choices":\#(choices)}},"error":null}"#
            )
        }
        let state = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).json")
        let answers = try await ask([request("a")], at: server.baseURL, "--batch", state.path)
        #expect(answers.code == 0)
        #expect(answers["a"].content == "cut \u{FFFD}")
        try FileManager.default.removeItem(at: state)
        await server.stop()
    }

    @Test("A success that tells of no batch is a strange endpoint's, not a busy one's") func noBatch()
        async throws
    {
        let service = BatchService()
        let server = try await ModelServer.start { request in
            request.path == "/v1/batches" ? .json(JSON(object: [])) : service.answer(request) ?? .error(404)
        }
        let state = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).json")
        let answers = try await ask(lines, at: server.baseURL, "--batch", state.path)
        #expect(answers.code == 69)
        #expect(
            answers.errors == "ask: cannot create the batch: an answer without what it should hold\n")
        try FileManager.default.removeItem(at: state)
        await server.stop()
    }

    private static var completed: BatchService.Script {
        var script = BatchService.Script()
        script.statuses = ["completed"]
        return script
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
