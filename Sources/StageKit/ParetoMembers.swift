public import Pareto
public import Records

extension EvaluationRecord {
    /// (100 - accuracy in percent, latency in milliseconds), both to be minimised; nil where either is
    /// unknown.
    public var point: Point? {
        guard let accuracyPercent, let latencyMilliseconds else { return nil }
        return Point(x: 100 - accuracyPercent, y: latencyMilliseconds)
    }
}

/// The non-dominated among evaluated cells.
public enum ParetoMembers {
    /// All distinct cells that no other dominates, equal objectives kept, by latency, then by accuracy
    /// from the best, then by cell. A cell without a value for an objective is left out; of a cell that
    /// stands twice the first counts. With `noise` above 0 only what is better beyond it displaces: see
    /// `NoisyDominance`.
    public static func front(of evaluations: [EvaluationRecord], noise: Double = 0) -> [EvaluationRecord] {
        var seen: Set<String> = []
        var complete: [(record: EvaluationRecord, point: Point)] = []
        for record in evaluations {
            guard let point = record.point, seen.insert(record.candidate.cell).inserted else { continue }
            complete.append((record, point))
        }
        let kept =
            noise > 0
            ? NoisyDominance(noise: noise).undisplaced(complete.map(\.record))
            : nonDominated(complete.map(\.point))
        return kept.map { complete[$0] }
            .sorted { left, right in
                if left.point.y != right.point.y { return left.point.y < right.point.y }
                if left.point.x != right.point.x { return left.point.x < right.point.x }
                return left.record.candidate.cell.utf8.lexicographicallyPrecedes(
                    right.record.candidate.cell.utf8)
            }
            .map(\.record)
    }
}
