import LanguageModel
public import Records

/// The strategy in a reply. Asked for is `{"strategy":"…"}`; read besides: the same one level down, a list of
/// sentences, an object of texts, as models that think in headings give it.
public struct StrategyReply: Sendable, Equatable {
    /// The member it stands under.
    public static let name = "strategy"
    /// Characters of a strategy.
    public static let textLimit = 3_000

    /// One plain line of at most `textLimit` characters.
    public var text: String

    public init(_ json: JSON) throws(UnusableReply) {
        let inner =
            switch json {
            case .object(let members): [json] + members.map(\.value)
            case .array(let elements): Array(elements.prefix(1))
            default: [JSON]()
            }
        guard let value = inner.lazy.compactMap({ $0[Self.name] }).first else {
            throw UnusableReply("the reply is \(json.kindName) without \"\(Self.name)\"")
        }
        let line = PlainText.oneLine(Self.words(value), limit: Self.textLimit)
        guard !line.isEmpty else { throw UnusableReply("the strategy is empty, or no text") }
        text = line
    }

    /// What is longer than can be shown is not joined.
    private static func words(_ value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .array(let elements): elements.prefix(100).compactMap(\.string).joined(separator: " ")
        case .object(let members):
            members.prefix(100).compactMap { member in
                member.value.string.map { "\(member.name): \($0)" }
            }.joined(separator: " ")
        default: ""
        }
    }
}
