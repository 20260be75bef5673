import Benchmarks
import Pareto
import PipelineFile
import Records
import Spaces
import StageKit

/// What the whole space truly holds, for a target: the yardstick every front is measured by.
///
/// P* is the exhaustive front by true test accuracy and the other objectives; where no table is at hand, that of what
/// the surrogates predict, and every record says so. Cells without a value for one are left out; disconnected cells,
/// which only guess, stay in unless the settings exclude them.
struct TrueFront: Yardstick {
    private let truth: Truth
    private let cellsKnown: Int
    private let objectives: [Objective]
    private let points: [ObjectiveVector]
    private let normalisations: [(name: String, front: NormalisedFront)]
    private let vectors: Set<ObjectiveVector>

    /// nil where the settings say that no truth is known.
    init?(_ context: StageContext) throws {
        guard let known = try Truth(context) else { return nil }
        truth = known
        objectives = context.settings.objectives
        let all = Cell.all.compactMap(truth.vector)
        let front = nonDominated(all).map { all[$0] }
        guard let byFront = VectorNormalisation.front(of: front),
            let bySpace = VectorNormalisation.space(of: all)
        else {
            throw StageFailure(
                .badData,
                "\(context.settings.data.tables ?? "surrogates"): no cell has all of "
                    + objectives.map(\.rawValue).joined(separator: ", ")
            )
        }
        points = front
        normalisations = [
            ("front", NormalisedFront(front, scale: byFront)),
            ("space", NormalisedFront(front, scale: bySpace)),
        ]
        vectors = Set(front)
        cellsKnown = all.count
    }

    /// The measures of one found front, once a normalisation.
    func scores(
        of front: [EvaluationRecord], _ context: StageContext, generation: Int, isFinal: Bool,
        effort: Effort, best: MostAccurate
    ) throws -> [ScoreRecord] {
        let found = try front.compactMap { truth.vector(of: try context.cell($0.candidate)) }
        let bestCell = try best.evaluation.map { try context.cell($0.candidate) }
        return normalisations.map { name, trueFront in
            let placed = trueFront.beside(found)
            return ScoreRecord(
                generation: generation, isFinal: isFinal, reference: truth.reference, normalisation: name,
                hypervolume: placed.relativeHypervolume, hypervolumeFound: placed.volume,
                hypervolumeTrue: trueFront.volume, igd: placed.invertedGenerationalDistance,
                igdPlus: placed.invertedGenerationalDistancePlus, worstGap: placed.worstGap,
                latencyCoverage: objectives.firstIndex(of: .latency).flatMap {
                    coverage(found: found, trueFront: points, along: $0)
                },
                trueFrontShare: frontShare(found: found, trueFront: points), frontSize: front.count,
                trueFrontSize: points.count, cellsKnown: cellsKnown,
                evaluations: effort.evaluations, modelCalls: effort.calls, modelTokens: effort.tokens,
                modelCostDollars: effort.dollars, bestCell: bestCell?.description,
                bestAccuracyPercent: bestCell.flatMap(truth.values.accuracies.value))
        }
    }

    /// The front with predicted and true accuracy beside each other.
    func sideBySide(_ front: [EvaluationRecord], _ context: StageContext) throws -> [TrueFrontRecord] {
        let places = try front.map { truth.vector(of: try context.cell($0.candidate)) }
        // A cell without a true place gets one that no front takes.
        let missing: ObjectiveVector = [.infinity]
        let kept = Set(nonDominated(places.map { $0 ?? missing }))
        return try front.enumerated().map { position, evaluation in
            let cell = try context.cell(evaluation.candidate)
            let isTrue = truth.reference == .tables
            return TrueFrontRecord(
                evaluation: evaluation, reference: truth.reference,
                trueAccuracyPercent: isTrue ? truth.values.accuracies.value(of: cell) : nil,
                trueLatencyMilliseconds: isTrue ? truth.values.latencies.value(of: cell) : nil,
                isOnReferenceFront: places[position].map(vectors.contains) ?? false,
                isNonDominated: kept.contains(position))
        }
    }
}

/// What the tables know of each cell, or the surrogates in their place.
private struct Truth {
    let reference: ScoreRecord.Reference
    let excludesDegenerate: Bool
    let values: SpaceValues

    init?(_ context: StageContext) throws {
        guard let known = try context.reference() else { return nil }
        (values, reference) = known
        excludesDegenerate = context.settings.score.excludesDegenerate
    }

    /// A cell's place by its true accuracy; nil where it has none, or where cells of its kind are excluded,
    /// from the found front as from the true one.
    func vector(of cell: Cell) -> ObjectiveVector? {
        values.vector(of: cell, excludingDegenerate: excludesDegenerate)
    }
}
