/// The first front of vectors of any length: the indices of all that no other dominates, ascending.
///
/// All copies of a tie are kept; what was not measured is left out. In lexicographic order nothing is dominated by
/// what comes after it, so each vector is compared with the front so far (the simple sieve of Kung, Luccio and
/// Preparata, Journal of the ACM 22(4), 1975). O(mnf) time for n vectors, f of them on the front, of m objectives,
/// after sorting; two objectives as `nonDominated` of points.
public func nonDominated(_ vectors: [ObjectiveVector]) -> [Int] {
    if let points = vectors.asPoints { return nonDominated(points) }
    let measured = MeasuredVectors(vectors)
    var front = FrontRows(dimension: measured.dimension)
    var kept: [Int] = []
    for row in measured.sorted() {
        if let last = kept.last, measured.areEqual(row, last) {
            kept.append(row)
        } else if !front.weaklyDominates(measured.row(row)) {
            front.append(measured.row(row))
            kept.append(row)
        }
    }
    return kept.map { measured.indices[$0] }.sorted()
}

/// The rank of each vector under non-dominated sorting, as `nonDominatedSort` of points: 0 for the first front, and
/// one past the last for what was not measured.
///
/// Source: the efficient non-dominated sort with binary search of Zhang, Tian, Cheng and Jin, "An efficient approach
/// to nondominated sorting for evolutionary multiobjective optimization", IEEE Transactions on Evolutionary
/// Computation 19(2), 2015: in lexicographic order a vector belongs to the first front none of which dominates it,
/// and whatever a front's member dominates, the fronts before dominate too. O(mn²) time at worst, O(mn log n) where
/// fronts are short.
public func nonDominatedSort(_ vectors: [ObjectiveVector]) -> [Int] {
    if let points = vectors.asPoints { return nonDominatedSort(points) }
    let measured = MeasuredVectors(vectors)
    var fronts: [FrontRows] = []
    var ranks = [Int?](repeating: nil, count: vectors.count)
    var before: (row: Int, rank: Int)?
    for row in measured.sorted() {
        if let copy = before, measured.areEqual(row, copy.row) {
            ranks[measured.indices[row]] = copy.rank
            continue
        }
        let values = measured.row(row)
        var rank = 0
        var end = fronts.count
        while rank < end {
            let middle = (rank + end) / 2
            if fronts[middle].weaklyDominates(values) { rank = middle + 1 } else { end = middle }
        }
        if rank == fronts.count { fronts.append(FrontRows(dimension: measured.dimension)) }
        fronts[rank].append(values)
        ranks[measured.indices[row]] = rank
        before = (row, rank)
    }
    return ranks.map { $0 ?? fronts.count }
}

/// The distinct members of a front, their values row by row.
private struct FrontRows {
    let dimension: Int
    private var values: [Double] = []

    init(dimension: Int) { self.dimension = dimension }

    mutating func append(_ row: ArraySlice<Double>) { values.append(contentsOf: row) }

    /// Whether a member is at least as good in every objective. The latest first: they stand nearest.
    func weaklyDominates(_ row: ArraySlice<Double>) -> Bool {
        let dimension = dimension
        return values.withUnsafeBufferPointer { values in
            row.withUnsafeBufferPointer { row in
                var start = values.count
                while start > 0 {
                    start &-= dimension
                    var objective = 0
                    while objective < dimension, values[start &+ objective] <= row[objective] {
                        objective &+= 1
                    }
                    if objective == dimension { return true }
                }
                return false
            }
        }
    }
}
