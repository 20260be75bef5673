/// Spearman's rank correlation: Pearson's, of the ranks, ties sharing their mean rank.
///
/// - Returns: nil for fewer than two pairs, or where all values of a side are equal. Pairs with a value that
///   is not finite are left out. O(n log n).
func spearman(_ pairs: [(Double, Double)]) -> Double? {
    let pairs = pairs.filter { $0.0.isFinite && $0.1.isFinite }
    guard pairs.count >= 2 else { return nil }
    let left = ranks(pairs.map(\.0))
    let right = ranks(pairs.map(\.1))
    let mean = Double(pairs.count + 1) / 2
    var product = 0.0
    var leftSquares = 0.0
    var rightSquares = 0.0
    for index in left.indices {
        let first = left[index] - mean
        let second = right[index] - mean
        product += first * second
        leftSquares += first * first
        rightSquares += second * second
    }
    guard leftSquares > 0, rightSquares > 0 else { return nil }
    return product / (leftSquares * rightSquares).squareRoot()
}

/// Ranks from 1; equal values share the mean of theirs.
private func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
        var end = start + 1
        while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
        for position in start..<end { ranks[order[position]] = Double(start + end + 1) / 2 }
        start = end
    }
    return ranks
}
