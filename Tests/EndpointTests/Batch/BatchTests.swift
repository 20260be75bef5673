import Foundation
import ModelServer
import Records
import Testing

/// The Batch API from upload to answers, over calls that may be hours apart.
@Suite struct BatchTests {
    private let lines = ["a", "b", "c"].map { request($0) }

    @Test("Upload, look, look, take: 75 until it is done") func severalCalls() async throws {
        let calls = try await BatchCalls { $0.statuses = ["validating", "in_progress", "completed"] }
        let first = try await calls.call(lines)
        #expect(first.code == 75)
        #expect(first.errors == "ask: batch batch_1 is validating, 0 of 3 answered\n")
        #expect(first.output.isEmpty)
        #expect(try calls.state["schema"] == .string("batch/1"))
        #expect(try calls.state["batch_id"] == .string("batch_1"))
        #expect(try calls.state["status"] == .string("validating"))

        #expect(try await calls.call(lines).errors == "ask: batch batch_1 is in_progress, 0 of 3 answered\n")

        let last = try await calls.call(lines)
        #expect(last.code == 0)
        #expect(last.errors.isEmpty)
        #expect(Set(last.lines.map { $0["custom_id"]?.string }) == ["a", "b", "c"])
        #expect(last["b"].content == "hello b")
        #expect(try calls.state["status"] == .string("completed"))
        #expect(calls.count("POST /v1/files") == 1)
        #expect(calls.count("POST /v1/batches") == 1)
        // Taken once more, as after a crash of the caller: the same answers, nothing new asked.
        #expect(try await calls.call(lines).lines.count == 3)
        #expect(calls.count("POST /v1/batches") == 1)
        await calls.server.stop()
    }

    @Test("What is uploaded are the lines, with --omit applied") func upload() async throws {
        let calls = try await BatchCalls { $0.statuses = ["completed"] }
        let answers = try await calls.call(
            [request("a", [("seed", .integer(1))]), request("b")], "--omit", "seed")
        #expect(answers.code == 0)
        let file = try #require(calls.service.files["file-1"])
        let uploaded = try String(decoding: file, as: UTF8.self).split(separator: "\n")
            .map { try JSONParser.parse(String($0)) }
        #expect(uploaded == (try [request("a"), request("b")].map { try JSONParser.parse($0) }))
        let made = try #require(calls.server.requests.first { $0.path == "/v1/batches" })
        #expect(made.headers["authorization"] == "Bearer \(AskProcess.key)")
        #expect(made.body["metadata"]?["pelnas"] == (try calls.state["requests_hash"]))
        await calls.server.stop()
    }

    @Test("--wait looks again until it is done") func waiting() async throws {
        let calls = try await BatchCalls {
            $0.statuses = ["validating", "in_progress", "finalizing", "completed"]
        }
        let answers = try await calls.call(lines, "--wait", "300", "--poll", "0.02")
        #expect(answers.code == 0)
        #expect(answers.lines.count == 3)
        #expect(calls.count("GET /v1/batches/batch_1") == 4)
        await calls.server.stop()
    }

    @Test("Expired: what there is is written, and the rest may be asked again") func expired() async throws {
        let calls = try await BatchCalls {
            $0.statuses = ["expired"]
            $0.line = { id, _ in id == "a" ? .output(.completion("early")) : .unanswered("batch_expired") }
        }
        let answers = try await calls.call(lines)
        #expect(answers.code == 75)
        #expect(answers.errors == "ask: no answer to 2 of 3 requests: batch_expired: not executed\n")
        #expect(answers["a"].content == "early")
        #expect(answers["b"].errorCode == "batch_expired")
        await calls.server.stop()
    }

