import ModelServer
import Records
import Testing

/// What becomes of each kind of answer, through the real program and a real server.
@Suite struct AnswerTests {
    @Test("A completion comes back as a Batch output line") func completion() async throws {
        let (answers, requests) = try await ask([request("g01-S2-children-a0")]) { _ in
            .completion("hello", headers: ["x-request-id": "req-7"])
        }
        let line = answers["g01-S2-children-a0"]
        #expect(answers.code == 0)
        #expect(answers.errors.isEmpty)
        #expect(line["id"]?.string == "http-g01-S2-children-a0")
        #expect(line["error"] == .null)
        #expect(line.status == 200)
        #expect(line.content == "hello")
        #expect(line["response"]?["request_id"]?.string == "req-7")
        #expect(line.attempts == 1)
        #expect(line.omitted == [])
        #expect(line.waited == 0)
        let seen = try #require(requests.first)
        #expect(seen.path == "/v1/chat/completions")
        #expect(seen.headers["authorization"] == "Bearer \(AskProcess.key)")
        #expect(seen.headers["content-type"] == "application/json")
        #expect(seen.headers["user-agent"]?.hasPrefix("pelnas/") == true)
        #expect(seen.headers["expect"] == nil)
    }

    @Test("Organisation and project go along; without a key no authorization does") func identity()
        async throws
    {
        let server = try await ModelServer.start()
        let answers = try await ask(
            [request("a")], at: server.baseURL,
            environment: ["OPENAI_ORG_ID": "org-1", "OPENAI_PROJECT_ID": "proj-2", "OPENAI_API_KEY": ""])
        #expect(answers.code == 0)
        let seen = try #require(server.requests.first)
        #expect(seen.headers["openai-organization"] == "org-1")
        #expect(seen.headers["openai-project"] == "proj-2")
        #expect(seen.headers["authorization"] == nil)
        await server.stop()
    }

    @Test("A 200 that is no JSON is asked again, and told in plain text if it stays so") func notJSON()
        async throws
    {
        let (answers, requests) = try await ask([request("a")]) { _ in
            .text("<html>\u{1B}[31m " + String(repeating: "x", count: 500))
        }
        #expect(answers.code == 75)
        #expect(requests.count == 3)
        #expect(answers["a"].status == 200)
        #expect(answers["a"].body == .null)
        #expect(answers["a"].errorCode == "not_json")
        #expect(answers["a"].errorMessage.hasPrefix("the body is no JSON: <html>\\u{1b}[31m xxx"))
        #expect(answers["a"].errorMessage.unicodeScalars.count <= 230)
    }

    @Test("A wrong key, address or model: no retry, exit 69", arguments: [401, 403, 404, 405])
    func misconfigured(status: Int) async throws {
        let (answers, requests) = try await ask([request("a")]) { _ in .error(status, "wrong") }
        #expect(answers.code == 69)
        #expect(answers.errors == "ask: the endpoint refuses 1 of 1 requests: HTTP \(status): wrong\n")
        #expect(requests.count == 1)
        #expect(answers["a"].status == status)
        #expect(answers["a"].body["error"]?["message"]?.string == "wrong")
    }

    @Test("A redirect is not followed; it says where it points") func redirect() async throws {
        let stranger = try await ModelServer.start()
        let (answers, requests) = try await ask([request("a")]) { [target = stranger.baseURL] _ in
            .text("", status: 307, headers: ["Location": target + "/chat/completions"])
        }
        #expect(answers.code == 69)
        #expect(requests.count == 1)
        #expect(stranger.requests.isEmpty)
        #expect(answers["a"].errorCode == "redirect")
        #expect(answers["a"].errorMessage.contains(stranger.baseURL))
        await stranger.stop()
    }

    @Test("A 400 that names no parameter is final, and no failure of asking") func refused() async throws {
        let (answers, requests) = try await ask([request("a"), request("b")]) { seen in
            seen.question == "a" ? .error(400, "I do not like it") : .completion("fine")
        }
        #expect(answers.code == 0)
        #expect(requests.count == 2)
        #expect(answers["a"].status == 400)
        #expect(answers["b"].content == "fine")
    }

    @Test("An account without quota is not asked again") func quota() async throws {
        let (answers, requests) = try await ask([request("a")]) { _ in
            .error(429, "You exceeded your current quota", code: "insufficient_quota")
        }
        #expect(answers.code == 69)
        #expect(requests.count == 1)
    }

    @Test("A body of ten megabytes comes whole") func large() async throws {
        let text = String(repeating: "lorem ipsum ", count: 900_000)
        let (answers, _) = try await ask([request("a")]) { _ in .completion(text) }
        #expect(answers.code == 0)
        #expect(answers["a"].content == text)
    }

    @Test("A body above the limit is given up, once") func tooLarge() async throws {
        let (answers, requests) = try await ask([request("a")]) { _ in
            .text(String(repeating: "x", count: (32 << 20) + 1))
        }
        #expect(requests.count == 1)
        #expect(answers["a"]["response"] == .null)
        #expect(answers["a"].errorCode == "too_large")
    }
}
