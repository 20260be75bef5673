import Spaces
import TestSupport
import Testing

@testable import Statistics

@Suite("Wilcoxon's signed-rank test")
struct WilcoxonSignedRankTests {
    /// The definition: every sign pattern of the ranks 1…n.
    private func slowExactP(_ test: WilcoxonSignedRank) -> Double {
        let patterns = 1 << test.count
        let largest = test.count * (test.count + 1) / 2
        let asUnequal = (0..<patterns).count { pattern in
            let sum = (0..<test.count).reduce(0) { $0 + (pattern >> $1 & 1) * ($1 + 1) }
            return Double(min(sum, largest - sum)) <= test.statistic
        }
        return Double(asUnequal) / Double(patterns)
    }

    @Test func oneSidedDifferencesHaveTheLeastPossibleP() throws {
        for count in 2...25 {
            let test = try #require(WilcoxonSignedRank(differences: (1...count).map { Double($0) }))
            #expect(test.isExact)
            #expect(test.statistic == 0)
            #expect(test.pValue == 2 / Double(1 << count))
        }
    }

    @Test func agreesWithEverySignPattern() throws {
        for count in 1...12 {
            for seed in 0..<5 {
                var random = RandomStream(seed: seed, "signs", "\(count)")
                let differences = (1...count).map { Double(random.below(2) == 0 ? $0 : -$0) }
                let test = try #require(WilcoxonSignedRank(differences: differences))
                #expect(agree(test.pValue, slowExactP(test)), "seed \(seed), \(count) pairs")
            }
        }
    }

    @Test func pairsAreWhatTheirDifferencesAre() {
        let (left, right) = ([3.0, 5, 9, 1], [1.0, 6, 2, 5])
        #expect(WilcoxonSignedRank(left, right) == WilcoxonSignedRank(differences: [2, -1, 7, -4]))
    }

    @Test func changingSidesChangesNothingButTheSides() throws {
        let differences = [1.0, -2, 3, 4, -0.5, 6, 6, 0]
        let test = try #require(WilcoxonSignedRank(differences: differences))
        let turned = try #require(WilcoxonSignedRank(differences: differences.map { -$0 }))
        #expect(test.pValue == turned.pValue)
        #expect(test.positiveRankSum == turned.negativeRankSum)
        #expect(test.zeros == 1 && test.count == 7 && !test.isExact)
    }

    @Test func withoutADifferenceNothingSpeaksAgainstEquality() throws {
        let test = try #require(WilcoxonSignedRank([1, 2, 3], [1, 2, 3]))
        #expect(test.pValue == 1 && test.count == 0 && test.zeros == 3 && !test.isExact)
    }

    @Test func tiesAreRightByHand() throws {
        // Ranks 2, 2, 2, 4: T is 2, its mean 5, its variance (4 · 5 · 9 - (27 - 3) / 2) / 24 = 7.
        let test = try #require(WilcoxonSignedRank(differences: [1, 1, -1, 2, 0]))
        #expect(test.positiveRankSum == 8 && test.negativeRankSum == 2)
        #expect(agree(test.pValue, 2 * NormalDistribution.cumulative(-2.5 / 7.0.squareRoot())))
    }

    @Test func approximatesFromTwentySixPairsOn() throws {
        let alternating = (1...26).map { Double($0.isMultiple(of: 2) ? $0 : -$0) }
        #expect(try #require(WilcoxonSignedRank(differences: Array(alternating[..<25]))).isExact)
        #expect(try !#require(WilcoxonSignedRank(differences: alternating)).isExact)
    }

    @Test func givesNothingWhereNothingIsDefined() {
        #expect(WilcoxonSignedRank(differences: []) == nil)
        #expect(WilcoxonSignedRank([1], [1, 2]) == nil)
        #expect(WilcoxonSignedRank([1, .nan], [1, 2]) == nil)
        #expect(WilcoxonSignedRank([1e308], [-1e308]) == nil)
    }

    @Test(.enabled(if: SciPy.isThere, "python3 with scipy is not there: pip install scipy"))
    func agreesWithSciPy() throws {
        var samples: [[Double]] = []
        for count in 2...60 {
            var random = RandomStream(seed: count, "wilcoxon")
            samples.append((0..<count).map { _ in random.bell() + 0.3 })
            // Whole numbers: ties, and zeros; one is sure to be none.
            samples.append([2] + (0..<count).map { _ in Double(random.below(9) - 3) })
        }
        let tests = try samples.map { try #require(WilcoxonSignedRank(differences: $0)) }
        #expect(tests.contains { $0.isExact } && tests.contains { $0.zeros > 0 })
        let methods = tests.map { $0.isExact ? 1 : 0 }
        let theirs = try SecondOpinion.numbers(
            """
            from scipy.stats import wilcoxon
            for values, exact in zip(*data):
                method = "exact" if exact else "approx"
                answer = wilcoxon(values, zero_method="wilcox", correction=True, method=method)
                tell([answer.statistic, answer.pvalue])
            """, of: "[\(samples), \(methods)]")
        #expect(theirs.count == tests.count)
        for (place, (test, answer)) in zip(tests, theirs).enumerated() {
            try #require(answer.count == 2)
            #expect(test.statistic == answer[0], "sample \(place)")
            #expect(agreeInDigits(test.pValue, answer[1]), "sample \(place)")
        }
    }
}
