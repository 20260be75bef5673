public import Records

/// What a scope has learnt: rules in words, each with a name that is never used again.
public struct KnowledgeBase: Sendable, Equatable {
    public struct Rule: Sendable, Equatable {
        /// "r7".
        public var id: String
        /// One plain line.
        public var text: String
        /// The generation that added it.
        public var since: Int

        public init(id: String, text: String, since: Int) {
            self.id = id
            self.text = text
            self.since = since
        }
    }

    /// What a generation did to a rule.
    public struct Change: Sendable, Equatable {
        public var kind: KnowledgeRecord.Change
        /// The rule as it is now; as it was, where it was removed.
        public var rule: Rule
        /// What a revised rule said before.
        public var previousText: String?

        public init(_ kind: KnowledgeRecord.Change, _ rule: Rule, previousText: String? = nil) {
            self.kind = kind
            self.rule = rule
            self.previousText = previousText
        }
    }

    /// Characters of a rule.
    public static let textLimit = 400

    public private(set) var rules: [Rule]
    /// The highest number any rule ever had, removed ones included.
    public private(set) var lastNumber: Int

    /// `lastNumber` is needed where rules with higher numbers were removed.
    public init(rules: [Rule] = [], lastNumber: Int = 0) {
        self.rules = rules
        self.lastNumber = rules.reduce(min(max(0, lastNumber), 1_000_000)) { max($0, Self.number(of: $1.id)) }
    }

    private static func number(of id: String) -> Int {
        // No run has a million rules; a file that says so was not written by one.
        guard id.first == "r", let number = Int(id.dropFirst()), (1...1_000_000).contains(number) else {
            return 0
        }
        return number
    }
}
