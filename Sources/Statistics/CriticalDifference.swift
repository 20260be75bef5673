/// Nemenyi's test after Friedman's: which of several methods the data tell apart, as a critical difference
/// diagram shows it (Nemenyi 1963; Demšar 2006, "Statistical comparisons of classifiers over multiple data
/// sets", section 3.2.2). At the level of 0.05, over all pairs at once.
public struct CriticalDifference: Sendable, Hashable {
    /// Average ranks and Friedman's p. Where that p is above 0.05 the differences below mean nothing.
    public let friedman: FriedmanTest

    /// Two methods are told apart when their average ranks differ by at least this, in ranks.
    public let difference: Double

    /// The methods that are not told apart: each as long as it can be, of at least two methods, which may be
    /// in several. Indices as in the scores, the best average rank first, equal ones by index.
    public let cliques: [[Int]]

    /// For how many methods the table below has a value.
    public static let allowedMethods = 2...(criticalValues.count + 1)

    /// nil where `FriedmanTest` is, or with more methods than `allowedMethods`.
    ///
    /// - Parameters:
    ///   - scores: a row for each data set, a column for each method; all rows of the same length.
    ///   - higherIsBetter: false for errors, distances and the like.
    public init?(scores: [[Double]], higherIsBetter: Bool) {
        guard let friedman = FriedmanTest(scores: scores, higherIsBetter: higherIsBetter),
            let difference = Self.difference(
                methods: friedman.averageRanks.count, dataSets: friedman.dataSets)
        else { return nil }
        self.friedman = friedman
        self.difference = difference
        cliques = Self.cliques(friedman.averageRanks, difference: difference)
    }

    /// q sqrt(k (k + 1) / 6 n), in ranks; nil outside `allowedMethods`, or without a data set.
    public static func difference(methods: Int, dataSets: Int) -> Double? {
        guard allowedMethods.contains(methods), dataSets > 0 else { return nil }
        let count = Double(methods)
        return criticalValues[methods - 2] * (count * (count + 1) / (6 * Double(dataSets))).squareRoot()
    }

    /// Stretches of the methods in the order of their ranks in which first and last are not told apart, and
    /// which no longer stretch holds.
    static func cliques(_ ranks: [Double], difference: Double) -> [[Int]] {
        let order = ranks.indices.sorted {
            ranks[$0] != ranks[$1] ? ranks[$0] < ranks[$1] : $0 < $1
        }
        var cliques: [[Int]] = []
        var reached = 0
        for start in order.indices {
            var end = max(start + 1, reached)
            while end < order.count, ranks[order[end]] - ranks[order[start]] < difference { end += 1 }
            // A stretch that ends where the one before it did lies within it.
            guard end > reached else { continue }
            reached = end
            if end - start > 1 { cliques.append(Array(order[start..<end])) }
        }
        return cliques
    }

    /// q at 0.05 for 2 to 20 methods: the upper 5 % point of the studentised range of k values with infinite
    /// degrees of freedom, over sqrt 2. Demšar 2006, table 5 (a), prints the first nine to three digits.
    private static let criticalValues = [
        1.959964, 2.343701, 2.569032, 2.727774, 2.849705, 2.948320, 3.030878, 3.101730,
        3.163684, 3.218654, 3.268004, 3.312739, 3.353618, 3.391230, 3.426041, 3.458425,
        3.488685, 3.517073, 3.543799,
    ]
}
