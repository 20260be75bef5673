import TestSupport
import Testing

@testable import Statistics

@Suite("Tails of distributions")
struct DistributionTests {
    @Test func theNormalQuantileUndoesTheChance() throws {
        for z in stride(from: -8.0, through: 8, by: 0.25) {
            let back = try #require(NormalDistribution.quantile(NormalDistribution.cumulative(z)))
            // Near 1 a chance has no digits left to find z by.
            #expect(agree(back, z, within: z > 5 ? 1e-2 : 1e-9), "\(z)")
        }
        #expect(NormalDistribution.quantile(0.5).map { abs($0) < 1e-15 } == true)
        #expect(NormalDistribution.quantile(0) == -.infinity)
        #expect(NormalDistribution.quantile(1) == .infinity)
        #expect(NormalDistribution.quantile(.nan) == nil)
        #expect(NormalDistribution.quantile(-0.1) == nil)
    }

    @Test func theExponentialDistributionIsChiSquareWithTwoDegrees() throws {
        // The upper tail of 2 ln t is 1 / t.
        #expect(agree(try #require(ChiSquareDistribution.upperTail(2 * 0.6931471805599453, freedom: 2)), 0.5))
        // The upper 5 % points that every table has.
        for (freedom, point) in [
            (1, 3.841459), (2, 5.991465), (3, 7.814728), (10, 18.307038), (15, 24.995790),
        ] {
            let tail = try #require(ChiSquareDistribution.upperTail(point, freedom: freedom))
            #expect(agree(tail, 0.05, within: 1e-7), "\(freedom)")
        }
        #expect(ChiSquareDistribution.upperTail(0, freedom: 3) == 1)
        #expect(ChiSquareDistribution.upperTail(-1, freedom: 3) == 1)
        #expect(ChiSquareDistribution.upperTail(1, freedom: 0) == nil)
        #expect(ChiSquareDistribution.upperTail(.nan, freedom: 1) == nil)
        #expect(ChiSquareDistribution.upperTail(.infinity, freedom: 1) == nil)
    }

    @Test(.enabled(if: SciPy.isThere, "python3 with scipy is not there: pip install scipy"))
    func agreeWithSciPy() throws {
        let freedoms = [1, 2, 3, 4, 5, 9, 10, 19, 50, 99, 500, 2001]
        let ratios = [1e-6, 0.01, 0.3, 0.9, 1, 1.1, 2, 5, 20]
        let chances = [1e-300, 1e-20, 1e-5, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999]
        let theirs = try SecondOpinion.numbers(
            """
            from scipy.stats import chi2, norm
            freedoms, ratios, chances = data
            for freedom in freedoms: tell([chi2.sf(freedom * ratio, freedom) for ratio in ratios])
            tell(norm.ppf(chances))
            """, of: "[\(freedoms), \(ratios), \(chances)]")
        try #require(theirs.count == freedoms.count + 1)
        for (freedom, answer) in zip(freedoms, theirs) {
            let ours = try ratios.map {
                try #require(ChiSquareDistribution.upperTail(Double(freedom) * $0, freedom: freedom))
            }
            #expect(
                zip(ours, answer).allSatisfy { agreeInDigits($0, $1) || max($0, $1) < 1e-290 }, "\(freedom)")
        }
        let ours = chances.compactMap(NormalDistribution.quantile)
        #expect(ours.count == chances.count)
        #expect(zip(ours, theirs[freedoms.count]).allSatisfy { agree($0, $1) })
    }
}
