import ModelServer
import Records
import Testing

/// An endpoint that does not take a parameter is asked without it.
@Suite struct RefusedParameterTests {
    private let schema = JSON(object: [("type", .string("json_schema")), ("json_schema", JSON(object: []))])

    @Test("Seed and temperature are left out and listed", arguments: ["seed", "temperature"])
    func leftOut(name: String) async throws {
        let (answers, requests) = try await ask([request("a", [(name, .integer(7))])], "--retries", "0") {
            seen in
            seen.body[name] == nil ? .completion("fine") : .error(400, "not supported", parameter: name)
        }
        #expect(answers.code == 0)
        #expect(answers["a"].content == "fine")
        #expect(answers["a"].omitted == [name])
        #expect(answers["a"].attempts == 2)
        #expect(requests.count == 2)
    }

    @Test("A schema becomes any JSON object, then nothing") func schemaSteps() async throws {
        let (answers, requests) = try await ask([request("a", [("response_format", schema)])]) { seen in
            seen.body["response_format"] == nil
                ? .completion("fine") : .error(400, "response_format is not supported")
        }
        #expect(answers.code == 0)
        #expect(answers["a"].omitted == ["response_format.json_schema", "response_format"])
        let formats = requests.map { $0.body["response_format"]?["type"]?.string }
        #expect(formats == ["json_schema", "json_object", nil])
    }

    @Test(
        "The limit goes by its older or its newer name",
        arguments: [
            ("max_completion_tokens", "max_tokens"), ("max_tokens", "max_completion_tokens"),
        ])
    func renamed(old: String, new: String) async throws {
        let (answers, requests) = try await ask([request("a", [(old, .integer(99))])]) { seen in
            seen.body[old] == nil
                ? .completion("fine") : .error(400, "Unsupported parameter: '\(old)'. Use '\(new)' instead.")
        }
        #expect(answers.code == 0)
        #expect(answers["a"].omitted == [old])
        #expect(requests.last?.body[new]?.integer == 99)
    }

    @Test("What one request taught holds for the next") func remembered() async throws {
        let lines = ["a", "b", "c"].map { request($0, [("seed", .integer(1))]) }
        let (answers, requests) = try await ask(lines, "--concurrency", "1") { seen in
            seen.body["seed"] == nil ? .completion("fine") : .error(422, "seed: unknown field")
        }
        #expect(answers.code == 0)
        // The one asked again goes before those that have not been asked yet.
        #expect(requests.map(\.question) == ["a", "a", "b", "c"])
        #expect(answers["c"].omitted == ["seed"])
        #expect(answers["c"].attempts == 1)
    }

    @Test("--omit says so beforehand") func beforehand() async throws {
        let line = request(
            "a", [("seed", .integer(1)), ("temperature", .number(0.5)), ("top_p", .integer(1))])
        let (answers, requests) = try await ask([line], "--omit", "seed,temperature") { _ in
            .completion("fine")
        }
        #expect(answers["a"].omitted == ["seed", "temperature"])
        let seen = try #require(requests.first)
        #expect(seen.body["seed"] == nil)
        #expect(seen.body["temperature"] == nil)
        #expect(seen.body["top_p"] == .integer(1))
    }
}
