/// A confidence interval of a mean that assumes no distribution: the values are drawn again from themselves,
/// with replacement, and the means of the draws are looked at (Efron 1979, "Bootstrap methods: another look
/// at the jackknife").
///
/// The same values in the same order, seed and settings give the same interval on any machine. O(resamples *
/// n); 10,000 resamples of 50 values take about a millisecond. With few values (below ten or so) such intervals
/// are too narrow: they cannot know of what was never drawn.
public struct BootstrapInterval: Sendable, Hashable {
    /// How the interval is read off the means of the resamples.
    public enum Method: Sendable, Hashable {
        /// Between the quantiles themselves (Efron 1982).
        case percentile
        /// BCa: between quantiles moved for the bias of the means and for the skewness of the values (Efron
        /// 1987, "Better bootstrap confidence intervals"; the acceleration by the jackknife). As `percentile`
        /// where there is nothing to move by: values that are all equal, or a level so near 1 that the
        /// quantiles leave their range.
        case biasCorrectedAccelerated
    }

    /// How many resamples are allowed: more would need gigabytes.
    public static let allowedResamples = 1...10_000_000

    /// The mean of the values, in their unit, and the ends of the interval.
    public let mean: Double
    public let lower: Double
    public let upper: Double

    /// nil where an argument is not as said below, or a sum overflows.
    ///
    /// - Parameters:
    ///   - values: at least two, all finite.
    ///   - seed: the interval is decided by it.
    ///   - method: how the ends are found.
    ///   - level: the share of such intervals that hold the true mean, between 0 and 1.
    ///   - resamples: how many times the values are drawn anew, within `allowedResamples`.
    public init?(
        meanOf values: [Double], seed: UInt64, method: Method = .percentile, level: Double = 0.95,
        resamples: Int = 10_000
    ) {
        guard values.count > 1, values.allSatisfy(\.isFinite), let mean = Summary.mean(of: values),
            level > 0, level < 1, Self.allowedResamples.contains(resamples)
        else { return nil }
        let means = Self.resampledMeans(values, seed: seed, resamples: resamples).sorted()
        guard means.allSatisfy(\.isFinite) else { return nil }
        var shares = ((1 - level) / 2, 1 - (1 - level) / 2)
        if method == .biasCorrectedAccelerated {
            shares = Self.moved(shares, values: values, mean: mean, means: means) ?? shares
        }
        guard let lower = Self.quantile(of: means, shares.0), let upper = Self.quantile(of: means, shares.1)
        else { return nil }
        self.mean = mean
        self.lower = lower
        self.upper = upper
    }

    /// The means of the resamples, as drawn.
    static func resampledMeans(_ values: [Double], seed: UInt64, resamples: Int) -> [Double] {
        var draws = Draws(state: seed)
        let count = UInt64(values.count)
        return (0..<resamples).map { _ in
            var sum = 0.0
            for _ in values { sum += values[draws.below(count)] }
            return sum / Double(values.count)
        }
    }

    /// The quantile of sorted numbers, linear between neighbours (type 7 of Hyndman and Fan 1996, which R and
    /// NumPy use); nil without any, or for a share outside 0 to 1.
    static func quantile(of sorted: [Double], _ share: Double) -> Double? {
        guard !sorted.isEmpty, share >= 0, share <= 1 else { return nil }
        let place = share * Double(sorted.count - 1)
        let below = min(Int(place), sorted.count - 1)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }

    /// Where BCa reads the means; nil where its correction is not defined.
    private static func moved(
        _ shares: (Double, Double), values: [Double], mean: Double, means: [Double]
    ) -> (Double, Double)? {
        // Means equal to the values' own count half, as in SciPy.
        let halves = means.reduce(0) { $0 + ($1 < mean ? 2 : $1 == mean ? 1 : 0) }
        guard let bias = NormalDistribution.quantile(Double(halves) / (2 * Double(means.count))),
            bias.isFinite
        else { return nil }
        // The jackknife's means differ from the mean by (mean - value) / (n - 1), so the ratio of cubes to
        // squares is that of the values themselves.
        let squares = values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
        let cubes = values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) }
        let acceleration = cubes / (6 * squares * squares.squareRoot())
        guard acceleration.isFinite else { return nil }
        func move(_ share: Double) -> Double? {
            guard let z = NormalDistribution.quantile(share), 1 - acceleration * (bias + z) > 0 else {
                return nil
            }
            return NormalDistribution.cumulative(bias + (bias + z) / (1 - acceleration * (bias + z)))
        }
        guard let lower = move(shares.0), let upper = move(shares.1) else { return nil }
        return (lower, upper)
    }

    /// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"): one word of
    /// state, enough for as few numbers as these.
    private struct Draws {
        var state: UInt64

        /// From 0 up to but not including `bound`. The high word of a product, without the rejection that
        /// would take away a bias of bound / 2^64.
        @inline(__always)
        mutating func below(_ bound: UInt64) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = state
            bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int(truncatingIfNeeded: (bits ^ (bits >> 31)).multipliedFullWidth(by: bound).high)
        }
    }
}
