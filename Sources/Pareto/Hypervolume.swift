/// The hypervolume: the area that the points dominate, up to the reference point. Larger is better.
///
/// Both objectives are minimised, so a point counts when it is less than the reference in both. Points
/// outside that box, dominated points, copies and points that are not finite are all allowed, in any order,
/// and add nothing. The unit is that of x times that of y. Without any point inside the box it is 0; with a
/// reference that is not finite it is NaN.
///
/// Exact up to rounding, by the sweep along x (Zitzler and Thiele, "Multiobjective optimization using
/// evolutionary algorithms: a comparative case study", PPSN V, 1998; the two-dimensional base case of
/// Fonseca, Paquete and López-Ibáñez, CEC 2006). O(n log n) time, O(n) space.
public func hypervolume(_ points: [Point], reference: Point) -> Double {
    guard reference.isFinite else { return .nan }
    let scratch = allocateScratch(of: Point.self, count: points.count)
    defer { scratch.deallocate() }
    var count = 0
    for point in points where point.liesInside(reference) {
        scratch[count] = point
        count += 1
    }
    let inside = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
    sortByXThenY(inside)
    return sweptArea(inside, reference: reference)
}

/// How much of the hypervolume each point holds alone: what would be lost without it.
///
/// One number for each point, in the caller's order and in the unit of `hypervolume`. Dominated points,
/// points outside the reference box, points that are not finite and points that have a copy hold nothing
/// alone: 0. Dominated points may be among the given ones; what they dominate is not held alone by the
/// point that dominates them. With a reference that is not finite all are NaN.
///
/// Source: Emmerich, Beume and Naujoks, "An EMO algorithm using the hypervolume measure as selection
/// criterion", EMO 2005. O(n log n) time, O(n) space.
public func hypervolumeContributions(_ points: [Point], reference: Point) -> [Double] {
    guard reference.isFinite else { return points.map { _ in .nan } }
    let scratch = allocateScratch(of: IndexedPoint.self, count: points.count)
    defer { scratch.deallocate() }
    var count = 0
    for index in points.indices where points[index].liesInside(reference) {
        scratch[count] = IndexedPoint(x: points[index].x, y: points[index].y, index: index)
        count += 1
    }
    let inside = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
    sortByXThenY(inside)

    var contributions = [Double](repeating: 0, count: points.count)
    addContributions(of: inside, reference: reference, to: &contributions)
    return contributions
}

extension Point {
    /// Whether the point is finite and less than the reference, itself finite, in both objectives.
    @inline(__always)
    fileprivate func liesInside(_ reference: Point) -> Bool {
        x < reference.x && y < reference.y && x > -.infinity && y > -.infinity
    }
}

/// The area dominated by points that are sorted by x and lie inside the reference box: the sum of one
/// rectangle for each step of the staircase, as wide as to the reference, as high as the step.
private func sweptArea<Entry: Located>(
    _ sorted: UnsafeMutableBufferPointer<Entry>, reference: Point
) -> Double {
    var area = 0.0
    var top = reference.y
    for entry in sorted where entry.y < top {
        area += (reference.x - entry.x) * (top - entry.y)
        top = entry.y
    }
    return area
}

/// Each step of the staircase owns the rectangle up to its two neighbours, less what the points behind it,
/// those that it alone dominates, would still cover.
private func addContributions(
    of sorted: UnsafeMutableBufferPointer<IndexedPoint>, reference: Point, to contributions: inout [Double]
) {
    var top = reference.y
    var step = 0
    while step < sorted.count {
        // The first entry is a step of the staircase; the next step is the next one that lies lower. What
        // stands between is dominated by this step, or a copy of it.
        let owner = sorted[step]
        var next = step + 1
        while next < sorted.count, sorted[next].y >= owner.y { next += 1 }
        let corner = Point(x: next < sorted.count ? sorted[next].x : reference.x, y: top)

        let behind = UnsafeMutableBufferPointer(rebasing: sorted[(step + 1)..<next])
        let owned = (corner.x - owner.x) * (corner.y - owner.y)
        // Rounding may take the difference a hair below zero.
        contributions[owner.index] = max(0, owned - sweptArea(behind, reference: corner))

        top = owner.y
        step = next
    }
}
