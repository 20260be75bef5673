import Pareto
import PipelineFile
import Records
import StageKit

/// A front measured by itself alone, where nothing is known of the space as a whole: by the volume that it
/// dominates in raw units, percent points times milliseconds (times the further objectives' units), up to a reference
/// point.
///
/// The point is what the settings say, each objective apart; where they say nothing, the worst value among the cells
/// that the run evaluated. By that runs cannot be compared with one another, for each has a point of its own, only a
/// run's generations. Values are those that the search saw.
struct RawVolume: Yardstick {
    private let objectives: [Objective]
    /// All minimised; nil where no cell has every objective and the settings do not say.
    private let reference: ObjectiveVector?

    init(_ settings: PipelineSettings, _ evaluations: [EvaluationRecord]) {
        let objectives = settings.objectives
        let vectors = evaluations.compactMap { $0.vector(objectives) }.filter(\.isFinite)
        let worst = objectives.enumerated().compactMap { place, objective in
            Self.said(settings.score, of: objective) ?? vectors.map { $0[place] }.max()
        }
        self.objectives = objectives
        reference = worst.count == objectives.count ? ObjectiveVector(worst) : nil
    }

    /// What the settings say of an objective, to be minimised.
    private static func said(_ score: PipelineSettings.Score, of objective: Objective) -> Double? {
        switch objective {
        case .accuracy: score.referenceAccuracyPercent.map { 100 - $0 }
        case .latency: score.referenceLatencyMs
        case .energy, .params, .flops: nil
        }
    }

    /// The reference point's part, to be minimised.
    private func reference(of objective: Objective) -> Double? {
        reference.flatMap { point in objectives.firstIndex(of: objective).map { point[$0] } }
    }

    func scores(
        of front: [EvaluationRecord], _ context: StageContext, generation: Int, isFinal: Bool, effort: Effort,
        best: MostAccurate
    ) -> [ScoreRecord] {
        [
            ScoreRecord(
                generation: generation, isFinal: isFinal, reference: .unknown,
                normalisation: ScoreRecord.rawUnits, hypervolume: nil,
                hypervolumeFound: reference.map {
                    hypervolume(front.compactMap { $0.vector(objectives) }, reference: $0)
                },
                hypervolumeTrue: nil, igd: nil, igdPlus: nil, worstGap: nil, latencyCoverage: nil,
                trueFrontShare: nil, frontSize: front.count, trueFrontSize: 0, cellsKnown: 0,
                evaluations: effort.evaluations, modelCalls: effort.calls, modelTokens: effort.tokens,
                modelCostDollars: effort.dollars, bestCell: best.evaluation?.candidate.cell,
                bestAccuracyPercent: nil, referenceAccuracyPercent: reference(of: .accuracy).map { 100 - $0 },
                referenceLatencyMilliseconds: reference(of: .latency))
        ]
    }

    func sideBySide(_ front: [EvaluationRecord], _ context: StageContext) -> [TrueFrontRecord] {
        let kept = Set(ParetoMembers.front(of: front, by: objectives).map(\.candidate.cell))
        return front.map {
            TrueFrontRecord(
                evaluation: $0, reference: .unknown, trueAccuracyPercent: nil, isOnReferenceFront: false,
                isNonDominated: kept.contains($0.candidate.cell))
        }
    }
}
