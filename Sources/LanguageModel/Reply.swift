public import Records

/// What a chat completion says, whatever shape its body has: what is missing is nil, and `problem` tells
/// it in words. Nothing here throws, since a model's reply is a stranger's text.
public struct Reply: Sendable, Equatable {
    /// The text of the first choice: its `content`, else (null or blank) its `reasoning_content`, else its
    /// `reasoning`, where servers of reasoning models leave an answer their parser took for thinking. Not blank.
    public var content: String?
    /// Why the model declines to answer.
    public var refusal: String?
    /// "stop", "length", "content_filter", …
    public var finishReason: String?
    /// The model as the endpoint names it: often a dated version of the one asked for.
    public var model: String?
    public var usage: Usage
    private var hasChoice: Bool
    private var endpointError: String?

    public init(body: JSON?) {
        let body = body ?? .null
        let choice = body["choices"]?.array?.first ?? .null
        let message = choice["message"] ?? .null
        hasChoice = message.members != nil
        content =
            ["content", "reasoning_content", "reasoning"].lazy
            .compactMap { message[$0]?.messageText.unlessBlank }.first
        refusal = message["refusal"]?.string?.unlessBlank ?? message["content"]?.refusalPart
        finishReason = choice["finish_reason"]?.string
        model = body["model"]?.string?.unlessBlank
        usage = Usage(body["usage"])
        if let error = body["error"], !error.saysNothing {
            endpointError = error["message"]?.string ?? error.string ?? error.text
        }
    }

    /// Whether the model ran out of tokens: the content ends before its end.
    public var isTruncated: Bool {
        ["length", "max_tokens"].contains(finishReason?.lowercased() ?? "")
    }

    /// Why the reply is no whole answer, in words fit to be shown; nil where it seems one. A truncated
    /// content may still hold something.
    public var problem: String? {
        if let refusal { return "the model refused: \(PlainText.oneLine(refusal, limit: 200))" }
        if finishReason?.lowercased() == "content_filter" {
            return "the endpoint's content filter cut the reply"
        }
        guard hasChoice else {
            if let endpointError {
                return "the endpoint answered with an error: \(PlainText.oneLine(endpointError, limit: 200))"
            }
            return "the completion has no choices with a message"
        }
        if isTruncated {
            return content == nil
                ? "the model ran out of tokens before it answered (finish_reason length)"
                : "the reply is cut off: the model ran out of tokens (finish_reason length)"
        }
        return content == nil ? "the reply is empty" : nil
    }
}

extension JSON {
    /// The text of a message: a string, or the texts of a list of parts, one after another.
    var messageText: String {
        switch self {
        case .string(let text): text
        case .array(let parts):
            parts.map { $0.string ?? $0["text"]?.string ?? $0["text"]?["value"]?.string ?? "" }.joined()
        case .object: self["text"]?.string ?? ""
        default: ""
        }
    }

    /// Why the model declines, where a part of the content says so.
    fileprivate var refusalPart: String? {
        (array ?? []).lazy.compactMap { $0["refusal"]?.string?.unlessBlank }.first
    }
}

extension String {
    fileprivate var unlessBlank: String? {
        unicodeScalars.allSatisfy(\.properties.isWhitespace) ? nil : self
    }
}
