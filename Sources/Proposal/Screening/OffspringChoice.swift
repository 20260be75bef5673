import Pareto
import Spaces

/// Chooses a batch from a pool of children, one after the other, each the one by which the front is expected to
/// gain the most hypervolume, the chosen ones taken for what they are expected to be ("kriging believer":
/// Ginsbourger, Le Riche and Carraro, "Kriging is well-suited to parallelize optimization", 2010).
///
/// Lazily: an expected gain never grows as the front does, nor as a deviation shrinks, so that what was computed
/// with an older front, or a bound on the deviation, is an upper bound. Only children that look best by theirs
/// are computed anew (Minoux, "Accelerated greedy algorithms for maximizing submodular set functions", 1978).
struct OffspringChoice<Candidate: Screenable> {
    private struct Contender {
        var child: ProposedChild<Candidate>
        var likeness: Candidate.Kernel.Likeness
        var belief: BelievedPoint
        var runs: Double
        /// What it gains at most.
        var gain: Double
        /// How many were chosen when the gain was computed by the exact deviations; nil: by their bounds.
        var computedAt: Int?
        /// Chosen, or no more open.
        var isGone = false
    }

    private let models: ObjectiveModels<Candidate>
    private var staircase: ImprovementStaircase
    private var contenders: [Contender]
    private var chosen = 0

    /// `front` need not be one: what is dominated does not count.
    init(
        _ pool: [ProposedChild<Candidate>], models: ObjectiveModels<Candidate>, front: [Point],
        reference: Point
    ) {
        self.models = models
        let staircase = ImprovementStaircase(front, reference: reference)
        self.staircase = staircase
        contenders = pool.map { child in
            let likeness = child.cell.likeness
            let (belief, runs) = models.belief(of: likeness)
            return Contender(
                child: child, likeness: likeness, belief: belief, runs: runs,
                gain: runs * staircase.expectedImprovement(belief))
        }
    }

    /// The best child among those that are eligible and open, the first of equals; it leaves the pool. nil when
    /// there is none.
    mutating func next(
        where isEligible: (Candidate) -> Bool = { _ in true }, open isOpen: (Candidate) -> Bool
    ) -> ProposedChild<Candidate>? {
        let eligible = contenders.indices.filter {
            !contenders[$0].isGone && isEligible(contenders[$0].child.cell)
        }
        while let place = best(of: eligible) {
            let contender = contenders[place]
            if !isOpen(contender.child.cell) {
                contenders[place].isGone = true
            } else if contender.computedAt == chosen {
                contenders[place].isGone = true
                staircase.add(contender.belief.mean)
                chosen += 1
                return contender.child
            } else {
                refine(place)
            }
        }
        return nil
    }

    private func best(of places: [Int]) -> Int? {
        var best: Int?
        for place in places where !contenders[place].isGone {
            if let leader = best, contenders[leader].gain >= contenders[place].gain { continue }
            best = place
        }
        return best
    }

    private mutating func refine(_ place: Int) {
        var contender = contenders[place]
        if contender.computedAt == nil {
            contender.belief = models.exact(contender.belief, of: contender.likeness)
        }
        // Rounding may not make it grow.
        contender.gain = min(
            contender.gain, contender.runs * staircase.expectedImprovement(contender.belief))
        contender.computedAt = chosen
        contenders[place] = contender
    }
}