    @Test(
        "Over without a line for a request: it gets one that says why",
        arguments: [
            ("completed", "batch_incomplete"), ("expired", "batch_expired"), ("cancelled", "batch_cancelled"),
        ])
    func missingLines(status: String, code: String) async throws {
        let calls = try await BatchCalls {
            $0.statuses = [status]
            $0.line = { id, _ in id == "a" ? .output(.completion("good")) : nil }
        }
        let answers = try await calls.call(lines)
        let message = "batch batch_1 is \(status), without a line for this request"
        #expect(answers.code == 75)
        #expect(answers.errors == "ask: no answer to 2 of 3 requests: \(code): \(message)\n")
        #expect(answers.lines.count == 3)
        #expect(answers["a"].content == "good")
        for id in ["b", "c"] {
            #expect(answers[id]["response"] == .null)
            #expect(answers[id].errorCode == code)
            #expect(answers[id].errorMessage == message)
        }
        await calls.server.stop()
    }

    @Test("Some failed: lines of both files") func partlyFailed() async throws {
        let calls = try await BatchCalls {
            $0.statuses = ["completed"]
            $0.line = { id, _ in id == "b" ? .error(.error(400, "bad")) : .output(.completion("good")) }
        }
        let answers = try await calls.call(lines)
        #expect(answers.code == 0)
        #expect(answers.lines.count == 3)
        #expect(answers["b"].status == 400)
        await calls.server.stop()
    }

    @Test("Completed without an output file: what each line says may be asked again") func noOutputFile()
        async throws
    {
        let calls = try await BatchCalls {
            $0.statuses = ["completed"]
            $0.line = { _, _ in .error(.error(500, "broken")) }
        }
        let answers = try await calls.call(lines)
        #expect(answers.code == 75)
        #expect(answers.lines.map(\.status) == [500, 500, 500])
        await calls.server.stop()
    }

    @Test("Failed validation: its reasons, exit 69") func failed() async throws {
        let calls = try await BatchCalls {
            $0.statuses = ["failed"]
            $0.errors = ["line 1 is too long", "line 2 too"]
        }
        let answers = try await calls.call(lines)
        #expect(answers.code == 69)
        #expect(answers.errors.contains("batch batch_1 failed: line 1 is too long; line 2 too; remove "))
        #expect(answers.output.isEmpty)
        await calls.server.stop()
    }

    @Test("A line of a misconfigured account ends it with 69") func misconfigured() async throws {
        let calls = try await BatchCalls {
            $0.statuses = ["completed"]
            $0.line = { _, _ in .error(.error(401, "Incorrect API key")) }
        }
        let answers = try await calls.call(lines)
        #expect(answers.code == 69)
        #expect(answers.lines.count == 3)
        await calls.server.stop()
    }

    @Test(
        "A line that is no request refuses them all",
        arguments: [
            [request("a"), "nonsense"], [request("a"), request("a")], [#"{"custom_id":"a","body":{}}"#],
            [#"{"custom_id":"a","url":"/v1/embeddings","body":{"model":"m"}}"#],
        ])
    func badRequests(lines: [String]) async throws {
        let calls = try await BatchCalls()
        let answers = try await calls.call(lines)
        #expect(answers.code == 65)
        #expect(answers.errors.contains("standard input:"))
        #expect(calls.server.requests.isEmpty)
        await calls.server.stop()
    }

    @Test("Two models in one file are refused by name") func twoModels() async throws {
        let calls = try await BatchCalls()
        let other = request("b").replacing("test-model", with: "other-model")
        let answers = try await calls.call([request("a"), other])
        #expect(answers.code == 65)
        let complaint = #"body.model: found "other-model" after "test-model"; a batch has one model"#
        #expect(answers.errors == "ask: standard input:2: \(complaint)\n")
        await calls.server.stop()
    }

    @Test("Nothing to ask leaves nothing behind") func empty() async throws {
        let calls = try await BatchCalls()
        let answers = try await calls.call([])
        #expect(answers.code == 0)
        #expect(!FileManager.default.fileExists(atPath: calls.statePath))
        #expect(calls.server.requests.isEmpty)
        await calls.server.stop()
    }
}
