import Spaces
import Testing

@testable import Statistics

@Suite struct RankCorrelationTests {
    /// Series with many ties, as predictions of isomorphic cells are.
    private func series(_ count: Int, values: Int, seed: Int) -> ([Double], [Double]) {
        var random = RandomStream(seed: seed, "ranks")
        return (
            (0..<count).map { _ in Double(random.below(values)) },
            (0..<count).map { _ in Double(random.below(values)) }
        )
    }

    /// Every pair looked at: the definition.
    private func slowKendall(_ left: [Double], _ right: [Double]) -> Double? {
        var (balance, untiedLeft, untiedRight) = (0.0, 0.0, 0.0)
        for i in left.indices {
            for j in 0..<i {
                let x = left[i] - left[j]
                let y = right[i] - right[j]
                balance += x * y > 0 ? 1 : x * y < 0 ? -1 : 0
                untiedLeft += x == 0 ? 0 : 1
                untiedRight += y == 0 ? 0 : 1
            }
        }
        let scale = (untiedLeft * untiedRight).squareRoot()
        return scale > 0 ? balance / scale : nil
    }

    /// Ranks by counting what is less and what is equal.
    private func slowRanks(_ values: [Double]) -> [Double] {
        values.map { value in
            Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
        }
    }

    @Test func agreesWithTheDefinitionsOnSeriesOfAnyLengthAndAnyTies() throws {
        for count in 2...40 {
            for values in [2, 5, 1000] {
                let (left, right) = series(count, values: values, seed: count * 7 + values)
                #expect(RankCorrelation.averageRanks(left) == slowRanks(left))
                let fast = RankCorrelation.kendallTauB(left, right)
                let slow = slowKendall(left, right)
                #expect((fast == nil) == (slow == nil))
                if let fast, let slow { #expect(abs(fast - slow) < 1e-12) }
            }
        }
    }

    @Test func equalsTheClosedFormWithoutTies() throws {
        // rho = 1 - 6 sum d² / n (n² - 1), with rank differences 1, 1, 1, 1, 0.
        let swapped = try #require(RankCorrelation.spearman([1, 2, 3, 4, 5], [20, 10, 40, 30, 50]))
        #expect(abs(swapped - (1 - 6.0 * 4 / (5 * 24))) < 1e-15)
        // Two of ten pairs stand in falling order.
        #expect(RankCorrelation.kendallTauB([1, 2, 3, 4, 5], [20, 10, 40, 30, 50]) == 0.6)
    }

    @Test func isOneForAnyRisingFunctionAndMinusOneForAnyFalling() throws {
        let values = (0..<100).map { Double(($0 * 37) % 100) }
        for measure in [RankCorrelation.spearman, RankCorrelation.kendallTauB] {
            let rising = try #require(measure(values, values.map { $0 * $0 * $0 }))
            let falling = try #require(measure(values, values.map { 3 - $0 }))
            #expect(abs(rising - 1) < 1e-12)
            #expect(abs(falling + 1) < 1e-12)
        }
    }

    @Test func givesNothingWhereNothingIsDefined() {
        for measure in [RankCorrelation.spearman, RankCorrelation.kendallTauB] {
            #expect(measure([], []) == nil)
            #expect(measure([1], [1]) == nil)
            #expect(measure([1, 1, 1], [1, 2, 3]) == nil)
            #expect(measure([1, 2, 3], [4, 4, 4]) == nil)
            #expect(measure([1, 2], [1, 2, 3]) == nil)
            #expect(measure([1, .nan], [1, 2]) == nil)
            #expect(measure([1, 2], [1, .infinity]) == nil)
        }
    }

    @Test func measuresErrors() throws {
        let truth = [1.0, 2, 3, 4]
        #expect(PredictionError.rSquared(predicted: truth, truth: truth) == 1)
        #expect(PredictionError.rSquared(predicted: [2.5, 2.5, 2.5, 2.5], truth: truth) == 0)
        #expect(PredictionError.rSquared(predicted: [4, 3, 2, 1], truth: truth) == -3)
        #expect(PredictionError.rSquared(predicted: [1, 2], truth: [5, 5]) == nil)
        // Errors of 1/1, 0, 0 and 2/4: the middle two are 0 and 1/2.
        #expect(PredictionError.medianRelativeError(predicted: [2, 2, 3, 6], truth: truth) == 0.25)
        #expect(PredictionError.medianRelativeError(predicted: [2, 9], truth: [0, 10]) == 0.1)
        #expect(PredictionError.medianRelativeError(predicted: [2], truth: [0]) == nil)
        #expect(PredictionError.medianAbsoluteError(predicted: [2, 2, 3, 6], truth: truth) == 0.5)
        #expect(PredictionError.medianAbsoluteError(predicted: [.nan], truth: [1]) == nil)
    }
}
