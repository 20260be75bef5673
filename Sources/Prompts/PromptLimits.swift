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

    /// The cap as it is kept to. Throws for one below `leastTokenCap`.
    static func bounded(tokenCap: Int) throws(PromptError) -> Int {
        guard tokenCap >= leastTokenCap else {
            throw PromptError(
                message: "a cap of \(tokenCap) tokens is too low, the least is \(leastTokenCap)")
        }
        // Beyond any model's context, and far from where sums of tokens and bytes would overflow.
        return min(tokenCap, 100_000_000)
    }
}
