internal import Pareto
internal import Records

/// Dominance among cells that were measured several times, each value with a spread.
///
/// One cell displaces another only where it is better beyond the noise: in each objective that has a spread by at
/// least `noise` times the combined spread sqrt(s1² + s2²), as the difference of two independent values has; in
/// one without a spread, which is known exactly, it need be no worse. As ever, it must be better somewhere.
///
/// *Transitivity.* To be within the noise of each other is not transitive: a and b may be, b and c too, and a
/// and c not. The rule is, for the margins add up: sqrt(a² + b²) + sqrt(b² + c²) ≥ a + c ≥ sqrt(a² + c²). Had
/// one objective been enough, it would not be. So it is a strict partial order: what no cell displaces is the same
/// set in whatever order cells come, archives that drop cells generation by generation hold what all at once would
/// leave, and every cell dropped is displaced by one that stayed. The price: all that is within the noise of
/// the front stays, so archives grow with `noise`.
struct NoisyDominance {
    var noise: Double
    var objectives: [Objective]

    private struct Member {
        var vector: ObjectiveVector
        /// Of each objective; 0 where a value is known exactly.
        var spreads: [Double]
    }

    /// Positions of the cells, all with values for every objective, that none displaces, ascending. O(n²) time.
    func undisplaced(_ evaluations: [EvaluationRecord]) -> [Int] {
        let members = evaluations.compactMap { evaluation in
            evaluation.vector(objectives).map {
                Member(vector: $0, spreads: objectives.map { evaluation.spread(of: $0) ?? 0 })
            }
        }
        return members.indices.filter { index in
            !members.contains { displaces($0, members[index]) }
        }
    }

    private func displaces(_ member: Member, _ other: Member) -> Bool {
        guard member.vector.dominates(other.vector) else { return false }
        return objectives.indices.allSatisfy { place in
            isBetter(
                member.vector[place], than: other.vector[place], member.spreads[place], other.spreads[place])
        }
    }

    private func isBetter(_ value: Double, than other: Double, _ spread: Double, _ otherSpread: Double)
        -> Bool
    {
        let margin = noise * (spread * spread + otherSpread * otherSpread).squareRoot()
        return value + margin <= other
    }
}
