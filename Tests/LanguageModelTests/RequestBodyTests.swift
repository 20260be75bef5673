import Testing

@testable import LanguageModel
@testable import Records

struct RequestBodyTests {
    private let messages = [RequestBody.Message(.system, "be brief"), RequestBody.Message(.user, "hello")]

    @Test func onlyWhatIsSetIsSent() {
        #expect(
            RequestBody(model: "m", messages: messages).json.text
                == #"{"messages":[{"content":"be brief","role":"system"},{"content":"hello","role":"user"}],"model":"m"}"#
        )
    }

    @Test func everythingIsSent() throws {
        let body = RequestBody(
            model: "gpt-4.1", messages: [], temperature: 1, seed: 7, maximumCompletionTokens: 4096,
            format: .schema(name: "children", JSON(object: [("type", .string("object"))])))
        #expect(
            body.json
                == JSON(object: [
                    ("model", .string("gpt-4.1")), ("messages", .array([])), ("temperature", .number(1)),
                    ("seed", .integer(7)), ("max_completion_tokens", .integer(4096)),
                    (
                        "response_format",
                        json(
                            #"{"type":"json_schema","json_schema":{"name":"children","strict":true,"schema":{"type":"object"}}}"#
                        )
                    ),
                ]))
        #expect(
            RequestBody(model: "m", messages: [], format: .object).json["response_format"]
                == json(#"{"type":"json_object"}"#))
        #expect(ChatRequest.isCustomID("g03-S2-children-a0"))
        #expect(try ChatRequest(line: ChatRequest(customID: "a", body: body.json).line).body == body.json)
    }

    @Test(arguments: [
        "o1", "o3-mini", "o4-mini-2025-04-16", "gpt-5", "gpt-5.1", "gpt-5-nano", "openai/o3",
        "openrouter/openai/GPT-5:free", "ft:o4-mini:org::id",
    ])
    func aReasoningModelGetsNoTemperature(model: String) {
        #expect(RequestBody(model: model, messages: [], temperature: 0.5).json["temperature"] == nil)
    }

    @Test(arguments: [
        "gpt-4.1", "gpt-50", "o10", "o1labs/llama", "olmo", "qwen3-o3x", "gpt-4o", "", "/", "ft:gpt-4.1",
    ])
    func othersGetTheirTemperature(model: String) {
        #expect(RequestBody(model: model, messages: [], temperature: 0.5).json["temperature"] == .number(0.5))
        #expect(RequestBody(model: model, messages: [], temperature: .nan).json["temperature"] == nil)
    }

    @Test func extraMembersReplaceJoinAndRemove() {
        let body = RequestBody(
            model: "m", messages: [], temperature: 1, seed: 7,
            extra: [
                .init("seed", .null), .init("temperature", .number(0)), .init("top_p", .number(0.5)),
                .init("top_p", .number(0.9)), .init("unknown", .null),
            ])
        #expect(body.json.text == #"{"messages":[],"model":"m","temperature":0.0,"top_p":0.9}"#)
    }

    @Test func theTextsOfARequestAreRead() throws {
        let request = try ChatRequest(
            line: json(
                #"{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"messages":[{"role":"user","content":"one"},{"content":[{"type":"text","text":"two"}]},7]}}"#
            ))
        #expect(request.messages.map(\.role) == ["user", "", ""])
        #expect(request.messages.map(\.content) == ["one", "two", ""])
    }

    @Test(arguments: ["", "a b", "é", String(repeating: "a", count: 65), "a\n"])
    func aCustomIDIsShortAndPlain(id: String) {
        #expect(!ChatRequest.isCustomID(id))
    }
}
