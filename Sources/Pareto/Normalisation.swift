/// Maps raw objectives to the unit box, so that distances and volumes weigh both objectives alike.
///
/// The ideal goes to (0, 0) and the reference to (1, 1); nothing is clipped, so what is worse than the
/// reference lands above 1 and what is better than the ideal below 0. Two normalisations are in use, and
/// numbers under one cannot be compared with numbers under the other:
///
/// - `front(of:)`, from the true front: ideal and nadir of P*, as EvoXBench does (Lu, Cheng, Jin, Tan and
///   Deb, "Neural architecture search as multiobjective optimization benchmarks", IEEE Transactions on
///   Evolutionary Computation 28(2), 2024).
/// - `space(of:)`, from the whole space: minimum and maximum over all valid points.
///
/// *Degenerate spans.* When all values of an objective are equal, or so far apart that their difference
/// overflows, that objective is measured in raw units from the ideal: a span of 1. The reference is then one
/// raw unit above the ideal, so the single value still has a volume below the reference.
public struct Normalisation: Sendable, Hashable {
    /// The best value of each objective, in raw units: the place that becomes (0, 0).
    public let ideal: Point

    /// The reference point in raw units: the place that becomes (1, 1).
    public let reference: Point

    /// What one unit of the box is worth in raw units; finite and above zero.
    private let spanX: Double
    private let spanY: Double

    /// Leaves points as they are: distances and volumes in raw units, with (1, 1) for a reference.
    public static let identity = Normalisation(lowest: Point(x: 0, y: 0), highest: Point(x: 1, y: 1))

    /// The reference point of every normalised volume.
    public static let unitReference = Point(x: 1, y: 1)

    /// From the true front: ideal and nadir of its points, the reference at the nadir.
    ///
    /// Dominated points and points that are not finite may be among the given ones; they do not count. The
    /// front's two ends lie on the edge of the box, so they hold no volume, and a front of fewer than three
    /// distinct points has none at all (except a single one: see degenerate spans).
    ///
    /// - Returns: nil without any finite point.
    public static func front(of points: [Point]) -> Normalisation? {
        bounding(nonDominated(points).map { points[$0] })
    }

    /// From all valid points: the minimum and maximum of each objective, the reference at the maxima.
    ///
    /// Points that are not finite do not count.
    ///
    /// - Returns: nil without any finite point.
    public static func space(of points: [Point]) -> Normalisation? {
        bounding(points)
    }

    /// The point in units of the box. A coordinate that is not finite stays so.
    public func normalised(_ point: Point) -> Point {
        Point(x: (point.x - ideal.x) / spanX, y: (point.y - ideal.y) / spanY)
    }

    /// The points in units of the box, in the same order.
    public func normalised(_ points: [Point]) -> [Point] {
        points.map { normalised($0) }
    }

    private init(lowest: Point, highest: Point) {
        ideal = lowest
        let width = highest.x - lowest.x
        let height = highest.y - lowest.y
        let hasWidth = width > 0 && width.isFinite
        let hasHeight = height > 0 && height.isFinite
        spanX = hasWidth ? width : 1
        spanY = hasHeight ? height : 1
        // Not lowest + span where that can be avoided: it might miss the maximum by rounding.
        reference = Point(
            x: hasWidth ? highest.x : lowest.x + 1, y: hasHeight ? highest.y : lowest.y + 1)
    }

    /// The normalisation whose box just holds all finite points.
    private static func bounding(_ points: [Point]) -> Normalisation? {
        var lowest = Point(x: .infinity, y: .infinity)
        var highest = Point(x: -.infinity, y: -.infinity)
        for point in points where point.isFinite {
            lowest = Point(x: min(lowest.x, point.x), y: min(lowest.y, point.y))
            highest = Point(x: max(highest.x, point.x), y: max(highest.y, point.y))
        }
        return lowest.isFinite ? Normalisation(lowest: lowest, highest: highest) : nil
    }
}
