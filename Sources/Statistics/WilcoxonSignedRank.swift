/// Wilcoxon's signed-rank test, two-sided: whether paired values differ by chance alone (Wilcoxon 1945,
/// "Individual comparisons by ranking methods"; advised for two methods over several data sets by Demšar 2006,
/// "Statistical comparisons of classifiers over multiple data sets").
///
/// - *Zeros.* Pairs without a difference are dropped before ranking, as Wilcoxon did.
/// - *Ties.* Differences of equal size share the mean of their ranks. They are compared as computed: 0.3 - 0.2
///   and 0.2 - 0.1 are not equal in binary, so round the values first where that matters.
/// - *p.* Exact for at most 25 pairs without zeros or ties, by counting the sign patterns of each rank sum;
///   otherwise by the normal approximation with the variance corrected for ties and half a unit for
///   continuity. Both as SciPy's `wilcoxon` with `zero_method="wilcox", correction=True`. With fewer than six
///   pairs no exact p is below 0.05; with fewer than ten the approximation is rough.
public struct WilcoxonSignedRank: Sendable, Hashable {
    /// Up to this many pairs the distribution is counted out.
    static let exactLimit = 25

    /// How many pairs differ.
    public let count: Int

    /// How many pairs were dropped because they do not differ.
    public let zeros: Int

    /// The sum of the ranks of the pairs in which the left is larger, and in which the right is.
    public let positiveRankSum: Double
    public let negativeRankSum: Double

    /// The chance of rank sums at least as unequal where neither side tends to be larger; 1 when no pair
    /// differs.
    public let pValue: Double

    /// Whether p was counted out, not approximated.
    public let isExact: Bool

    /// Wilcoxon's T, the lesser rank sum.
    public var statistic: Double { min(positiveRankSum, negativeRankSum) }

    /// nil without a pair, with another length, or a value or difference that is not finite.
    public init?(_ left: [Double], _ right: [Double]) {
        guard left.count == right.count else { return nil }
        self.init(differences: zip(left, right).map { $0 - $1 })
    }

    /// From the differences, left less right. nil without one, or with one that is not finite. O(n log n).
    public init?(differences: [Double]) {
        guard !differences.isEmpty, differences.allSatisfy(\.isFinite) else { return nil }
        let unequal = differences.filter { $0 != 0 }
        let ranks = RankCorrelation.averageRanks(unequal.map(\.magnitude))
        var positive = 0.0
        for (difference, rank) in zip(unequal, ranks) where difference > 0 { positive += rank }
        count = unequal.count
        zeros = differences.count - unequal.count
        positiveRankSum = positive
        // Exact: rank sums are multiples of a half.
        negativeRankSum = Double(count) * (Double(count) + 1) / 2 - positive

        let ties = Self.tieSizes(ranks)
        isExact = count <= Self.exactLimit && zeros == 0 && ties.isEmpty
        let lesser = min(positiveRankSum, negativeRankSum)
        pValue =
            isExact
            ? Self.exactP(lesser, count: count) : Self.approximateP(lesser, count: count, ties: ties)
    }

    /// How many values share a rank, for each rank that several share.
    private static func tieSizes(_ ranks: [Double]) -> [Double] {
        let sorted = ranks.sorted()
        var sizes: [Double] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
            if end - start > 1 { sizes.append(Double(end - start)) }
            start = end
        }
        return sizes
    }

    /// Twice the share of the 2^n sign patterns whose rank sum is at most `statistic`. Patterns are counted
    /// rank by rank: each either adds its rank or does not. O(n^3).
    private static func exactP(_ statistic: Double, count: Int) -> Double {
        let largest = count * (count + 1) / 2
        var patterns = [Double](repeating: 0, count: largest + 1)
        patterns[0] = 1
        for rank in stride(from: 1, through: count, by: 1) {
            for sum in stride(from: largest, through: rank, by: -1) { patterns[sum] += patterns[sum - rank] }
        }
        // A whole number of at most n (n + 1) / 4, because ranks without ties are.
        let below = patterns.indices.reduce(0.0) { Double($1) <= statistic ? $0 + patterns[$1] : $0 }
        let all = patterns.reduce(0, +)
        return min(1, 2 * below / all)
    }

    private static func approximateP(_ statistic: Double, count: Int, ties: [Double]) -> Double {
        let count = Double(count)
        let mean = count * (count + 1) / 4
        let tied = ties.reduce(0.0) { $0 + $1 * ($1 * $1 - 1) }
        let variance = (count * (count + 1) * (2 * count + 1) - tied / 2) / 24
        guard variance > 0 else { return 1 }
        // Half a unit towards the mean; the lesser rank sum is never above it.
        let z = min(0, statistic - mean + 0.5) / variance.squareRoot()
        return min(1, 2 * NormalDistribution.cumulative(z))
    }
}
