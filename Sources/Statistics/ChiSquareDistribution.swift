#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The chi-square distribution with a whole number of degrees of freedom.
enum ChiSquareDistribution {
    /// The chance of a value above `statistic`: the regularised upper incomplete gamma function
    /// Q(freedom / 2, statistic / 2). nil for a freedom below 1, or a statistic that is NaN or infinite; 1 for
    /// a statistic of 0 or less.
    ///
    /// For whole degrees of freedom the series is finite (Abramowitz and Stegun, "Handbook of mathematical
    /// functions", 1964, 26.4.4 and 26.4.5): from Q(1/2, h) = erfc(sqrt h) or Q(1, h) = exp(-h), up by
    /// Q(a + 1, h) = Q(a, h) + exp(-h) h^a / gamma(a + 1). All terms are positive, so none cancels.
    /// O(freedom).
    static func upperTail(_ statistic: Double, freedom: Int) -> Double? {
        guard freedom >= 1, statistic.isFinite else { return nil }
        guard statistic > 0 else { return 1 }
        let half = statistic / 2
        let isOdd = !freedom.isMultiple(of: 2)
        var shape = isOdd ? 0.5 : 1
        var tail = isOdd ? erfc(half.squareRoot()) : exp(-half)
        // The logarithm of exp(-h) h^shape / gamma(shape + 1), because exp(-h) alone underflows before the
        // terms do. gamma(3/2) is sqrt(pi) / 2; gamma(2) is 1.
        var term = shape * log(half) - half - (isOdd ? log(Double.pi.squareRoot() / 2) : 0)
        let end = Double(freedom) / 2
        while shape < end {
            tail += exp(term)
            shape += 1
            term += log(half) - log(shape)
        }
        return min(1, tail)
    }
}
