import Conversation
import LanguageModel
import PipelineFile
import Records
import StageKit

/// What a front took until it stood.
struct Effort {
    /// Seeds included.
    var evaluations = 0
    var calls = 0
    /// nil once a call's tokens are not known.
    var tokens: Int? = 0
    /// nil once a call's cost is not known.
    var dollars: Double? = 0

    mutating func add(
        evaluations: Int, calls: [CallRecord], price: PipelineSettings.Model.Price?
    ) {
        self.evaluations += evaluations
        self.calls += calls.count
        for call in calls {
            let usage = Usage(promptTokens: call.promptTokens, completionTokens: call.completionTokens)
            tokens = tokens.flatMap { sum in usage.totalTokens.map { sum + $0 } }
            dollars = dollars.flatMap { sum in price?.cost(of: usage).map { sum + $0 } }
        }
    }
}

extension StageContext {
    /// The model's calls by generation; none where no model proposes.
    func calls() throws -> [Int: [CallRecord]] {
        guard settings.prompt.proposer.asksModel else { return [:] }
        return Dictionary(
            grouping: try read(CallRecord.self, "generation-{turns}/calls.jsonl"), by: \.generation)
    }
}
