/// What a model costs, in US dollars per million tokens.
public struct ModelPrice: Sendable, Equatable {
    public let dollarsPerMillionPromptTokens: Double
    public let dollarsPerMillionCompletionTokens: Double

    /// nil unless both prices are finite and at least 0.
    public init?(dollarsPerMillionPromptTokens: Double, dollarsPerMillionCompletionTokens: Double) {
        for price in [dollarsPerMillionPromptTokens, dollarsPerMillionCompletionTokens] {
            guard price.isFinite, price >= 0 else { return nil }
        }
        self.dollarsPerMillionPromptTokens = dollarsPerMillionPromptTokens
        self.dollarsPerMillionCompletionTokens = dollarsPerMillionCompletionTokens
    }

    /// Dollars; nil where the usage does not give both counts. Discounts (of batches, of cached prompts) are
    /// not taken off.
    public func cost(of usage: Usage) -> Double? {
        guard let prompt = usage.promptTokens, let completion = usage.completionTokens else { return nil }
        return
            (Double(prompt) * dollarsPerMillionPromptTokens
            + Double(completion) * dollarsPerMillionCompletionTokens) / 1_000_000
    }
}
