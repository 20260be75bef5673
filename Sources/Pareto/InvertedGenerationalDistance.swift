/// The inverted generational distance, IGD: the mean, over the true front, of the Euclidean distance to the
/// nearest found point. Smaller is better; 0 when every point of the true front was found.
///
/// In units of the normalisation's box. Neither set need be a front, and both may hold copies and points in
/// any order; copies in `trueFront` weigh as often as they occur. Points that are not finite are ignored.
///
/// Source: Coello Coello and Reyes Sierra, "A study of the parallelization of a coevolutionary multi-objective
/// evolutionary algorithm", MICAI 2004; the mean of plain distances, as Ishibuchi and others (below) define
/// it. Exact. O((n + m) log (n + m)) time for sets that resemble fronts, O(nm) at worst; O(n + m) space.
///
/// - Returns: nil when either set has no finite point: nothing found has no distance.
public func invertedGenerationalDistance(
    found: [Point], trueFront: [Point], normalisation: Normalisation = .identity
) -> Double? {
    guard let nearest = NearestFound(found: found, trueFront: trueFront, normalisation: normalisation)
    else { return nil }
    return nearest.sum / Double(nearest.count)
}

/// IGD+: as IGD, but a found point is only as far from a true point as it is *worse*: in an objective in
/// which it is better the difference counts as 0. Unlike IGD it never prefers a dominated set to the one that
/// dominates it. Smaller is better.
///
/// In units of the normalisation's box; input as for `invertedGenerationalDistance`.
///
/// Source: Ishibuchi, Masuda, Tanigaki and Nojima, "Modified distance calculation in generational distance
/// and inverted generational distance", EMO 2015. Exact. O((n + m) log (n + m)) time
/// for sets that resemble fronts, O(nm) at worst; O(n + m) space.
///
/// - Returns: nil when either set has no finite point.
public func invertedGenerationalDistancePlus(
    found: [Point], trueFront: [Point], normalisation: Normalisation = .identity
) -> Double? {
    let scratch = allocateScratch(of: Point.self, count: found.count + trueFront.count)
    defer { scratch.deallocate() }
    let places = copyFinite(found, normalisation, to: scratch)
    let rest = UnsafeMutableBufferPointer(rebasing: scratch[places.count...])
    let targets = copyFinite(trueFront, normalisation, to: rest)
    guard !places.isEmpty, !targets.isEmpty else { return nil }
    sortByXThenY(places)
    sortByXThenY(targets)
    return meanOfHowMuchWorse(targets, keepStairs(places))
}

/// Moves the distinct non-dominated ones of the sorted places to the front; returns that part. A dominated
/// place is nowhere less bad than the one that dominates it, so it cannot be the nearest alone.
private func keepStairs(
    _ sorted: UnsafeMutableBufferPointer<Point>
) -> UnsafeMutableBufferPointer<Point> {
    var kept = 0
    for place in sorted where kept == 0 || place.y < sorted[kept - 1].y {
        sorted[kept] = place
        kept += 1
    }
    return UnsafeMutableBufferPointer(rebasing: sorted[..<kept])
}

/// The mean distance in the sense of IGD+; the stairs descend in y as they ascend in x, as do the targets'
/// positions along them.
private func meanOfHowMuchWorse(
    _ targets: UnsafeMutableBufferPointer<Point>, _ stairs: UnsafeMutableBufferPointer<Point>
) -> Double {
    var sum = 0.0
    var beyond = 0
    for target in targets {
        while beyond < stairs.count, stairs[beyond].x <= target.x { beyond &+= 1 }
        // Of the stairs that are no worse in x, the last is the least bad in y.
        var nearest = Double.infinity
        if beyond > 0 {
            let worse = max(stairs[beyond &- 1].y - target.y, 0)
            nearest = worse * worse
        }
        // Those beyond are worse in x by more and more, so the walk may end where that alone is too much.
        var stair = beyond
        while stair < stairs.count {
            let along = stairs[stair].x - target.x
            let alongSquare = along * along
            if alongSquare >= nearest { break }
            let across = max(stairs[stair].y - target.y, 0)
            nearest = min(nearest, alongSquare + across * across)
            stair &+= 1
        }
        sum += nearest.squareRoot()
    }
    return sum / Double(targets.count)
}
