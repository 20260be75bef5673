public import Records

/// Parameters an endpoint does not take, and how to ask without them.
///
/// OpenAI-compatible endpoints differ in what they know: one refuses `seed`, another structured output, a
/// third wants `max_tokens` under its older or newer name. What one refusal teaches holds for every
/// following request of the process.
public struct Fallback: Sendable, Equatable {
    /// What is left out, or written in another way.
    public enum Omission: String, Sendable, CaseIterable {
        case seed
        case temperature
        /// The schema of the reply; any JSON object is asked for instead.
        case jsonSchema = "response_format.json_schema"
        case responseFormat = "response_format"
        /// Sent as `max_tokens`; where that is omitted too, not at all.
        case maxCompletionTokens = "max_completion_tokens"
        /// Sent as `max_completion_tokens`; where that is omitted too, not at all.
        case maxTokens = "max_tokens"
        case reasoningEffort = "reasoning_effort"
    }

    public private(set) var omissions: Set<Omission>

    public init(omitting omissions: Set<Omission> = []) { self.omissions = omissions }

    /// The body as this endpoint takes it, and what of it was left out or changed.
    public func applied(to body: JSON) -> (body: JSON, omitted: [Omission]) {
        var body = body
        var omitted: [Omission] = []
        for omission in Omission.allCases where omissions.contains(omission) {
            guard Self.isAffected(body, by: omission) else { continue }
            omitted.append(omission)
            switch omission {
            case .jsonSchema:
                body = body.replacing(
                    "response_format", with: JSON(object: [("type", .string("json_object"))]))
            case .maxCompletionTokens:
                body = renaming("max_completion_tokens", "max_tokens", .maxTokens, in: body)
            case .maxTokens:
                body = renaming("max_tokens", "max_completion_tokens", .maxCompletionTokens, in: body)
            default: body = body.replacing(omission.rawValue, with: nil)
            }
        }
        return (body, omitted)
    }

    /// Learns from a refusal. True where the request, asked again as `applied` writes it now, differs from
    /// the one `sent`; each parameter is given up once, so asking again comes to an end.
    public mutating func learn(status: Int, response: JSON?, sent: JSON) -> Bool {
        guard status == 400 || status == 422, let message = EndpointMessage(response),
            let omission = Self.refused(message, in: sent)
        else { return false }
        omissions.insert(omission)
        return applied(to: sent).body != sent
    }

    private func renaming(_ old: String, _ new: String, _ other: Omission, in body: JSON) -> JSON {
        let limit = body[old]
        let shortened = body.replacing(old, with: nil)
        guard !omissions.contains(other), shortened[new] == nil else { return shortened }
        return shortened.replacing(new, with: limit)
    }

    private static func isAffected(_ body: JSON, by omission: Omission) -> Bool {
        omission == .jsonSchema
            ? body["response_format"]?["type"]?.string == "json_schema" : body[omission.rawValue] != nil
    }

    // MARK: Reading a refusal

    /// Words that stand for a parameter; the first to occur in the message is meant.
    private static let words: [(word: String, omission: Omission)] = [
        ("response_format", .responseFormat), ("json_schema", .responseFormat), ("guided", .responseFormat),
        ("structured output", .responseFormat), ("seed", .seed), ("temperature", .temperature),
        ("max_completion_tokens", .maxCompletionTokens), ("max_tokens", .maxTokens),
        ("reasoning_effort", .reasoningEffort),
    ]

    /// Complaints about the size of a limit, not about its name.
    private static let sizeWords = [
        "too large", "at most", "context length", "exceed", "greater than", "less than",
    ]

    private static func refused(_ message: EndpointMessage, in sent: JSON) -> Omission? {
        let text = message.text.lowercased()
        let candidates =
            (message.parameter.flatMap { named(in: $0.lowercased()) } ?? []) + (named(in: text) ?? [])
        for candidate in candidates {
            switch candidate {
            case .responseFormat where isAffected(sent, by: .jsonSchema): return .jsonSchema
            case .maxTokens, .maxCompletionTokens:
                if sizeWords.contains(where: text.contains) { return nil }
                if isAffected(sent, by: candidate) { return candidate }
            default: if isAffected(sent, by: candidate) { return candidate }
            }
        }
        return nil
    }

    /// The parameters a text names, in its order; nil where it names none.
    private static func named(in text: String) -> [Omission]? {
        let bytes = Array(text.utf8)
        var found: [(position: Int, omission: Omission)] = []
        for (word, omission) in words {
            if let position = position(of: Array(word.utf8), in: bytes) { found.append((position, omission)) }
        }
        return found.isEmpty ? nil : found.sorted { $0.position < $1.position }.map(\.omission)
    }

    /// Where a word begins that no letter, digit or underscore stands before: `seed`, not `reseed`.
    private static func position(of word: [UInt8], in text: [UInt8]) -> Int? {
        guard text.count >= word.count else { return nil }
        return (0...(text.count - word.count)).first { start in
            let before = start > 0 ? text[start - 1] : 0x20
            let isInside =
                before == UInt8(ascii: "_") || (0x30...0x39).contains(before)
                || (0x61...0x7A).contains(before)
            return !isInside && text[start..<(start + word.count)].elementsEqual(word)
        }
    }
}

extension JSON {
    /// The object with a member replaced, added, or, for nil, removed.
    fileprivate func replacing(_ name: String, with value: JSON?) -> JSON {
        guard var members else { return self }
        let position = members.firstIndex { $0.name == name }
        switch (position, value) {
        case (let position?, let value?): members[position].value = value
        case (let position?, nil): members.remove(at: position)
        case (nil, let value?): members.append(Member(name, value))
        case (nil, nil): break
        }
        return .object(members)
    }
}
