import Spaces
import TestSupport
import Testing

@testable import Statistics

@Suite("Bootstrap interval of a mean")
struct BootstrapIntervalTests {
    private let skewed = [0.1, 0.2, 0.2, 0.3, 0.5, 0.9, 1.4, 3.1, 6.2, 9.0]

    @Test func theSameSeedGivesTheSameInterval() throws {
        let first = try #require(BootstrapInterval(meanOf: skewed, seed: 1))
        #expect(BootstrapInterval(meanOf: skewed, seed: 1) == first)
        #expect(BootstrapInterval(meanOf: skewed, seed: 2) != first)
        #expect(first.lower < first.mean && first.mean < first.upper)
    }

    @Test func aHigherLevelGivesAWiderInterval() throws {
        let narrow = try #require(BootstrapInterval(meanOf: skewed, seed: 1, level: 0.5))
        let wide = try #require(BootstrapInterval(meanOf: skewed, seed: 1, level: 0.99))
        #expect(wide.lower < narrow.lower && narrow.upper < wide.upper)
    }

    @Test func equalValuesLeaveNoDoubt() throws {
        for method in [BootstrapInterval.Method.percentile, .biasCorrectedAccelerated] {
            let interval = try #require(
                BootstrapInterval(meanOf: [0.75, 0.75, 0.75], seed: 9, method: method))
            #expect(interval.lower == 0.75 && interval.upper == 0.75)
        }
    }

    @Test func twoValuesFollowTheBinomialDistribution() throws {
        // The mean of two draws of 0 and 1 is 0, 1/2 or 1, by 1/4, 1/2 and 1/4.
        let means = BootstrapInterval.resampledMeans([0, 1], seed: 4, resamples: 40_000)
        let counts = [0, 0.5, 1].map { mean in means.count { $0 == mean } }
        #expect(counts.reduce(0, +) == 40_000)
        #expect(deviation(counts, weights: [1, 2, 1]) < 4)
    }

    @Test func everyValueIsDrawnAsOften() {
        // Whole powers of ten, so that a resample's sum tells how often each was drawn.
        let means = BootstrapInterval.resampledMeans([1, 100, 10_000], seed: 5, resamples: 20_000)
        var counts = [0, 0, 0]
        for mean in means {
            let sum = Int((mean * 3).rounded())
            counts[0] += sum % 100
            counts[1] += sum / 100 % 100
            counts[2] += sum / 10_000
        }
        #expect(counts.reduce(0, +) == 60_000)
        #expect(deviation(counts) < 4)
    }

    @Test func theIntervalHoldsTheMeanAboutAsOftenAsItSays() {
        // 400 samples of 40 from a bell: 95 % of intervals, less a little for the smallness of samples.
        var random = RandomStream(seed: 11, "coverage")
        let held = (0..<400).count { trial in
            let values = (0..<40).map { _ in random.bell() }
            let interval = BootstrapInterval(meanOf: values, seed: UInt64(trial), resamples: 500)
            return interval.map { $0.lower <= 0 && 0 <= $0.upper } ?? false
        }
        #expect((360...392).contains(held), "seed 11: \(held) of 400")
    }

    @Test func givesNothingWhereNothingIsDefined() {
        #expect(BootstrapInterval(meanOf: [], seed: 1) == nil)
        #expect(BootstrapInterval(meanOf: [1], seed: 1) == nil)
        #expect(BootstrapInterval(meanOf: [1, .nan], seed: 1) == nil)
        #expect(BootstrapInterval(meanOf: [1e308, 1e308], seed: 1) == nil)
        for level in [0, 1, -1, 2, Double.nan] {
            #expect(BootstrapInterval(meanOf: [1, 2], seed: 1, level: level) == nil)
        }
        for resamples in [0, -1, Int.min, Int.max] {
            #expect(BootstrapInterval(meanOf: [1, 2], seed: 1, resamples: resamples) == nil)
        }
        #expect(BootstrapInterval(meanOf: [1, 2], seed: 1, resamples: 1) != nil)
    }

    @Test func aLevelNextToOneGivesTheEndsOfTheMeans() throws {
        let level = 1.0.nextDown
        let means = BootstrapInterval.resampledMeans(skewed, seed: 1, resamples: 100)
        for method in [BootstrapInterval.Method.percentile, .biasCorrectedAccelerated] {
            let interval = try #require(
                BootstrapInterval(meanOf: skewed, seed: 1, method: method, level: level, resamples: 100))
            #expect(agree(interval.upper, means.max() ?? .nan, within: 1e-6))
        }
    }

    /// NumPy's quantiles and the formula of BCa on our own resamples agree to the digit; SciPy's bootstrap, by
    /// resamples of its own, as far as luck allows.
    @Test(.enabled(if: SciPy.isThere, "python3 with scipy is not there: pip install scipy"))
    func agreesWithSciPy() throws {
        let means = BootstrapInterval.resampledMeans(skewed, seed: 21, resamples: 10_000)
        let theirs = try SecondOpinion.numbers(
            """
            import numpy as np
            from scipy.stats import bootstrap, norm
            values, means = np.array(data[0]), np.array(data[1])
            tell(np.quantile(means, [0.025, 0.975]))
            mean, n = values.mean(), len(values)
            z0 = norm.ppf(((means < mean).mean() + (means <= mean).mean()) / 2)
            jackknife = np.array([np.delete(values, i).mean() for i in range(n)])
            d = jackknife.mean() - jackknife
            a = (d ** 3).sum() / (6 * (d ** 2).sum() ** 1.5)
            z = norm.ppf([0.025, 0.975])
            tell(np.quantile(means, norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z)))))
            for method in ["percentile", "BCa"]:
                tell(bootstrap((values,), np.mean, n_resamples=10000, method=method, rng=1).confidence_interval)
            """, of: "\([skewed, means])")
        try #require(theirs.count == 4)
        for (place, method) in [BootstrapInterval.Method.percentile, .biasCorrectedAccelerated].enumerated() {
            let ours = try #require(BootstrapInterval(meanOf: skewed, seed: 21, method: method))
            let ends = [ours.lower, ours.upper]
            #expect(zip(ends, theirs[place]).allSatisfy { agree($0, $1) })
            #expect(zip(ends, theirs[place + 2]).allSatisfy { agree($0, $1, within: 0.05) })
        }
        #expect(theirs[0] != theirs[1])
    }
}
