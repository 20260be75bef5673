// Measures of one found set against the true front, beside IGD: how much of its volume, how many of its
// points, how much of its range, and how large the largest hole.
//
// All return nil where the question has no answer, such as any of them against an empty true front, so that
// a caller never has to tell a bad search from a missing number. Points that are not finite are ignored.

/// The share of the true front's hypervolume that the found points hold: HV(found) / HV(P*), both under the
/// normalisation and up to its reference. Larger is better; 1 when nothing of the volume is missing.
///
/// Points worse than the reference hold nothing. Above 1 only if found points dominate the "true" front.
/// O(n log n).
///
/// - Returns: nil when the true front has no volume: it is empty, or all its points lie on or beyond the
///   edge of the box, as the two ends of a front do under `Normalisation.front(of:)`.
public func relativeHypervolume(
    found: [Point], trueFront: [Point], normalisation: Normalisation
) -> Double? {
    let whole = hypervolume(
        normalisation.normalised(trueFront), reference: Normalisation.unitReference)
    guard whole > 0, whole.isFinite else { return nil }
    return hypervolume(normalisation.normalised(found), reference: Normalisation.unitReference) / whole
}

/// The share of the true front's distinct objective vectors that are among the found points, exactly equal
/// in both objectives. Between 0 and 1; larger is better. Copies in either set count once.
///
/// O(n log n).
///
/// - Returns: nil when the true front has no finite point.
public func frontShare(found: [Point], trueFront: [Point]) -> Double? {
    let places = sortedDistinct(found)
    let targets = sortedDistinct(trueFront)
    guard !targets.isEmpty else { return nil }
    var hits = 0
    var position = 0
    for target in targets {
        while position < places.count, precedes(places[position], target) { position += 1 }
        if position < places.count, places[position] == target { hits += 1 }
    }
    return Double(hits) / Double(targets.count)
}

/// How much of the true front's range of y (the cost) the found points cover: its span, from the least to
/// the greatest y of `trueFront`, is cut into equal bins; the share of bins that hold a found point.
///
/// Between 0 and 1; larger is better. A bin holds its lower edge but not its upper one, except the last,
/// which holds both. Found points below or above the span count nowhere. All found points count, dominated
/// or not: pass the found front to ask about that. The true front itself may leave bins empty, so its own
/// coverage, which is as easily asked, is the most that can be expected. When all true points have the same
/// y there is one bin, of that value alone.
///
/// O(n log n), whatever the number of bins.
///
/// - Returns: nil when the true front has no finite point, or without bins (`bins` below 1).
public func coverage(found: [Point], trueFront: [Point], bins: Int = 10) -> Double? {
    let heights = trueFront.lazy.filter(\.isFinite).map(\.y)
    guard bins >= 1, let lowest = heights.min(), let highest = heights.max() else { return nil }
    let inside = found.lazy.filter { $0.isFinite && $0.y >= lowest && $0.y <= highest }.map(\.y)
    // Halves, because the span itself may overflow.
    let span = highest / 2 - lowest / 2
    guard span > 0 else { return inside.isEmpty ? 0 : 1 }

    // Bin numbers stay Doubles: the conversion to Int is the only thing here that could trap.
    let count = Double(bins)
    let held = inside.map { min((($0 / 2 - lowest / 2) / span * count).rounded(.down), count - 1) }.sorted()
    var distinct = 0
    for position in held.indices where position == 0 || held[position] != held[position - 1] {
        distinct += 1
    }
    return Double(distinct) / count
}

/// The worst gap along the true front: the greatest distance from any of its points to the nearest found
/// point, in units of the normalisation's box. Smaller is better; 0 when every point was found.
///
/// This is the directed Hausdorff distance from the true front to the found set; where IGD is the mean of
/// these distances, this is their maximum. O((n + m) log (n + m)) for sets that resemble fronts.
///
/// - Returns: nil when either set has no finite point.
public func worstGap(found: [Point], trueFront: [Point], normalisation: Normalisation) -> Double? {
    NearestFound(found: found, trueFront: trueFront, normalisation: normalisation)?.maximum
}

private func precedes(_ left: Point, _ right: Point) -> Bool {
    left.x < right.x || (left.x == right.x && left.y < right.y)
}

/// The finite points by x, then y, each once.
private func sortedDistinct(_ points: [Point]) -> [Point] {
    var sorted = points.filter(\.isFinite)
    sorted.withUnsafeMutableBufferPointer { sortByXThenY($0) }
    var distinct: [Point] = []
    for point in sorted where point != distinct.last { distinct.append(point) }
    return distinct
}
