import Testing

@testable import LanguageModel
@testable import Records

struct ReplyTests {
    private func reply(message: String, finish: String = "stop") -> Reply {
        Reply(body: json(#"{"choices":[{"index":0,"message":\#(message),"finish_reason":"\#(finish)"}]}"#))
    }

    @Test func anOrdinaryCompletion() {
        let reply = Reply(
            body: json(
                #"{"id":"chatcmpl-1","object":"chat.completion","created":0,"model":"gpt-4.1-2025-04-14","choices":[{"index":0,"message":{"role":"assistant","content":"{\"rules\":[]}","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":120,"completion_tokens":30,"total_tokens":150},"system_fingerprint":null}"#
            ))
        #expect(reply.content == #"{"rules":[]}"#)
        #expect(reply.model == "gpt-4.1-2025-04-14")
        #expect(reply.finishReason == "stop")
        #expect(reply.usage == Usage(promptTokens: 120, completionTokens: 30))
        #expect(reply.refusal == nil && reply.problem == nil && !reply.isTruncated)
    }

    @Test func contentMayComeInParts() {
        let parts =
            #"{"content":[{"type":"text","text":"one "},{"type":"image_url"},"two",{"text":{"value":" three"}},7]}"#
        #expect(reply(message: parts).content == "one two three")
    }

    @Test(arguments: [
        #"{"content":null,"reasoning_content":"the answer"}"#,
        #"{"content":"","reasoning_content":"the answer"}"#,
        #"{"content":" \n","reasoning":"the answer"}"#,
        #"{"reasoning_content":null,"reasoning":"the answer"}"#,
        #"{"content":[],"reasoning_content":"the answer","reasoning":"not this"}"#,
        #"{"content":"the answer","reasoning_content":"not this"}"#,
    ])
    func theAnswerMayStandWhereTheThinkingDoes(message: String) {
        #expect(reply(message: message).content == "the answer")
        #expect(reply(message: message).problem == nil)
    }

    @Test func aRefusalIsSaid() {
        let plain = reply(message: #"{"content":null,"refusal":"I \u001b[1mcannot"}"#)
        #expect(plain.refusal == "I \u{1B}[1mcannot")
        #expect(plain.problem == #"the model refused: I \u{1b}[1mcannot"#)
        let part = reply(message: #"{"content":[{"type":"refusal","refusal":"no"}]}"#)
        #expect(part.refusal == "no" && part.content == nil)
    }

    @Test func aCutOffReplyIsSaidAndKept() {
        let cut = reply(message: #"{"content":"{\"rules\":[\"a\","}"#, finish: "length")
        #expect(cut.isTruncated)
        #expect(cut.content == #"{"rules":["a","#)
        #expect(cut.problem == "the reply is cut off: the model ran out of tokens (finish_reason length)")
        #expect(
            reply(message: #"{"content":""}"#, finish: "length").problem
                == "the model ran out of tokens before it answered (finish_reason length)")
        #expect(
            reply(message: #"{"content":"x"}"#, finish: "content_filter").problem
                == "the endpoint's content filter cut the reply")
    }

    @Test(arguments: [
        "null", "[]", "7", #""text""#, "{}", #"{"choices":null}"#, #"{"choices":[]}"#, #"{"choices":[null]}"#,
        #"{"choices":{"message":{}}}"#, #"{"choices":[{"message":"hello"}]}"#,
        #"{"choices":[[]],"usage":[1]}"#,
    ])
    func aBodyOfAnyShapeGivesAReply(body: String) {
        let reply = Reply(body: json(body))
        #expect(reply.problem == "the completion has no choices with a message")
        #expect(reply.content == nil && reply.model == nil && reply.usage == Usage())
    }

    @Test(arguments: [
        #"{"content":""}"#, "{}", #"{"content":5}"#, #"{"content":{"text":7}}"#,
        #"{"content":[null,{"text":[]}]}"#,
    ])
    func anEmptyMessageIsAProblem(message: String) {
        #expect(reply(message: message).problem == "the reply is empty")
    }

    @Test func noBodyAndAnErrorAreSaid() {
        #expect(Reply(body: nil).problem == "the completion has no choices with a message")
        #expect(
            Reply(body: json(#"{"error":{"message":"overloaded","code":503}}"#)).problem
                == "the endpoint answered with an error: overloaded")
    }

    @Test(
        arguments: [
            ("null", nil, nil), ("{}", nil, nil), (#"{"prompt_tokens":-1,"completion_tokens":0}"#, nil, 0),
            (#"{"prompt_tokens":"12","completion_tokens":3.0}"#, nil, 3),
            (#"{"prompt_tokens":3.5,"completion_tokens":null}"#, nil, nil),
            (#"{"prompt_tokens":9223372036854775807,"completion_tokens":1e300}"#, nil, nil),
            (#"{"prompt_tokens":1000000000,"completion_tokens":1000000001}"#, 1_000_000_000, nil),
            ("[5]", nil, nil),
        ] as [(String, Int?, Int?)])
    func usageIsReadWhereItMakesSense(text: String, prompt: Int?, completion: Int?) {
        let usage = Usage(json(text))
        #expect(usage == Usage(promptTokens: prompt, completionTokens: completion))
        #expect(usage.totalTokens == nil)
    }

    @Test func tokensAddUp() {
        #expect(Usage(promptTokens: 2, completionTokens: 3).totalTokens == 5)
        #expect(Usage(promptTokens: .max, completionTokens: 3).totalTokens == nil)
    }
}
