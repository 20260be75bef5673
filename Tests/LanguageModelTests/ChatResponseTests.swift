import Testing

@testable import LanguageModel
@testable import Records

private func response(_ line: String) throws -> ChatResponse { try ChatResponse(line: json(line)) }

private func refusal(_ line: String) -> String {
    do {
        _ = try ChatResponse(line: json(line))
        return "accepted"
    } catch {
        return "\(error)"
    }
}

struct ChatResponseTests {
    /// A line of OpenAI's output file.
    private static let answered =
        #"{"id":"batch_req_1","custom_id":"g03-S2-children-a0","response":{"status_code":200,"request_id":"req_1","body":{"id":"chatcmpl-1","object":"chat.completion","created":1711652795,"model":"gpt-4.1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"usage":{"prompt_tokens":22,"completion_tokens":2,"total_tokens":24},"system_fingerprint":null}},"error":null}"#

    @Test func openAIsOutputLine() throws {
        let line = try response(Self.answered)
        #expect(
            line.customID == "g03-S2-children-a0" && line.id == "batch_req_1" && line.requestID == "req_1")
        #expect(line.statusCode == 200 && line.failure == nil)
        #expect(line.verdict == .answered)
        #expect(Reply(body: line.body).content == "Hello.")
        #expect(try ChatResponse(line: line.line) == line)
    }

    @Test func openAIsErrorFile() throws {
        let http = try response(
            #"{"id":"batch_req_2","custom_id":"a","response":{"status_code":400,"request_id":"req_2","body":{"error":{"message":"Unsupported value: 'temperature'","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}},"error":null}"#
        )
        #expect(http.verdict == .refused("HTTP 400: Unsupported value: 'temperature'"))
        let expired = try response(
            #"{"id":"batch_req_3","custom_id":"b","response":null,"error":{"code":"batch_expired","message":"This request could not be executed before the completion window expired."}}"#
        )
        #expect(expired.statusCode == nil && expired.body == nil && expired.failure?.code == "batch_expired")
        #expect(
            expired.verdict
                == .tryAgain(
                    "batch_expired: This request could not be executed before the completion window expired.")
        )
        #expect(try ChatResponse(line: expired.line) == expired)
    }

    @Test func vLLMsLines() throws {
        let answered = try response(
            #"{"id":"vllm-383d","custom_id":"a","response":{"status_code":200,"request_id":"vllm-batch-c2","body":{"id":"chatcmpl-9","object":"chat.completion","created":1715633336,"model":"meta-llama/Meta-Llama-3-8B-Instruct","choices":[{"index":0,"message":{"role":"assistant","content":null,"reasoning_content":"Hi"},"logprobs":null,"finish_reason":"stop","stop_reason":null}],"usage":{"prompt_tokens":25,"total_tokens":56,"completion_tokens":31}}},"error":null}"#
        )
        #expect(answered.verdict == .answered)
        #expect(Reply(body: answered.body).content == "Hi")
        for (error, told) in [
            (#""The URL /v1/x is not supported""#, "The URL /v1/x is not supported"),
            (
                #"{"object":"error","message":"too long","type":"BadRequestError","param":null,"code":400}"#,
                "too long"
            ),
            (
                #"{"error":{"message":"too long","type":"BadRequestError","param":null,"code":400}}"#,
                "too long"
            ),
        ] {
            let line = try response(
                #"{"id":"vllm-1","custom_id":"a","response":{"status_code":400,"request_id":"vllm-batch-1","body":null},"error":\#(error)}"#
            )
            #expect(line.body == nil)
            #expect(line.verdict == .refused("HTTP 400: \(told)"))
        }
    }

    @Test(arguments: [
        "{}", #"{"message":null}"#, #"{"message":"","code":null}"#, #""""#, #"{"error":{"message":null}}"#,
    ])
    func anErrorThatSaysNothingIsNone(error: String) throws {
        #expect(
            try response(Self.answered.replacing(#""error":null"#, with: #""error":\#(error)"#)).verdict
                == .answered)
        let alone = try response(#"{"custom_id":"a","response":null,"error":\#(error)}"#)
        #expect(alone.verdict == .tryAgain("no response: an error without a message"))
    }

    @Test(arguments: [
        (0, "try"), (-1, "try"), (100, "try"), (204, "answered"), (201, "answered"), (301, "wrong"),
        (400, "refused"),
        (401, "wrong"), (402, "wrong"), (403, "wrong"), (404, "wrong"), (405, "wrong"), (408, "try"),
        (409, "try"),
        (413, "refused"), (415, "refused"), (422, "refused"), (425, "try"), (429, "try"), (500, "try"),
        (503, "try"),
        (529, "try"), (Int.max, "try"), (Int.min, "try"),
    ])
    func eachStatusHasItsVerdict(status: Int, expected: String) {
        let verdict = ChatResponse(
            customID: "a", statusCode: status, body: JSON(object: [("choices", .array([]))])
        ).verdict
        switch verdict {
        case .answered: #expect(expected == "answered")
        case .refused(let message): #expect(expected == "refused" && message == "HTTP \(status)")
        case .misconfigured(let message): #expect(expected == "wrong" && message == "HTTP \(status)")
        case .tryAgain(let message): #expect(expected == "try" && (status < 1 || message == "HTTP \(status)"))
        }
    }

    @Test func aCodeMaySayMoreThanTheStatus() {
        func verdict(_ status: Int, _ body: String) -> ChatResponse.Verdict {
            ChatResponse(customID: "a", statusCode: status, body: json(body)).verdict
        }
        #expect(
            verdict(429, #"{"error":{"message":"pay","code":"insufficient_quota"}}"#)
                == .misconfigured("HTTP 429: pay"))
        #expect(
            verdict(429, #"{"error":{"message":"slow","code":"rate_limit_exceeded"}}"#)
                == .tryAgain("HTTP 429: slow"))
        #expect(
            verdict(400, #"{"error":{"message":"which?","code":"model_not_found"}}"#)
                == .misconfigured("HTTP 400: which?"))
        #expect(
            verdict(200, #"{"error":{"message":"no key","code":401}}"#) == .misconfigured("HTTP 401: no key"))
        #expect(verdict(200, #"{"error":{"message":"upstream"}}"#) == .tryAgain("HTTP 200: upstream"))
        #expect(verdict(200, #"{"error":null,"choices":[]}"#) == .answered)
        #expect(verdict(200, #""<html>""#) == .tryAgain("HTTP 200 without a completion: it has no choices"))
        #expect(verdict(404, #"{"detail":"Not Found"}"#) == .misconfigured("HTTP 404: Not Found"))
        #expect(
            verdict(500, "\"\\u001b[31mbad\\ngateway\"") == .tryAgain(#"HTTP 500: \u{1b}[31mbad gateway"#))
        #expect(
            ChatResponse(customID: "a", statusCode: 200, body: nil).verdict
                == .tryAgain("HTTP 200 without a completion: it has no choices"))
        #expect(ChatResponse(customID: "a", statusCode: nil, body: nil).verdict == .tryAgain("no response"))
        #expect(
            ChatResponse(
                customID: "a", statusCode: nil, body: nil,
                failure: .init(code: "invalid_request", message: "no")
            ).verdict
                == .refused("invalid_request: no"))
    }

    @Test func aLongMessageIsCut() {
        let body = JSON(object: [("error", .string(String(repeating: "x", count: 1_000_000)))])
        guard case .refused(let message) = ChatResponse(customID: "a", statusCode: 400, body: body).verdict
        else {
            Issue.record("not refused")
            return
        }
        #expect(message.count == 300 && message.hasSuffix("x…"))
    }

    @Test(arguments: [
        ("[]", "custom_id"), ("null", "custom_id"), (#"{"custom_id":7}"#, "custom_id"),
        (#"{"custom_id":"a b"}"#, "custom_id"),
        (#"{"custom_id":"a"}"#, "response"), (#"{"custom_id":"a","response":null,"error":null}"#, "response"),
        (#"{"custom_id":"a","response":[]}"#, "response"),
        (#"{"custom_id":"a","response":"ok"}"#, "response"),
        (#"{"custom_id":"a","response":{}}"#, "response.status_code"),
        (#"{"custom_id":"a","response":{"status_code":"200"}}"#, "response.status_code"),
        (#"{"custom_id":"a","response":{"status_code":200.5}}"#, "response.status_code"),
        (#"{"custom_id":"a","response":{"status_code":200},"error":5}"#, "error"),
        (#"{"custom_id":"a","response":{"status_code":200},"error":false}"#, "error"),
    ])
    func aWrongFieldIsNamed(line: String, field: String) {
        #expect(refusal(line).hasPrefix("field '\(field)': "), "\(refusal(line))")
    }
}
