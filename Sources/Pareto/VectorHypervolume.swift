/// The hypervolume of vectors: what they dominate, up to the reference. Larger is better.
///
/// As `hypervolume` of points: all objectives are minimised; what is on or beyond the reference, dominated, a copy or
/// not measured may be there and adds nothing; 0 without anything inside the box, NaN for a reference that is not
/// finite. Vectors of another length than the reference add nothing.
///
/// Exact up to rounding:
///
/// | objectives | by | time |
/// | --- | --- | --- |
/// | 2 | the sweep of `hypervolume` of points | O(n log n) |
/// | 3 | `hypervolumeInSpace`: a sweep along the third | O(n log n) comparisons |
/// | 4 | `hypervolumeInFour`: a sweep along the fourth, of three-dimensional contributions | O(n² log n) |
public func hypervolume(_ vectors: [ObjectiveVector], reference: ObjectiveVector) -> Double {
    guard reference.isFinite else { return .nan }
    let inside = vectors.filter { $0.strictlyDominates(reference) }
    guard !inside.isEmpty else { return 0 }
    switch reference.count {
    case 1: return reference[0] - (inside.map { $0[0] }.min() ?? reference[0])
    case 2:
        return hypervolume(
            inside.compactMap(\.plane), reference: Point(x: reference[0], y: reference[1]))
    case 3: return hypervolumeInSpace(inside, reference: reference)
    default: return hypervolumeInFour(inside, reference: reference)
    }
}

/// How much of the hypervolume each vector holds alone, as `hypervolumeContributions` of points: one number each, in
/// the caller's order; 0 for what is dominated, outside, not measured or has a copy.
///
/// From three objectives by taking each away: n + 1 hypervolumes, which is meant for archives of tens.
public func hypervolumeContributions(
    _ vectors: [ObjectiveVector], reference: ObjectiveVector
) -> [Double] {
    if let reference = reference.plane {
        return hypervolumeContributions(
            vectors.map { $0.plane ?? Point(x: .nan, y: .nan) }, reference: reference)
    }
    guard reference.isFinite else { return vectors.map { _ in .nan } }
    let whole = hypervolume(vectors, reference: reference)
    // Of those inside the front only: else the difference is rounding.
    let inside = vectors.indices.filter { vectors[$0].strictlyDominates(reference) }
    let front = Set(nonDominated(inside.map { vectors[$0] }).map { inside[$0] })
    var copies: [ObjectiveVector: Int] = [:]
    for index in inside { copies[vectors[index], default: 0] += 1 }
    return vectors.indices.map { index in
        guard front.contains(index), copies[vectors[index]] == 1 else { return 0 }
        var rest = vectors
        rest.remove(at: index)
        return max(0, whole - hypervolume(rest, reference: reference))
    }
}

/// The places of vectors in the order of one objective, ties by another.
func order(_ vectors: [ObjectiveVector], by objective: Int, then other: Int) -> [Int] {
    let scratch = allocateScratch(of: IndexedPoint.self, count: vectors.count)
    defer { scratch.deallocate() }
    for (place, vector) in vectors.enumerated() {
        scratch[place] = IndexedPoint(x: vector[objective], y: vector[other], index: place)
    }
    sortByXThenY(scratch)
    return scratch.map(\.index)
}
