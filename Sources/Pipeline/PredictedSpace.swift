public import Pareto
public import PipelineFile
public import Records
public import StageKit

/// Every cell of the space as the search sees it: the accuracy that it would be evaluated with, its latency, and what
/// else it is weighed by.
public struct PredictedSpace: Sendable {
    /// The objectives of each cell that has them all, minimised.
    public let vectors: [ObjectiveVector]
    public let objectives: [Objective]
    /// As `PipelineSettings.searchBasis`.
    public let basis: String?
    /// The best there is to be found by accuracy and latency, as the search sees them: milliseconds and percent.
    public let front: [(latency: Double, accuracy: Double)]

    /// nil where it is not known (yet): before the predictor is fit under the settings as they are now, without
    /// the tables, or where a program of the user's evaluates.
    public init?(run: RunDirectory, file: PipelineFile, plan: Plan, judge: StalenessJudge) {
        let settings = file.resolvedSettings
        guard plan.isEvaluatedByUs, Self.hasCurrentFit(plan, judge),
            let values = try? run.searched(settings)
        else { return nil }
        vectors = values.vectors()
        objectives = settings.objectives
        basis = settings.searchBasis
        front = values.front(against: .latency).map { ($0.y, 100 - $0.x) }
    }

    /// Whether the predictions are what a fit would make now; so too where the chain needs none.
    private static func hasCurrentFit(_ plan: Plan, _ judge: StalenessJudge) -> Bool {
        guard let fit = plan.steps.firstIndex(where: { $0.name == StageContract.fit.name }) else {
            return true
        }
        // With those before it, for one of them may have to run first.
        return (try? judge.states(of: Array(plan.steps[...fit])))?.last == .current
    }
}

extension PipelineSettings {
    /// What a search goes by, for values that go by the same: "predicted", or "by proxy" where a percentile stands
    /// in accuracy's place; nil for an oracle, which looks everything up.
    public var searchBasis: String? {
        evaluate.accuracy.source == .proxy ? "by proxy" : evaluatesByPrediction ? "predicted" : nil
    }
}
