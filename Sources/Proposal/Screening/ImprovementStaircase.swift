import Pareto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is believed of a cell's two objectives, both minimised: independent normal distributions.
struct BelievedPoint: Sendable {
    var mean: Point
    var deviation: Point
}

/// A front, and how much hypervolume a point that is not yet evaluated is expected to add to it.
///
/// The expected hypervolume improvement (Emmerich, Giannakoglou and Naujoks, "Single- and multiobjective
/// evolutionary optimization assisted by Gaussian random field metamodels", IEEE Transactions on Evolutionary
/// Computation 10(4), 2006), exact in the plane: the front cuts what it does not dominate into one strip a
/// step, and a strip's part is the product of two expectations (Emmerich, Yang, Deutz, Wang and Fonseca, "A
/// multicriteria generalization of Bayesian global optimization", 2016). O(n) for n steps.
struct ImprovementStaircase: Sendable {
    private let reference: Point
    /// The steps' corners by rising x and falling y, all inside the reference box.
    private var steps: [Point]

    init(_ points: [Point], reference: Point) {
        self.reference = reference
        steps = []
        for point in points { add(point) }
    }

    /// Takes a point in; what it dominates leaves.
    mutating func add(_ point: Point) {
        guard point.strictlyDominates(reference), !steps.contains(where: { $0.weaklyDominates(point) })
        else { return }
        steps.removeAll { point.weaklyDominates($0) }
        let place = steps.firstIndex { $0.x > point.x } ?? steps.count
        steps.insert(point, at: place)
    }

    /// E[max(0, bound - X)].
    @inline(__always)
    private static func shortfall(_ bound: Double, _ mean: Double, _ deviation: Double) -> Double {
        let distance = bound - mean
        guard deviation > 0 else { return max(0, distance) }
        let z = distance / deviation
        if z > 6 { return distance }
        if z < -6 { return 0 }
        return distance * erfc(-z * 0.5.squareRoot()) / 2
            + deviation * exp(-z * z / 2) * 0.398_942_280_401_432_7
    }

    /// The expected gain of a point so believed, in the product of the objectives' units; 0 where it is too large
    /// to tell. It grows with either deviation, for the gain is convex in either coordinate.
    func expectedImprovement(_ point: BelievedPoint) -> Double {
        var gain = 0.0
        var ceiling = reference.y
        var left = 0.0
        for place in 0...steps.count {
            let isLast = place == steps.count
            let right = Self.shortfall(
                isLast ? reference.x : steps[place].x, point.mean.x, point.deviation.x)
            // The strip from the step before to this one, up to that step's height.
            if right > left {
                gain += (right - left) * Self.shortfall(ceiling, point.mean.y, point.deviation.y)
            }
            left = right
            if !isLast { ceiling = steps[place].y }
        }
        return gain.isFinite ? gain : 0
    }
}
