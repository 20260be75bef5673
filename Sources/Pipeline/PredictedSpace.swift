public import Pareto
public import PipelineFile
public import StageKit

/// Every cell of the space as the search sees it: the accuracy that it would be evaluated with, and its
/// latency.
public struct PredictedSpace: Sendable {
    /// (100 - accuracy in percent, latency in ms) of each cell that has both.
    public let points: [Point]
    /// As `PipelineSettings.searchBasis`.
    public let basis: String?
    /// The best there is to be found, by what the search sees: milliseconds and percent.
    public let front: [(latency: Double, accuracy: Double)]

    /// nil where it is not known (yet): before the predictor is fit under the settings as they are now, without
    /// the tables, or where a program of the user's evaluates.
    public init?(run: RunDirectory, file: PipelineFile, plan: Plan, judge: StalenessJudge) {
        let settings = file.resolvedSettings
        guard plan.isEvaluatedByUs, Self.hasCurrentFit(plan, judge),
            let values = try? run.searched(settings)
        else { return nil }
        points = values.points()
        basis = settings.searchBasis
        let points = points
        front = nonDominated(points).map { (points[$0].y, 100 - points[$0].x) }
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
