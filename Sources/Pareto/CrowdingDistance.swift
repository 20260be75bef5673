/// The crowding distance of each point within its front: how far apart its neighbours are. Larger is less
/// crowded; the ends of the front have infinity.
///
/// In the order of the input. For each objective the points are sorted, the first and the last get infinity,
/// and every other gets the difference between its two neighbours in units of the front's span; the two
/// objectives' numbers are added (Deb, Pratap, Agarwal and Meyarivan, "A fast and elitist multiobjective
/// genetic algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation 6(2), 2002, section III-B). The
/// sum of an inner point is at most 2. pymoo divides it by the number of objectives; the order is the same.
///
/// - *Copies.* Of points with equal objectives the first gets the distance it has among the distinct points
///   and the others 0, so that copies are dropped before anything that adds to the front, and which of them
///   is an end does not depend on the sort. The paper does not say; pymoo's `filter_out_duplicates` agrees.
/// - *Spans.* An objective in which all points are equal, or whose span overflows, adds nothing.
/// - *Ties.* Distinct points of a front differ in both objectives. Should the input not be a front, points
///   equal in one objective are ordered by the other.
/// - Points that are not finite get 0 and are nobody's neighbours.
///
/// O(n log n) time, O(n) space.
public func crowdingDistance(_ front: [Point]) -> [Double] {
    let scratch = allocateScratch(of: IndexedPoint.self, count: front.count)
    defer { scratch.deallocate() }
    let finite = copyFinite(front, to: scratch)
    sortByXThenY(finite)
    let distinct = dropCopies(finite)

    var distances = [Double](repeating: 0, count: front.count)
    addGapsAlongX(distinct, to: &distances)
    for position in distinct.indices {
        let entry = distinct[position]
        distinct[position] = IndexedPoint(x: entry.y, y: entry.x, index: entry.index)
    }
    sortByXThenY(distinct)
    addGapsAlongX(distinct, to: &distances)
    return distances
}

/// The indices of a front's points from the least crowded to the most crowded: by descending crowding
/// distance, the ends first, ties by ascending index.
///
/// Points that are not finite are left out, so the result may be shorter than the input. O(n log n).
public func crowdingOrder(_ front: [Point]) -> [Int] {
    let distances = crowdingDistance(front)
    return front.indices.filter { front[$0].isFinite }.sorted { left, right in
        distances[left] != distances[right] ? distances[left] > distances[right] : left < right
    }
}

/// NSGA-II's choice of survivors: the indices of the `count` best points, by rank first and, within the front
/// that does not fit whole, by crowding.
///
/// Best first: front by front, each from the least crowded to the most crowded, as `crowdingOrder` has it.
/// With a single front it is simply that order's beginning. Points that are not finite are never chosen, so
/// there may be fewer than `count`; a negative `count` chooses none. Source: as for `crowdingDistance`,
/// section III-C. O(n log n).
public func leastCrowded(_ points: [Point], count: Int) -> [Int] {
    guard count > 0 else { return [] }
    let ranks = nonDominatedSort(points)
    let byRank = points.indices.filter { points[$0].isFinite }.sorted { left, right in
        ranks[left] != ranks[right] ? ranks[left] < ranks[right] : left < right
    }
    var chosen: [Int] = []
    var rest = byRank[...]
    while chosen.count < count, let first = rest.first {
        let front = Array(rest.prefix { ranks[$0] == ranks[first] })
        let order = crowdingOrder(front.map { points[$0] })
        chosen.append(contentsOf: order.prefix(count - chosen.count).map { front[$0] })
        rest = rest.dropFirst(front.count)
    }
    return chosen
}

// MARK: - The sweep

/// Moves the first of each run of coinciding entries to the front; returns that part. The sort is stable, so
/// the first is the one with the least index.
private func dropCopies(
    _ sorted: UnsafeMutableBufferPointer<IndexedPoint>
) -> UnsafeMutableBufferPointer<IndexedPoint> {
    var kept = 0
    for entry in sorted where kept == 0 || !entry.coincides(with: sorted[kept - 1]) {
        sorted[kept] = entry
        kept += 1
    }
    return UnsafeMutableBufferPointer(rebasing: sorted[..<kept])
}

/// Adds what one objective, here x, gives to the distances of distinct entries sorted by it.
private func addGapsAlongX(
    _ sorted: UnsafeMutableBufferPointer<IndexedPoint>, to distances: inout [Double]
) {
    guard let first = sorted.first, let last = sorted.last else { return }
    distances[first.index] = .infinity
    distances[last.index] = .infinity
    let span = last.x - first.x
    guard sorted.count > 2, span > 0, span.isFinite else { return }
    for position in 1..<(sorted.count - 1) {
        distances[sorted[position].index] += (sorted[position + 1].x - sorted[position - 1].x) / span
    }
}
