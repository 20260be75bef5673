#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The standard normal distribution.
enum NormalDistribution {
    /// The chance of a value of at most z, by the complementary error function, which keeps its digits in
    /// both tails.
    static func cumulative(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

    /// The z that a value stays below with this chance; infinite for 0 and 1, nil outside them. By bisection:
    /// some sixty error functions, but no table of coefficients to get wrong.
    static func quantile(_ probability: Double) -> Double? {
        guard probability >= 0, probability <= 1 else { return nil }
        guard probability > 0, probability < 1 else { return probability == 0 ? -.infinity : .infinity }
        // The lower tail has the digits.
        guard probability <= 0.5 else { return quantile(1 - probability).map { -$0 } }
        // cumulative(-39) is 0 in double precision.
        var (low, high) = (-39.0, 0.0)
        while true {
            let middle = (low + high) / 2
            guard low < middle, middle < high else { return high }
            if cumulative(middle) < probability { low = middle } else { high = middle }
        }
    }
}
