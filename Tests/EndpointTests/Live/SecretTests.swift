import ModelServer
import Records
import Testing

/// The key goes to the endpoint and nowhere else, whatever the endpoint does with it.
@Suite struct SecretTests {
    @Test("An endpoint that echoes it, in bodies and in headers", arguments: [200, 400, 401, 429, 500])
    func echoed(status: Int) async throws {
        let (answers, requests) = try await ask([request("a")]) { seen in
            let header = seen.headers["authorization"] ?? ""
            let body = JSON(object: [
                (
                    "error",
                    JSON(object: [("message", .string("bad header \(header)!")), (header, .integer(1))])
                )
            ])
            return .json(body, status: status, headers: ["x-request-id": header])
        }
        #expect(requests.first?.headers["authorization"] == "Bearer \(AskProcess.key)")
        #expect(answers["a"].status == status)
        #expect(!answers.output.contains(AskProcess.key))
        #expect(!answers.errors.contains(AskProcess.key))
        #expect(!answers.output.contains("0123456789abcdef"))
    }

    @Test("In text that is no JSON, even where the message is cut in its midst") func cut() async throws {
        let (answers, _) = try await ask([request("a")]) { seen in
            .text(String(repeating: "x", count: 180) + (seen.headers["authorization"] ?? ""), status: 400)
        }
        #expect(answers["a"].errorCode == "not_json")
        #expect(!answers.output.contains("sk-"))
    }

    @Test("In the address a redirect points to") func redirect() async throws {
        let (answers, _) = try await ask([request("a")]) { seen in
            .text("", status: 302, headers: ["Location": "https://h/?\(seen.headers["authorization"] ?? "")"])
        }
        #expect(answers["a"].errorMessage.contains("https://h/?"))
        #expect(!(answers.output + answers.errors).contains(AskProcess.key))
    }

    @Test("A key that could begin a header of its own is refused and not told") func lineBreak() async throws
    {
        let answers = try await ask(
            [request("a")], at: "http://127.0.0.1:1/v1",
            environment: ["OPENAI_API_KEY": "sk-secret-value\r\nX-Evil: 1"])
        #expect(answers.code == 69)
        #expect(answers.errors.contains("OPENAI_API_KEY"))
        #expect(!answers.errors.contains("secret-value"))
        #expect(answers.output.isEmpty)
    }

    @Test("A key given where its variable's name belongs is not told") func keyAsName() async throws {
        let answers = try await ask([], at: "http://127.0.0.1:1/v1", "--key-variable", "sk-secret-value")
        #expect(answers.code == 64)
        #expect(!answers.errors.contains("secret-value"))
    }
}
