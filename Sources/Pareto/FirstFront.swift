/// The first front: the indices of all points that no other point dominates, ascending.
///
/// Points with equal objectives do not dominate each other, so **all copies of a tie are kept**. Points that
/// are not finite are ignored. Both objectives are minimised.
///
/// The classic sweep of Kung, Luccio and Preparata ("On finding the maxima of a set of vectors", Journal of
/// the ACM 22(4), 1975): in the order of x, a point is non-dominated when its y is less than all before.
/// Sorting is what costs, so most points are first discarded unsorted: one good point, taken from a sample
/// and replaced whenever a better one comes along, dominates all but a few of them (the idea of Bentley,
/// Clarkson and Levine, "Fast linear expected-time algorithms for computing maxima and convex hulls",
/// Algorithmica 9, 1993).
///
/// O(n) expected for independent coordinates, O(n log n) at worst, which is when nearly all are on the front.
public func nonDominated(_ points: [Point]) -> [Int] {
    // Only the part that survivors fill is ever touched.
    let scratch = allocateScratch(of: IndexedPoint.self, count: points.count)
    defer { scratch.deallocate() }
    let survivors = discardPlainlyDominated(points, survivors: scratch)
    sortByXThenY(survivors)
    return ascendingIndices(of: keepStaircase(survivors), among: points.count)
}

// MARK: - Discarding without sorting

/// The point that currently discards others, and what "better" means: a smaller sum of the two objectives,
/// each measured from the sample's minimum in units of the sample's span, so that neither objective's
/// unit outweighs the other's.
private struct Discarder {
    var x = Double.infinity
    var y = Double.infinity
    private var score = Double.infinity
    private var lowest = Point(x: 0, y: 0)
    private var scaleX = 1.0
    private var scaleY = 1.0

    /// Chosen from evenly spaced points. A bad choice costs time, never the result.
    init(sampling points: [Point]) {
        let stride = max(1, points.count / 128)
        var highest = Point(x: -.infinity, y: -.infinity)
        lowest = Point(x: .infinity, y: .infinity)
        for index in Swift.stride(from: 0, to: points.count, by: stride) where points[index].isFinite {
            lowest = Point(x: min(lowest.x, points[index].x), y: min(lowest.y, points[index].y))
            highest = Point(x: max(highest.x, points[index].x), y: max(highest.y, points[index].y))
        }
        if highest.x > lowest.x { scaleX = 1 / (highest.x - lowest.x) }
        if highest.y > lowest.y { scaleY = 1 / (highest.y - lowest.y) }
        for index in Swift.stride(from: 0, to: points.count, by: stride) { consider(points[index]) }
    }

    /// Takes the point's place if it is the better discarder.
    @inline(__always)
    mutating func consider(_ point: Point) {
        let candidate = (point.x - lowest.x) * scaleX + (point.y - lowest.y) * scaleY
        if candidate < score, point.isFinite {
            score = candidate
            x = point.x
            y = point.y
        }
    }

    @inline(__always)
    func strictlyDominates(x otherX: Double, y otherY: Double) -> Bool { otherX > x && otherY > y }
}

/// Writes the finite points that are not plainly dominated to the front of `survivors`; returns that part.
private func discardPlainlyDominated(
    _ points: [Point], survivors: UnsafeMutableBufferPointer<IndexedPoint>
) -> UnsafeMutableBufferPointer<IndexedPoint> {
    var discarder = Discarder(sampling: points)
    var count = 0
    for index in points.indices {
        let point = points[index]
        if discarder.strictlyDominates(x: point.x, y: point.y) { continue }
        if !point.isFinite { continue }
        survivors[count] = IndexedPoint(x: point.x, y: point.y, index: index)
        count += 1
        discarder.consider(point)
    }
    // The discarder was weaker when the early ones survived it.
    var kept = 0
    for survivor in survivors[..<count]
    where !discarder.strictlyDominates(x: survivor.x, y: survivor.y) {
        survivors[kept] = survivor
        kept += 1
    }
    return UnsafeMutableBufferPointer(rebasing: survivors[..<kept])
}

// MARK: - The sweep

/// Moves the non-dominated ones of the sorted entries, ties included, to the front; returns that part.
func keepStaircase(
    _ sorted: UnsafeMutableBufferPointer<IndexedPoint>
) -> UnsafeMutableBufferPointer<IndexedPoint> {
    var kept = 0
    for entry in sorted {
        if kept == 0 || entry.y < sorted[kept - 1].y || entry.coincides(with: sorted[kept - 1]) {
            sorted[kept] = entry
            kept += 1
        }
    }
    return UnsafeMutableBufferPointer(rebasing: sorted[..<kept])
}

/// The entries' indices in ascending order; all are less than `total`.
private func ascendingIndices(
    of entries: UnsafeMutableBufferPointer<IndexedPoint>, among total: Int
) -> [Int] {
    // A few indices are sorted; for many it is cheaper to mark them among all and read the marks.
    guard entries.count > total / 16 else { return entries.map(\.index).sorted() }
    var isMember = [Bool](repeating: false, count: total)
    for entry in entries { isMember[entry.index] = true }
    return isMember.indices.filter { isMember[$0] }
}
