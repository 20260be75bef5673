import LanguageModel
public import Records

/// The rules a reply lists, in any of the forms models use.
///
/// Asked for is `{"rules":[{"rule":"…","replaces":"r3"}]}`. Read besides: a bare list, the paper's
/// `Updated_Knowledge_Base`, texts instead of objects, and the paper's `[{"rule_1":"…"},{"rule_2":"…"}]`.
public struct KnowledgeReply: Sendable, Equatable {
    public struct ProposedRule: Sendable, Equatable {
        /// One plain line of at most `KnowledgeBase.textLimit` characters.
        public var text: String
        /// The id of the rule it takes the place of, as the model wrote it.
        public var replaces: String?

        public init(text: String, replaces: String? = nil) {
            self.text = text
            self.replaces = replaces
        }
    }

    /// The members a list of rules may stand under, the one asked for first.
    public static let listNames = [
        "rules", "Updated_Knowledge_Base", "updated_knowledge_base", "knowledge_base",
    ]

    public var rules: [ProposedRule]
    /// What was passed over, in words.
    public var notes: [String]

    public init(rules: [ProposedRule], notes: [String] = []) {
        self.rules = rules
        self.notes = notes
    }

    /// Throws where there is no list, or a list without a single rule in it. An empty list is a reply.
    public init(_ json: JSON) throws(UnusableReply) {
        guard let elements = Self.list(in: json) else {
            throw UnusableReply("the reply is \(json.kindName), expected an object with a list \"rules\"")
        }
        var rules: [ProposedRule] = []
        var unread = 0
        for element in elements.prefix(Self.mostElements) {
            if let rule = Self.rule(element) { rules.append(rule) } else { unread += 1 }
        }
        guard elements.isEmpty || !rules.isEmpty else {
            throw UnusableReply("none of the \(elements.count) elements of the list is a rule")
        }
        var notes: [String] = []
        if unread > 0 { notes.append("\(unread) of \(elements.count) elements of the reply were no rules") }
        if elements.count > Self.mostElements {
            notes.append("the reply lists \(elements.count) rules, the first \(Self.mostElements) were read")
        }
        self.init(rules: rules, notes: notes)
    }

    /// Nobody asks for so many; what lies beyond is not looked at.
    static let mostElements = 200

    private static func list(in json: JSON) -> [JSON]? {
        if let elements = json.array { return elements }
        for name in listNames {
            if let elements = json[name]?.array { return elements }
        }
        // {"rule_1":"…","rule_2":"…"}
        let members = (json.members ?? []).filter { isRuleName($0.name) && $0.value.string != nil }
        return members.isEmpty ? nil : members.map(\.value)
    }

    private static func rule(_ element: JSON) -> ProposedRule? {
        switch element {
        case .string(let text): return rule(text, replaces: nil)
        case .object(let members):
            let text =
                element["rule"]?.string ?? element["text"]?.string
                ?? members.first { isRuleName($0.name) && $0.value.string != nil }?.value.string
            return text.flatMap { rule($0, replaces: element["replaces"]?.string) }
        default: return nil
        }
    }

    private static func rule(_ text: String, replaces: String?) -> ProposedRule? {
        let line = PlainText.oneLine(text, limit: KnowledgeBase.textLimit)
        guard !line.isEmpty else { return nil }
        return ProposedRule(text: line, replaces: replaces.map { PlainText.oneLine($0, limit: 20) })
    }

    private static func isRuleName(_ name: String) -> Bool {
        let name = name.lowercased()
        return name == "rule" || name.hasPrefix("rule_") || name.hasPrefix("rule ")
    }
}
