public import Records
import Spaces

/// A deterministic language model: it reads a prompt as a person would and answers it well, or as it is told.
///
/// Its reply depends on the request's body alone: whoever asks the same gets the same, by whatever transport.
/// Children are cells of the niche without dead edges that stand nowhere in the prompt; rules are kept, the
/// first is reworded, and one is added.
public struct ScriptedModel: Sendable {
    /// What is put around the JSON.
    public enum Form: String, CaseIterable, Sendable {
        case plain, fenced, thinking, bareList, prose
    }

    /// What to say instead of a good answer.
    public enum Instead: Sendable {
        /// The whole text of the completion.
        case content(String)
        /// The whole reply.
        case reply(ModelReply)
    }

    public var form: @Sendable (ScriptedQuestion) -> Form = { _ in .plain }
    /// nil for a good answer.
    public var instead: @Sendable (ScriptedQuestion) -> Instead? = { _ in nil }
    /// Put into each child and rule.
    public var remark: @Sendable (ScriptedQuestion) -> String = { _ in "less latency on the same path" }
    /// Tokens each completion tells; nil tells none.
    public var tokens: (prompt: Int, completion: Int)? = (100, 20)
    /// Seconds before an answer.
    public var delay = 0.0

    public init() {}

    public func reply(to request: ModelRequest) -> ModelReply { reply(to: request.body) }

    /// The answer to a request's body.
    public func reply(to body: JSON) -> ModelReply {
        let question = ScriptedQuestion(body)
        switch instead(question) {
        case .reply(let reply): return reply
        case .content(let text): return .json(completion(text), delay: delay)
        case nil: return .json(completion(content(question)), delay: delay)
        }
    }

    /// A good answer's text.
    public func content(_ question: ScriptedQuestion) -> String {
        let elements = question.kind == .knowledge ? rules(question) : children(question)
        let object = JSON(object: [(question.kind == .knowledge ? "rules" : "children", .array(elements))])
        return switch form(question) {
        case .plain: object.text
        case .fenced: "```json\n\(object.text)\n```"
        case .thinking: "<think>The form asked for is {\"children\": […]}, so …</think>\n\(object.text)"
        case .bareList: JSON.array(elements).text
        case .prose: "Here you are; I weighed latency first.\n\n\(object.text)\n\nShall I go on?"
        }
    }

    public func completion(_ text: String) -> JSON {
        var members = ModelReply.completionBody(text).members ?? []
        members.removeAll { $0.name == "usage" }
        if let tokens {
            members.append(
                .init(
                    "usage",
                    JSON(object: [
                        ("prompt_tokens", .integer(tokens.prompt)),
                        ("completion_tokens", .integer(tokens.completion)),
                        ("total_tokens", .integer(tokens.prompt + tokens.completion)),
                    ])))
        }
        return .object(members)
    }

    private func children(_ question: ScriptedQuestion) -> [JSON] {
        question.freshCodes().enumerated().map { number, code in
            ScriptedModel.child(code, number: number + 1, rationale: remark(question))
        }
    }

    /// A child as it is asked for.
    public static func child(_ code: String, number: Int = 1, rationale: String = "why not") -> JSON {
        JSON(object: [
            ("child_id", .string("c\(number)")), ("operation", .string("mutation")),
            ("architecture_code", .string(code)), ("parents", JSON([String]())),
            ("rationale", .string(rationale)),
        ])
    }

    /// The text of an answer with just these children.
    public static func children(_ codes: [String], rationale: String = "why not") -> String {
        let children = codes.enumerated().map { child($1, number: $0 + 1, rationale: rationale) }
        return JSON(object: [("children", .array(children))]).text
    }

    private func rules(_ question: ScriptedQuestion) -> [JSON] {
        func rule(_ text: String, _ replaces: String?) -> JSON {
            JSON(object: [("rule", .string(text)), ("replaces", JSON(replaces))])
        }
        let shown = question.rules
        let reworded = shown.prefix(1).map {
            rule("Prefer what generation \(question.generation) showed: \(remark(question))", $0.id)
        }
        let kept = shown.dropFirst().prefix(3).map { rule($0.text, nil) }
        let fresh = rule(
            "Use \(question.name) at generation \(question.generation) because \(remark(question))", nil)
        return reworded + kept + [fresh]
    }
}
