// The measures of a found set against the true front, for vectors. Each says in its two-objective form
// what it means; all take vectors that are normalised already, and are nil where the question has no answer.

/// The inverted generational distance: the mean, over the true front, of the Euclidean distance to the nearest found
/// vector. Smaller is better. All pairs: O(mnk) time for sets of n and k; two objectives as for points.
public func invertedGenerationalDistance(
    found: [ObjectiveVector], trueFront: [ObjectiveVector]
) -> Double? {
    if let (found, truth) = inThePlane(found, trueFront) {
        return invertedGenerationalDistance(found: found, trueFront: truth)
    }
    return NearestSquares(found: found, trueFront: trueFront) { $0 }?.mean
}

/// IGD+: a found vector is only as far from a true one as it is worse. Smaller is better. O(mnk) time.
public func invertedGenerationalDistancePlus(
    found: [ObjectiveVector], trueFront: [ObjectiveVector]
) -> Double? {
    if let (found, truth) = inThePlane(found, trueFront) {
        return invertedGenerationalDistancePlus(found: found, trueFront: truth)
    }
    return NearestSquares(found: found, trueFront: trueFront) { max($0, 0) }?.mean
}

/// The greatest distance from any vector of the true front to the nearest found one. Smaller is better. O(mnk) time.
public func worstGap(found: [ObjectiveVector], trueFront: [ObjectiveVector]) -> Double? {
    if let (found, truth) = inThePlane(found, trueFront) {
        return worstGap(found: found, trueFront: truth, normalisation: .identity)
    }
    return NearestSquares(found: found, trueFront: trueFront) { $0 }?.greatest
}

/// The share of the true front's distinct vectors that are among the found ones, exactly equal. Larger is better; nil
/// when the true front has none that was measured. O(n + k) expected.
public func frontShare(found: [ObjectiveVector], trueFront: [ObjectiveVector]) -> Double? {
    let targets = Set(trueFront.filter(\.isFinite))
    guard !targets.isEmpty else { return nil }
    return Double(targets.intersection(found).count) / Double(targets.count)
}

/// How much of the true front's range of one objective the found vectors cover, in equal bins: as `coverage` of points
/// is along y. nil for an objective that there is not.
public func coverage(
    found: [ObjectiveVector], trueFront: [ObjectiveVector], along objective: Int, bins: Int = 10
) -> Double? {
    func line(_ vectors: [ObjectiveVector]) -> [Point] {
        vectors.filter { $0.isFinite && (0..<$0.count).contains(objective) }
            .map { Point(x: 0, y: $0[objective]) }
    }
    return coverage(found: line(found), trueFront: line(trueFront), bins: bins)
}

/// Both sets as points, where both are of two objectives.
private func inThePlane(
    _ found: [ObjectiveVector], _ truth: [ObjectiveVector]
) -> ([Point], [Point])? {
    guard let found = found.asPoints, let truth = truth.asPoints else { return nil }
    return (found, truth)
}

/// The distance from each true vector to the nearest found one, when a difference in an objective counts as `weighed`.
private struct NearestSquares {
    let mean: Double
    let greatest: Double

    init?(
        found: [ObjectiveVector], trueFront: [ObjectiveVector], weighed: (Double) -> Double
    ) {
        let places = MeasuredVectors(found)
        let targets = MeasuredVectors(trueFront)
        guard places.count > 0, targets.count > 0, places.dimension == targets.dimension else { return nil }
        let dimension = places.dimension
        var sum = 0.0
        var greatest = 0.0
        for target in 0..<targets.count {
            var nearest = Double.infinity
            for place in 0..<places.count {
                var square = 0.0
                for objective in 0..<dimension {
                    let difference = weighed(
                        places.values[place * dimension + objective]
                            - targets.values[target * dimension + objective])
                    square += difference * difference
                }
                nearest = min(nearest, square)
            }
            sum += nearest.squareRoot()
            greatest = max(greatest, nearest.squareRoot())
        }
        mean = sum / Double(targets.count)
        self.greatest = greatest
    }
}
