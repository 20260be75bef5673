internal import Pareto
internal import Records
internal import StageKit

/// The yardstick of searches of whose space nothing true is known: all that the study's searches of one space, data set
/// and device evaluated.
///
/// Each objective goes from the best to the worst of all evaluated cells, the reference point of volumes at the worst;
/// the front is what none of those cells dominates, as is usual where no true front is known (Zitzler et al.,
/// "Performance assessment of multiobjective optimizers: an analysis and review", IEEE Transactions on Evolutionary
/// Computation 7(2), 2003). A further search changes it, so numbers by it are of one study alone.
struct FoundBox {
    private let front: [ObjectiveVector]
    private let normalised: NormalisedFront

    /// nil without a cell that has every objective.
    init?(_ evaluated: [ObjectiveVector]) {
        guard let scale = VectorNormalisation.space(of: evaluated) else { return nil }
        front = nonDominated(evaluated).map { evaluated[$0] }
        normalised = NormalisedFront(front, scale: scale)
    }

    /// The measures of one search's front, listed as `ParetoMembers` does.
    func measures(of cells: [EvaluationRecord], by objectives: [Objective]) -> ResultRecord.Found {
        let found = cells.compactMap { $0.vector(objectives) }
        let placed = normalised.beside(found)
        var measures = ResultRecord.Found()
        measures.hypervolume = placed.relativeHypervolume
        measures.igd = placed.invertedGenerationalDistance
        measures.igdPlus = placed.invertedGenerationalDistancePlus
        measures.frontShare = frontShare(found: found, trueFront: front)
        // Of equals the first, which is the fastest.
        var best: EvaluationRecord?
        for cell in cells where (cell.accuracyPercent ?? -.infinity) > (best?.accuracyPercent ?? -.infinity) {
            best = cell
        }
        measures.accuracyPercent = best?.accuracyPercent
        measures.latencyMilliseconds = best?.latencyMilliseconds
        measures.paramsMillions = best?.paramsMillions
        return measures
    }
}
