public import Pareto
public import Records

extension EvaluationRecord {
    /// The objectives' values, all to be minimised: of an accuracy what it lacks of 100; nil where one is unknown.
    public func vector(_ objectives: [Objective]) -> ObjectiveVector? {
        ObjectiveVector(count: objectives.count) { cost(of: objectives[$0]) }
    }
}

/// The non-dominated among evaluated cells.
public enum ParetoMembers {
    /// All distinct cells that no other dominates by the objectives, equal ones kept, by the second objective
    /// (latency, where nothing else is said), then by accuracy from the best, by the others, then by cell. A cell
    /// without a value for an objective is left out; of a cell that stands twice the first counts. With `noise` above
    /// 0 only what is better beyond it displaces: see `NoisyDominance`.
    public static func front(
        of evaluations: [EvaluationRecord], by objectives: [Objective] = Objective.standard, noise: Double = 0
    ) -> [EvaluationRecord] {
        var seen: Set<String> = []
        var complete: [(record: EvaluationRecord, vector: ObjectiveVector)] = []
        for record in evaluations {
            guard let vector = record.vector(objectives), seen.insert(record.candidate.cell).inserted else {
                continue
            }
            complete.append((record, vector))
        }
        let kept =
            noise > 0
            ? NoisyDominance(noise: noise, objectives: objectives).undisplaced(complete.map(\.record))
            : nonDominated(complete.map(\.vector))
        return kept.map { complete[$0] }
            .sorted { left, right in
                if left.vector != right.vector { return left.vector.isListed(before: right.vector) }
                return left.record.candidate.cell.utf8.lexicographicallyPrecedes(
                    right.record.candidate.cell.utf8)
            }
            .map(\.record)
    }
}
