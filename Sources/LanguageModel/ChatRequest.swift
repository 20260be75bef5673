public import Records

/// One question to a language model: a line of OpenAI's Batch input format, `{"custom_id","method","url",
/// "body"}`. The same line serves every transport.
public struct ChatRequest: Sendable, Equatable {
    /// "g03-S2-children-a0": 1 to 64 of `A-Z a-z 0-9 _ -`, unique in its file.
    public var customID: String
    /// The chat completion's parameters: `model`, `messages` and what else there is. An object.
    public var body: JSON

    public static let url = "/v1/chat/completions"

    public init(customID: String, body: JSON) {
        self.customID = customID
        self.body = body
    }

    /// Reads a line; throws which field is wrong, and how.
    public init(line: JSON) throws(RecordError) {
        guard line.members != nil else {
            throw RecordError(
                field: "custom_id", message: "found \(line.kindName), expected a request object")
        }
        guard let customID = line["custom_id"]?.string, Self.isCustomID(customID) else {
            throw RecordError(
                field: "custom_id", message: "expected 1 to 64 characters of A-Z a-z 0-9 _ -")
        }
        guard let body = line["body"], body.members != nil else {
            throw RecordError(field: "body", message: "expected an object, the parameters of the completion")
        }
        self.init(customID: customID, body: body)
    }

    public var line: JSON {
        JSON(object: [
            ("custom_id", .string(customID)), ("method", .string("POST")), ("url", .string(Self.url)),
            ("body", body),
        ])
    }

    public static func isCustomID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The texts of the messages, role and content.
    public var messages: [(role: String, content: String)] {
        (body["messages"]?.array ?? []).map { ($0["role"]?.string ?? "", $0["content"]?.messageText ?? "") }
    }
}
