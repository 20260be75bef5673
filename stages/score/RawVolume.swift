import Pareto
import PipelineFile
import Records
import StageKit

/// A front measured by itself alone, where nothing is known of the space as a whole: by the volume that it
/// dominates in raw units, percent points times milliseconds, up to a reference point.
///
/// The point is what the settings say, each objective apart; where they say nothing, the worst value among the cells
/// that the run evaluated. By that runs cannot be compared with one another, for each has a point of its own, only a
/// run's generations. Values are those that the search saw.
struct RawVolume: Yardstick {
    /// (100 - accuracy, latency); nil where no cell has both and the settings do not say.
    private let reference: Point?

    init(_ settings: PipelineSettings.Score, _ evaluations: [EvaluationRecord]) {
        let points = evaluations.compactMap(\.point).filter(\.isFinite)
        let error = settings.referenceAccuracyPercent.map { 100 - $0 } ?? points.map(\.x).max()
        let latency = settings.referenceLatencyMs ?? points.map(\.y).max()
        reference = error.flatMap { error in latency.map { Point(x: error, y: $0) } }
    }

    func scores(
        of front: [EvaluationRecord], _ context: StageContext, generation: Int, isFinal: Bool, effort: Effort,
        best: MostAccurate
    ) -> [ScoreRecord] {
        [
            ScoreRecord(
                generation: generation, isFinal: isFinal, reference: .unknown,
                normalisation: ScoreRecord.rawUnits, hypervolume: nil,
                hypervolumeFound: reference.map { hypervolume(front.compactMap(\.point), reference: $0) },
                hypervolumeTrue: nil, igd: nil, igdPlus: nil, worstGap: nil, latencyCoverage: nil,
                trueFrontShare: nil, frontSize: front.count, trueFrontSize: 0, cellsKnown: 0,
                evaluations: effort.evaluations, modelCalls: effort.calls, modelTokens: effort.tokens,
                modelCostDollars: effort.dollars, bestCell: best.evaluation?.candidate.cell,
                bestAccuracyPercent: nil, referenceAccuracyPercent: reference.map { 100 - $0.x },
                referenceLatencyMilliseconds: reference?.y)
        ]
    }

    func sideBySide(_ front: [EvaluationRecord], _ context: StageContext) -> [TrueFrontRecord] {
        let kept = Set(ParetoMembers.front(of: front).map(\.candidate.cell))
        return front.map {
            TrueFrontRecord(
                evaluation: $0, reference: .unknown, trueAccuracyPercent: nil, isOnReferenceFront: false,
                isNonDominated: kept.contains($0.candidate.cell))
        }
    }
}
