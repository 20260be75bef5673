import Pareto
import Pipeline
import PipelineFile
import StageKit

/// Every cell of the space as the search sees it: the accuracy that it would be evaluated with, and its
/// latency.
struct PredictedSpace {
    let points: [Point]

    /// nil where it is not known (yet): before the predictor is there, without the tables, or where a program
    /// of the user's evaluates.
    init?(run: RunDirectory, file: PipelineFile, plan: Plan) {
        let isOurs = plan.steps.allSatisfy { step in
            if case .program = step.work { step.name != StageContract.evaluate.name } else { true }
        }
        guard isOurs, let values = try? run.searched(file.resolvedSettings) else { return nil }
        points = values.points
    }

    /// The best there is to be found, by the accuracy that the search sees.
    var front: [(latency: Double, accuracy: Double)] {
        nonDominated(points).map { (points[$0].y, 100 - points[$0].x) }
    }
}
