import Records
import Testing

@testable import Measurement

/// Median, spread and outliers of repeated samples.
@Suite struct SampleSummaryTests {
    private typealias Summary = MeasurementRecord.Summary

    @Test func oneSampleHasNoSpread() throws {
        let summary = try #require(Summary(of: [3.5], outliers: 3.5))
        #expect(summary == Summary(median: 3.5, spread: nil, least: 3.5, most: 3.5, kept: 1))
        #expect(Summary(of: [], outliers: 3.5) == nil)
    }

    @Test func medianAndSpreadByHand() throws {
        // Median 3, distances 2 1 0 1 2, their median 1.
        let odd = try #require(Summary(of: [5, 1, 3, 2, 4], outliers: 0))
        #expect(odd == Summary(median: 3, spread: 1.4826, least: 1, most: 5, kept: 5))
        // Median 2.5, distances 1.5 0.5 0.5 1.5, their median 1.
        let even = try #require(Summary(of: [4, 1, 2, 3], outliers: 0))
        #expect(even == Summary(median: 2.5, spread: 1.4826, least: 1, most: 4, kept: 4))
        #expect(try #require(Summary(of: [7, 7, 7], outliers: 3.5)).spread == 0)
    }

    /// Of 10 11 12 13 14 and x > 14 the median is 12.5; the distances are 0.5 0.5 1.5 1.5 2.5 and x - 12.5, their
    /// median 1.5. So the score of x is 0.6745 (x - 12.5) / 1.5, and 3.5 is reached at x = 20.2835…
    @Test func theOutlierRuleCutsWhereItsFormulaSays() {
        let limit = 12.5 + 3.5 * 1.5 / 0.6745
        let samples = [10.0, 11, 12, 13, 14]
        #expect(Summary.kept(samples + [limit - 1e-9], outliers: 3.5).count == 6)
        #expect(Summary.kept(samples + [limit + 1e-9], outliers: 3.5) == samples)
        #expect(Summary.kept(samples + [1e6], outliers: 0).count == 6)
    }

    /// Where most samples are equal, the mean absolute deviation stands in: of nine 1 and an x it is (x - 1) / 10,
    /// so the score of x is 10 / 1.253314 = 7.98, whatever x is.
    @Test func equalSamplesDoNotHideAnOutlier() {
        let samples = Array(repeating: 1.0, count: 9) + [2.0]
        #expect(Summary.kept(samples, outliers: 3.5).count == 9)
        #expect(Summary.kept(samples, outliers: 8).count == 10)
    }

    @Test func normalSamplesSpreadAsTheirDeviation() throws {
        var random = SystemRandomNumberGenerator()
        let seed = random.next() % 1_000_000
        var state = seed
        func unit() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        // A sum of twelve uniform numbers less 6: deviation 1.
        let samples = (0..<4000).map { _ in (0..<12).reduce(-6.0) { sum, _ in sum + unit() } }
        let spread = try #require(Summary(of: samples, outliers: 0)?.spread)
        #expect(abs(spread - 1) < 0.12, "seed \(seed)")
    }
}
