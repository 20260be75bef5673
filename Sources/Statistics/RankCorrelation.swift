/// How well one series orders another. All take two series of the same length and give nil, never NaN,
/// where the answer is not defined: fewer than two pairs, another length, a value that is not finite, or a
/// series that is constant.
public enum RankCorrelation {
    /// Spearman's rho: Pearson's correlation of the ranks, tied values sharing the mean of theirs
    /// (Spearman 1904; ties as Kendall 1945). -1 to 1. O(n log n).
    public static func spearman(_ left: [Double], _ right: [Double]) -> Double? {
        guard isComparable(left, right) else { return nil }
        return pearson(averageRanks(left), averageRanks(right))
    }

    /// Kendall's tau-b: concordant less discordant pairs, over the geometric mean of the pairs untied in the
    /// one and in the other (Kendall 1945). -1 to 1. O(n log n), by counting the swaps of a merge sort
    /// (Knight 1966, "A computer method for calculating Kendall's tau with ungrouped data").
    public static func kendallTauB(_ left: [Double], _ right: [Double]) -> Double? {
        guard isComparable(left, right) else { return nil }
        let pairs = zip(left, right).map { (x: $0, y: $1) }.sorted {
            $0.x != $1.x ? $0.x < $1.x : $0.y < $1.y
        }
        let all = pairCount(pairs.count)
        let tiedLeft = tiedPairs(pairs) { $0.x == $1.x }
        let tiedBoth = tiedPairs(pairs) { $0.x == $1.x && $0.y == $1.y }
        // Pairs tied on the left are in order on the right, so they cost no swap.
        var order = pairs.map(\.y)
        let discordant = sortCountingSwaps(&order)
        let tiedRight = tiedPairs(order) { $0 == $1 }
        guard tiedLeft < all, tiedRight < all else { return nil }
        let concordant = all - tiedLeft - tiedRight + tiedBoth - discordant
        let scale = (Double(all - tiedLeft) * Double(all - tiedRight)).squareRoot()
        // Rounding may take a perfect order a hair beyond 1.
        return max(-1, min(1, Double(concordant - discordant) / scale))
    }

    static func isComparable(_ left: [Double], _ right: [Double]) -> Bool {
        left.count == right.count && left.count > 1 && left.allSatisfy(\.isFinite)
            && right.allSatisfy(\.isFinite)
    }

    /// Ranks from 1, in the order of the values given.
    static func averageRanks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            let rank = Double(start + 1 + end) / 2
            for place in start..<end { ranks[order[place]] = rank }
            start = end
        }
        return ranks
    }

    private static func pearson(_ left: [Double], _ right: [Double]) -> Double? {
        let leftMean = left.reduce(0, +) / Double(left.count)
        let rightMean = right.reduce(0, +) / Double(right.count)
        var product = 0.0
        var leftSquares = 0.0
        var rightSquares = 0.0
        for (x, y) in zip(left, right) {
            product += (x - leftMean) * (y - rightMean)
            leftSquares += (x - leftMean) * (x - leftMean)
            rightSquares += (y - rightMean) * (y - rightMean)
        }
        guard leftSquares > 0, rightSquares > 0 else { return nil }
        // One root of the product, not two roots: then a perfect order is exactly 1.
        return max(-1, min(1, product / (leftSquares * rightSquares).squareRoot()))
    }

    private static func pairCount(_ count: Int) -> Int { count * (count - 1) / 2 }

    /// Pairs within runs of equal neighbours.
    private static func tiedPairs<Element>(_ sorted: [Element], _ areEqual: (Element, Element) -> Bool) -> Int
    {
        var total = 0
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, areEqual(sorted[end], sorted[start]) { end += 1 }
            total += pairCount(end - start)
            start = end
        }
        return total
    }

    /// Sorts by merging from the bottom up; the number of pairs that stood in falling order.
    private static func sortCountingSwaps(_ values: inout [Double]) -> Int {
        var swaps = 0
        var width = 1
        var merged = values
        while width < values.count {
            var start = 0
            while start < values.count {
                let middle = min(start + width, values.count)
                let end = min(start + 2 * width, values.count)
                var left = start
                var right = middle
                for place in start..<end {
                    if left < middle, right == end || values[left] <= values[right] {
                        merged[place] = values[left]
                        left += 1
                    } else {
                        merged[place] = values[right]
                        right += 1
                        swaps += middle - left
                    }
                }
                start = end
            }
            swap(&values, &merged)
            width *= 2
        }
        return swaps
    }
}
