public import LanguageModel
public import PipelineFile

extension PipelineSettings.Model.Price {
    /// Dollars; nil where the usage does not give both counts.
    public func cost(of usage: Usage) -> Double? {
        ModelPrice(dollarsPerMillionPromptTokens: prompt, dollarsPerMillionCompletionTokens: completion)?
            .cost(of: usage)
    }
}
