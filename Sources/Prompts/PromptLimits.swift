/// How long prompts may be, and what they say of the rules.
public struct PromptLimits: Sendable, Equatable {
    /// The least cap for which the shipped templates are known to fit.
    public static let leastTokenCap = 1_500

    /// The most tokens, by `TokenEstimate`, of all messages of a request together.
    public var tokenCap: Int
    /// The most rules a scope may have.
    public var ruleLimit: Int

    public init(tokenCap: Int, ruleLimit: Int) {
        self.tokenCap = tokenCap
        self.ruleLimit = ruleLimit
    }
}
