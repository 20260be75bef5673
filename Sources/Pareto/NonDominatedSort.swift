/// The rank of each point under non-dominated sorting: 0 for the first front, 1 for the front of what is
/// left without it, and so on.
///
/// Both objectives are minimised. Points with equal objectives share a rank. Points that are not finite get
/// the rank **one past the last**: the number of fronts, or 0 when no point is finite.
///
/// The ranks are those of Deb, Pratap, Agarwal and Meyarivan ("A fast and elitist multiobjective genetic
/// algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation 6(2), 2002, section III-A), which
/// compares all pairs. With two objectives a sweep does (Jensen, "Reducing the run-time complexity of
/// multiobjective EAs", IEEE Transactions on Evolutionary Computation 7(5), 2003): in the order of x, a
/// point belongs to the first front whose latest, hence lowest, y is above its own.
///
/// O(n log n) time, O(n) space.
public func nonDominatedSort(_ points: [Point]) -> [Int] {
    let scratch = allocateScratch(of: IndexedPoint.self, count: points.count)
    defer { scratch.deallocate() }
    let sorted = copyFinite(points, to: scratch)
    sortByXThenY(sorted)

    var ranks = [Int](repeating: 0, count: points.count)
    let frontCount = rankSorted(sorted, into: &ranks)
    if sorted.count < points.count {
        for index in points.indices where !points[index].isFinite { ranks[index] = frontCount }
    }
    return ranks
}

/// Ranks entries that are sorted by x, then y; returns the number of fronts.
private func rankSorted(_ sorted: UnsafeMutableBufferPointer<IndexedPoint>, into ranks: inout [Int]) -> Int {
    // lowest[f] is the least y that front f has so far. It never falls from one front to the next.
    let lowest = allocateScratch(of: Double.self, count: sorted.count)
    defer { lowest.deallocate() }
    var frontCount = 0
    var rank = 0
    for position in sorted.indices {
        let entry = sorted[position]
        // A front's latest y equal to the entry's own means dominated, unless it is the same point.
        let isCopy = position > 0 && entry.coincides(with: sorted[position - 1])
        if !isCopy {
            rank = firstFront(above: entry.y, lowest: lowest, frontCount: frontCount)
            lowest[rank] = entry.y
            frontCount = max(frontCount, rank + 1)
        }
        ranks[entry.index] = rank
    }
    return frontCount
}

/// The first front whose lowest y is above the given one, or the number of fronts if none is.
///
/// A binary search whose steps depend on no branch: where the next point falls cannot be predicted.
@inline(__always)
private func firstFront(
    above y: Double, lowest: UnsafeMutableBufferPointer<Double>, frontCount: Int
) -> Int {
    var start = 0
    var length = frontCount
    while length > 1 {
        let half = length &>> 1
        start = lowest[start &+ half &- 1] <= y ? start &+ half : start
        length &-= half
    }
    return length == 1 && lowest[start] <= y ? start + 1 : start
}
