public import Foundation
public import Records

/// A request as the server saw it.
public struct ModelRequest: Sendable {
    /// Its place among all requests, in the order they arrived, from 0.
    public var number: Int
    /// How many requests with the same body came before: 0 the first time it is asked.
    public var repetition: Int
    public var method: String
    /// Without the query: "/v1/chat/completions".
    public var path: String
    /// Names in lower case.
    public var headers: [String: String]
    public var data: Data
    /// The body as JSON; null where it is none.
    public var body: JSON
    /// When it arrived, in seconds since the server started.
    public var time: Double

    /// What the last message says.
    public var question: String { body["messages"]?.array?.last?["content"]?.string ?? "" }
}

/// What the server is to answer.
public struct ModelReply: Sendable {
    public var status: Int
    public var headers: [String: String]
    public var data: Data
    /// Seconds before it is sent.
    public var delay: Double

    public init(status: Int = 200, headers: [String: String] = [:], data: Data, delay: Double = 0) {
        self.status = status
        self.headers = headers
        self.data = data
        self.delay = delay
    }

    public static func json(
        _ body: JSON, status: Int = 200, headers: [String: String] = [:], delay: Double = 0
    ) -> ModelReply {
        let headers = headers.merging(["Content-Type": "application/json"]) { given, _ in given }
        return ModelReply(status: status, headers: headers, data: Data(body.text.utf8), delay: delay)
    }

    /// A chat completion that says this.
    public static func completion(
        _ text: String, headers: [String: String] = [:], delay: Double = 0
    ) -> ModelReply {
        .json(completionBody(text), headers: headers, delay: delay)
    }

    /// An error in OpenAI's form.
    public static func error(
        _ status: Int, _ message: String = "no", parameter: String? = nil, code: String? = nil,
        headers: [String: String] = [:], delay: Double = 0
    ) -> ModelReply {
        let error = JSON(object: [
            ("message", .string(message)), ("type", .string("error")), ("param", JSON(parameter)),
            ("code", JSON(code)),
        ])
        return .json(JSON(object: [("error", error)]), status: status, headers: headers, delay: delay)
    }

    /// A body that is no JSON.
    public static func text(
        _ text: String, status: Int = 200, headers: [String: String] = [:], delay: Double = 0
    ) -> ModelReply {
        ModelReply(status: status, headers: headers, data: Data(text.utf8), delay: delay)
    }

    public static func completionBody(_ text: String) -> JSON {
        JSON(object: [
            ("id", .string("chatcmpl-test")), ("object", .string("chat.completion")),
            ("model", .string("test-model")),
            (
                "choices",
                .array([
                    JSON(object: [
                        ("index", .integer(0)), ("finish_reason", .string("stop")),
                        (
                            "message",
                            JSON(object: [("role", .string("assistant")), ("content", .string(text))])
                        ),
                    ])
                ])
            ),
            (
                "usage",
                JSON(object: [
                    ("prompt_tokens", .integer(10)), ("completion_tokens", .integer(5)),
                    ("total_tokens", .integer(15)),
                ])
            ),
        ])
    }
}
