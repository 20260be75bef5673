import Endpoint
import Records
import Testing

@Suite struct FallbackTests {
    private func object(_ text: String) throws -> JSON { try JSONParser.parse(text) }

    private func refusal(_ message: String, parameter: String? = nil) -> JSON {
        JSON(object: [
            ("error", JSON(object: [("message", .string(message)), ("param", JSON(parameter))]))
        ])
    }

    @Test(
        "What each omission does to a request",
        arguments: [
            ("seed", #"{"model":"m","seed":1}"#, #"{"model":"m"}"#),
            ("temperature", #"{"model":"m","temperature":1}"#, #"{"model":"m"}"#),
            ("reasoning_effort", #"{"model":"m","reasoning_effort":"low"}"#, #"{"model":"m"}"#),
            ("max_completion_tokens", #"{"max_completion_tokens":9}"#, #"{"max_tokens":9}"#),
            ("max_tokens", #"{"max_tokens":9}"#, #"{"max_completion_tokens":9}"#),
            ("max_tokens", #"{"max_completion_tokens":8,"max_tokens":9}"#, #"{"max_completion_tokens":8}"#),
            ("max_tokens,max_completion_tokens", #"{"max_tokens":9}"#, "{}"),
            ("response_format", #"{"response_format":{"type":"json_object"}}"#, "{}"),
            (
                "response_format.json_schema",
                #"{"response_format":{"type":"json_schema","json_schema":{}}}"#,
                #"{"response_format":{"type":"json_object"}}"#
            ),
            (
                "response_format.json_schema,response_format", #"{"response_format":{"type":"json_schema"}}"#,
                "{}"
            ),
        ])
    func omissions(names: String, asked: String, sent: String) throws {
        let omissions = try names.split(separator: ",").map {
            try #require(Fallback.Omission(rawValue: String($0)))
        }
        let applied = Fallback(omitting: Set(omissions)).applied(to: try object(asked))
        #expect(applied.body == (try object(sent)))
        #expect(!applied.omitted.isEmpty)
    }

    @Test("What a request never had is not listed as left out") func untouched() throws {
        let body = try object(#"{"model":"m","response_format":{"type":"json_object"}}"#)
        let fallback = Fallback(omitting: Set(Fallback.Omission.allCases).subtracting([.responseFormat]))
        #expect(fallback.applied(to: body) == (body, []))
    }

    @Test(
        "What a refusal teaches",
        arguments: [
            ("Unsupported parameter: 'seed'", nil, "seed"),
            ("no such thing", "seed", "seed"),
            ("[{'loc': ('body', 'seed'), 'msg': 'Extra inputs are not permitted'}]", nil, "seed"),
            (
                "Unsupported value: 'temperature' does not support 0.7 with this model.", "temperature",
                "temperature"
            ),
            (
                "Invalid parameter: 'response_format' of type 'json_schema' is not supported", nil,
                "response_format.json_schema"
            ),
            ("guided_json cannot be compiled", nil, "response_format.json_schema"),
            ("Structured Outputs are not enabled", nil, "response_format.json_schema"),
            ("Unknown field reasoning_effort", nil, "reasoning_effort"),
            (
                "Unsupported parameter: 'max_completion_tokens'. Use 'max_tokens'.", nil,
                "max_completion_tokens"
            ),
            // Named, but not sent: what was sent and comes next is meant.
            ("Use max_tokens, not max_completion_tokens", nil, "max_completion_tokens"),
        ] as [(String, String?, String)])
    func learning(message: String, parameter: String?, omission: String) throws {
        let sent = try object(
            """
            {"model":"m","seed":7,"temperature":0.7,"max_completion_tokens":100,"reasoning_effort":"low",
             "response_format":{"type":"json_schema","json_schema":{}}}
            """)
        for status in [400, 422] {
            var fallback = Fallback()
            let learnt = fallback.learn(
                status: status, response: refusal(message, parameter: parameter), sent: sent)
            #expect(learnt)
            #expect(fallback.omissions.map(\.rawValue) == [omission])
        }
    }

    @Test(
        "What a refusal does not teach",
        arguments: [
            (400, "The model produced nonsense"), (400, "This model's maximum context length is 8192 tokens"),
            (400, "max_completion_tokens is too large: 100000"), (400, "seeds"), (401, "seed"), (500, "seed"),
            (400, "temperature"), (400, ""),
        ])
    func nothingLearnt(status: Int, message: String) throws {
        var fallback = Fallback()
        let sent = try object(#"{"model":"m","max_completion_tokens":100000}"#)
        let learnt = fallback.learn(status: status, response: refusal(message), sent: sent)
        #expect(!learnt)
        #expect(fallback.omissions.isEmpty)
    }

    @Test(
        "Other forms of an error are read too",
        arguments: [
            #"{"error":"seed is unknown"}"#, #"{"message":"seed is unknown"}"#,
            #"{"detail":"seed is unknown"}"#,
            #"{"detail":[{"loc":["body","seed"],"msg":"extra"}]}"#,
        ])
    func otherForms(body: String) throws {
        var fallback = Fallback()
        let learnt = fallback.learn(
            status: 422, response: try object(body), sent: try object(#"{"seed":1}"#))
        #expect(learnt)
    }

    @Test("A request sent before the lesson is asked again by it") func lateLesson() throws {
        let sent = try object(#"{"seed":1}"#)
        var fallback = Fallback(omitting: [.seed])
        let differs = fallback.learn(status: 400, response: refusal("seed"), sent: sent)
        #expect(differs)
        let without = fallback.applied(to: sent).body
        let differsAgain = fallback.learn(status: 400, response: refusal("seed"), sent: without)
        #expect(!differsAgain)
    }

    @Test("However an endpoint grumbles, the lessons come to an end") func finite() throws {
        let asked = try object(
            """
            {"seed":7,"temperature":0.7,"max_completion_tokens":100,"max_tokens":100,"reasoning_effort":"low",
             "response_format":{"type":"json_schema","json_schema":{}}}
            """)
        let grumble = refusal(
            "seed temperature max_completion_tokens max_tokens reasoning_effort response_format json_schema")
        var fallback = Fallback()
        var attempts = 1
        while fallback.learn(status: 400, response: grumble, sent: fallback.applied(to: asked).body) {
            attempts += 1
        }
        #expect(attempts <= Fallback.Omission.allCases.count + 1)
        #expect(fallback.applied(to: asked).body == JSON(object: []))
    }
}
