public import LanguageModel

/// What is asked in one call.
public struct Prompt: Sendable, Equatable {
    public var messages: [RequestBody.Message]

    public init(messages: [RequestBody.Message]) {
        self.messages = messages
    }

    public var estimatedTokens: Int { TokenEstimate.of(messages) }
}

/// How many tokens a text is, at most: a third of its bytes, rounded up.
///
/// English and code run at about four bytes a token in the vocabularies now in use, the six-letter codes
/// at two to three, so the estimate is on the high side for what prompts are made of; no tokenizer is
/// needed, and the same text counts the same for every model.
public enum TokenEstimate {
    public static func of(_ text: String) -> Int { (text.utf8.count + 2) / 3 }

    public static func of(_ messages: [RequestBody.Message]) -> Int {
        messages.reduce(0) { $0 + of($1.content) }
    }
}

/// Why no prompt can be made: a template is broken or missing, or too long for the cap.
public struct PromptError: Error, Equatable, CustomStringConvertible {
    /// "children.mustache"; nil where it is not about one template.
    public var file: String?
    /// From 1.
    public var line: Int?
    public var message: String

    public init(file: String? = nil, line: Int? = nil, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    public var description: String {
        guard let file else { return message }
        return line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
    }
}
