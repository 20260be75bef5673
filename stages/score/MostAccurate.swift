import Records

/// Of all cells evaluated so far, fronts or not, that which the search thought most accurate; of equals the
/// first by its written form. A search for accuracy alone ends with it, and it may lie on no front: where the
/// device cannot run it.
struct MostAccurate {
    private(set) var evaluation: EvaluationRecord?

    mutating func add(_ evaluations: [EvaluationRecord]) {
        for candidate in evaluations {
            guard let accuracy = candidate.accuracyPercent, accuracy.isFinite else { continue }
            if let best = evaluation, let highest = best.accuracyPercent {
                let isFirst = candidate.candidate.cell.utf8.lexicographicallyPrecedes(
                    best.candidate.cell.utf8)
                guard accuracy > highest || accuracy == highest && isFirst else { continue }
            }
            evaluation = candidate
        }
    }
}
