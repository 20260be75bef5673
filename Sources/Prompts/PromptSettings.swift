public import Proposal

/// How long prompts may be, and what they say of the rules.
public struct PromptSettings: Sendable, Equatable {
    /// The least cap for which the shipped templates are known to fit.
    public static let leastTokenCap = 1_500

    /// The most tokens, by `TokenEstimate`, of all messages of a request together.
    public var tokenCap: Int
    /// The most lines of an archive; where it has more, those with the largest hypervolume contribution.
    public var shownMembers: Int
    /// The most rules a scope may have.
    public var ruleLimit: Int

    public init(
        tokenCap: Int = 16_000, shownMembers: Int = 100, ruleLimit: Int = KnowledgeBase.defaultLimit
    ) {
        self.tokenCap = tokenCap
        self.shownMembers = shownMembers
        self.ruleLimit = ruleLimit
    }
}
