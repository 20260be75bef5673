public import Records

/// How many tokens a completion took, as its endpoint counted them; nil what it did not say.
public struct Usage: Sendable, Equatable {
    public var promptTokens: Int?
    public var completionTokens: Int?

    /// What is above cannot be a count of one completion's tokens, and is taken as not said: sums of a run's
    /// counts then stay far from overflow.
    public static let mostTokens = 1_000_000_000

    public init(promptTokens: Int? = nil, completionTokens: Int? = nil) {
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
    }

    /// Reads a completion's `usage`; counts that are missing, negative, absurd or no whole numbers are nil.
    public init(_ usage: JSON?) {
        self.init(
            promptTokens: Self.count(usage?["prompt_tokens"]),
            completionTokens: Self.count(usage?["completion_tokens"]))
    }

    /// Both together; nil unless both are known.
    public var totalTokens: Int? {
        guard let promptTokens, let completionTokens else { return nil }
        let (sum, overflowed) = promptTokens.addingReportingOverflow(completionTokens)
        return overflowed ? nil : sum
    }

    private static func count(_ value: JSON?) -> Int? {
        guard let count = value?.integer, (0...mostTokens).contains(count) else { return nil }
        return count
    }
}
