public import Records

/// The parameters of a chat completion, as OpenAI's and compatible endpoints take them. Equal settings give
/// equal JSON.
public struct RequestBody: Sendable, Equatable {
    public struct Message: Sendable, Equatable {
        public enum Role: String, Sendable { case system, user, assistant }

        public var role: Role
        public var content: String

        public init(_ role: Role, _ content: String) {
            self.role = role
            self.content = content
        }
    }

    /// What the endpoint makes the reply be.
    public enum Format: Sendable, Equatable {
        case text
        /// Some JSON object.
        case object
        /// JSON by a strict schema: in it every object names all its keys as required and allows no others.
        /// The name: 1 to 64 of `A-Z a-z 0-9 _ -`.
        case schema(name: String, JSON)
    }

    public var model: String
    public var messages: [Message]
    /// nil: not sent. Nor is it to a reasoning model, which refuses it, or where it is no finite number.
    public var temperature: Double?
    public var seed: Int?
    public var maximumCompletionTokens: Int?
    public var format: Format
    /// Members of the body that replace or join those above; one that is null takes its namesake out.
    public var extra: [JSON.Member]

    public init(
        model: String, messages: [Message], temperature: Double? = nil, seed: Int? = nil,
        maximumCompletionTokens: Int? = nil, format: Format = .text, extra: [JSON.Member] = []
    ) {
        self.model = model
        self.messages = messages
        self.temperature = temperature
        self.seed = seed
        self.maximumCompletionTokens = maximumCompletionTokens
        self.format = format
        self.extra = extra
    }

    public var json: JSON {
        var members: [JSON.Member] = [
            .init("model", .string(model)),
            .init(
                "messages",
                .array(
                    messages.map {
                        JSON(object: [("role", .string($0.role.rawValue)), ("content", .string($0.content))])
                    })),
        ]
        if let temperature, temperature.isFinite, !Self.isReasoningModel(model) {
            members.append(.init("temperature", .number(temperature)))
        }
        if let seed { members.append(.init("seed", .integer(seed))) }
        if let limit = maximumCompletionTokens {
            members.append(.init("max_completion_tokens", .integer(limit)))
        }
        if let format = format.json { members.append(.init("response_format", format)) }
        for member in extra {
            members.removeAll { $0.name == member.name }
            if !member.value.isNull { members.append(member) }
        }
        return .object(members)
    }

    /// Whether OpenAI's name of the model is one of a family that refuses a temperature: o1, o3, o4, gpt-5 and
    /// what follows a dash or dot of them, also behind a provider ("openai/o3-mini") or as a fine-tune ("ft:").
    public static func isReasoningModel(_ model: String) -> Bool {
        var name = Substring(model.lowercased())
        if let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
        if name.hasPrefix("ft:") { name = name.dropFirst(3) }
        return ["o1", "o3", "o4", "gpt-5"].contains { family in
            guard name.hasPrefix(family) else { return false }
            guard let next = name.dropFirst(family.count).first else { return true }
            return !next.isLetter && !next.isNumber
        }
    }
}

extension RequestBody.Format {
    /// nil where nothing need be sent.
    fileprivate var json: JSON? {
        switch self {
        case .text: nil
        case .object: JSON(object: [("type", .string("json_object"))])
        case .schema(let name, let schema):
            JSON(object: [
                ("type", .string("json_schema")),
                (
                    "json_schema",
                    JSON(object: [("name", .string(name)), ("strict", .bool(true)), ("schema", schema)])
                ),
            ])
        }
    }
}
