/// A candidate seen through its two objectives, **both minimised**.
///
/// Everything in this module is about such points, and everything in it holds to three rules:
///
/// - *Orientation.* Smaller is better in both coordinates. A caller with an accuracy passes the error.
/// - *Units.* None are assumed: `x` and `y` may differ by orders of magnitude. Dominance, ranks and
///   hypervolume ratios do not depend on the units; distances do, so they take a `Normalisation`.
/// - *Holes.* A point with a coordinate that is NaN or infinite was never measured. It belongs to no
///   front, dominates nothing, is dominated by nothing and adds nothing to any measure.
///
/// ```swift
/// let cell = Point(x: 100 - accuracyInPercent, y: latencyInMilliseconds)
/// ```
public struct Point: Sendable, Hashable {
    /// The first objective, minimised: here the error in percent.
    public var x: Double

    /// The second objective, minimised: here the cost, such as a latency in milliseconds.
    public var y: Double

    /// A point at the two objective values, given in the caller's units.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Whether both objectives were measured: neither coordinate is NaN or infinite.
    public var isFinite: Bool { x.isFinite && y.isFinite }
}

// MARK: - Dominance

/// The three strengths of Pareto dominance, after Zitzler, Thiele, Laumanns, Fonseca and Grunert da
/// Fonseca, "Performance assessment of multiobjective optimizers", IEEE Transactions on Evolutionary
/// Computation 7(2), 2003. Each is false as soon as either point is not finite.
extension Point {
    /// Whether this point is at least as good in both objectives. Every finite point weakly dominates
    /// itself and its equals.
    public func weaklyDominates(_ other: Point) -> Bool {
        isFinite && other.isFinite && x <= other.x && y <= other.y
    }

    /// Whether this point is at least as good in both objectives and better in one. This is the relation
    /// that "non-dominated" and the fronts of this module mean. Equal points do not dominate each other.
    public func dominates(_ other: Point) -> Bool {
        weaklyDominates(other) && (x < other.x || y < other.y)
    }

    /// Whether this point is better in both objectives.
    public func strictlyDominates(_ other: Point) -> Bool {
        isFinite && other.isFinite && x < other.x && y < other.y
    }
}

// MARK: - What the sweeps carry

/// Something that lies in the plane and can be moved about as plain bytes: what the sorts of this module
/// sort.
protocol Located: BitwiseCopyable {
    var x: Double { get }
    var y: Double { get }
}

extension Point: Located {}

/// A point that remembers where in the caller's array it stood.
struct IndexedPoint: Located {
    var x: Double
    var y: Double
    var index: Int

    /// Whether both lie at the same place.
    func coincides(with other: IndexedPoint) -> Bool { x == other.x && y == other.y }
}
