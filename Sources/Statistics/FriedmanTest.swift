/// Friedman's test: whether several methods, each measured on the same data sets, differ by chance alone
/// (Friedman 1937, "The use of ranks to avoid the assumption of normality implicit in the analysis of
/// variance"; as in Demšar 2006, section 3.2.2).
public struct FriedmanTest: Sendable, Hashable {
    /// The rank of each method, averaged over the data sets: 1 is best, the number of methods worst. Methods
    /// that are equal on a data set share the mean of their ranks there.
    public let averageRanks: [Double]

    /// How many data sets the ranks are averaged over.
    public let dataSets: Int

    /// Friedman's chi-square, divided by the share of the ranks' variance that ties leave, as SciPy does; 0
    /// when all methods are equal everywhere.
    public let statistic: Double

    /// The chance of a statistic as large where no method tends to be better: the upper tail of chi-square
    /// with one degree of freedom fewer than methods. Rough for fewer than ten data sets.
    public let pValue: Double

    /// nil without a data set, with fewer than two methods, rows of unequal length, or a score that is not
    /// finite.
    ///
    /// - Parameters:
    ///   - scores: a row for each data set, a column for each method; all rows of the same length.
    ///   - higherIsBetter: false for errors, distances and the like.
    public init?(scores: [[Double]], higherIsBetter: Bool) {
        guard let methods = scores.first?.count, methods > 1,
            scores.allSatisfy({ $0.count == methods && $0.allSatisfy(\.isFinite) })
        else { return nil }
        var sums = [Double](repeating: 0, count: methods)
        var squares = 0.0
        let (count, sets) = (Double(methods), Double(scores.count))
        let middle = (count + 1) / 2
        for row in scores {
            let ranks = RankCorrelation.averageRanks(higherIsBetter ? row.map { -$0 } : row)
            for (method, rank) in ranks.enumerated() {
                sums[method] += rank
                squares += (rank - middle) * (rank - middle)
            }
        }
        averageRanks = sums.map { $0 / sets }
        dataSets = scores.count
        // Between methods over within data sets. Without ties the squares are n k (k^2 - 1) / 12, which makes
        // this 12 n / (k (k + 1)) times the squared deviations of the average ranks.
        let between = averageRanks.reduce(0.0) { $0 + ($1 - middle) * ($1 - middle) }
        statistic = squares > 0 ? sets * sets * (count - 1) * between / squares : 0
        pValue = ChiSquareDistribution.upperTail(statistic, freedom: methods - 1) ?? 1
    }
}
