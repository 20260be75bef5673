import Spaces
import TestSupport
import Testing

@testable import Statistics

@Suite("Friedman's test")
struct FriedmanTestTests {
    static func scores(_ seed: Int, sets: Int, methods: Int, ties: Bool) -> [[Double]] {
        var random = RandomStream(seed: seed, "friedman")
        return (0..<sets).map { _ in
            (0..<methods).map { Double($0) / 4 + (ties ? Double(random.below(4)) : 2 * random.bell()) }
                .map { ties ? $0.rounded() : $0 }
        }
    }

    @Test func equalsTheClosedFormWhereAllDataSetsAgree() throws {
        // The same order everywhere: chi-square is n (k - 1), the most there is.
        let rows = [[1.0, 2, 3, 4], [10, 20, 30, 40], [0, 1, 2, 9]]
        let test = try #require(FriedmanTest(scores: rows, higherIsBetter: true))
        #expect(test.averageRanks == [4, 3, 2, 1])
        #expect(agree(test.statistic, 9))
        let turned = try #require(FriedmanTest(scores: rows, higherIsBetter: false))
        #expect(turned.averageRanks == [1, 2, 3, 4])
        #expect(turned.pValue == test.pValue)
    }

    @Test func tiedMethodsShareTheirRanks() throws {
        let test = try #require(
            FriedmanTest(scores: [[5, 5, 1], [2, 7, 7]], higherIsBetter: true))
        #expect(test.averageRanks == [2.25, 1.5, 2.25])
        // Deviations of 1/4, 1/2, 1/4 from rank 2, of ranks with squares of 3: 2^2 · 2 · (3/8) / 3.
        #expect(agree(test.statistic, 1))
        #expect(agree(test.pValue, 0.606530659712633))
        let equal = try #require(FriedmanTest(scores: [[5, 5], [2, 2]], higherIsBetter: true))
        #expect(equal.statistic == 0 && equal.pValue == 1)
    }

    @Test func givesNothingWhereNothingIsDefined() {
        for rows in [[], [[1.0]], [[1, 2], [1]], [[1, .nan]], [[1, .infinity]]] {
            #expect(FriedmanTest(scores: rows, higherIsBetter: true) == nil)
            #expect(CriticalDifference(scores: rows, higherIsBetter: true) == nil)
        }
    }

    @Test(.enabled(if: SciPy.isThere, "python3 with scipy is not there: pip install scipy"))
    func agreesWithSciPy() throws {
        let tables = (0..<24).map { seed in
            Self.scores(seed, sets: 2 + seed, methods: 3 + seed % 7, ties: seed.isMultiple(of: 2))
        }
        let theirs = try SecondOpinion.numbers(
            """
            import numpy as np
            from scipy.stats import friedmanchisquare, rankdata
            for table in data:
                answer = friedmanchisquare(*np.array(table).T)
                tell([answer.statistic, answer.pvalue, *rankdata(-np.array(table), axis=1).mean(axis=0)])
            """, of: "\(tables)")
        #expect(theirs.count == tables.count)
        for (seed, (table, answer)) in zip(tables, theirs).enumerated() {
            let test = try #require(FriedmanTest(scores: table, higherIsBetter: true))
            let ours = [test.statistic, test.pValue] + test.averageRanks
            #expect(ours.count == answer.count)
            #expect(zip(ours, answer).allSatisfy { agreeInDigits($0, $1) }, "seed \(seed)")
        }
    }
}

@Suite("Critical difference, after Nemenyi")
struct CriticalDifferenceTests {
    /// The definition: every stretch of the order, kept when no other holds it.
    private func slowCliques(_ ranks: [Double], _ difference: Double) -> [[Int]] {
        let order = ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        var stretches: [Range<Int>] = []
        for start in order.indices {
            for end in (start + 1)..<(order.count + 1) where end - start > 1 {
                if ranks[order[end - 1]] - ranks[order[start]] < difference { stretches.append(start..<end) }
            }
        }
        return stretches.filter { one in
            !stretches.contains {
                $0 != one && $0.lowerBound <= one.lowerBound && $0.upperBound >= one.upperBound
            }
        }.map { Array(order[$0]) }
    }

    @Test func isTheExampleOfDemsar() throws {
        // Four methods on 14 data sets, section 3.2.3: the critical difference is 1.25.
        let difference = try #require(CriticalDifference.difference(methods: 4, dataSets: 14))
        #expect(agree(difference, 1.25, within: 0.005))
        // Average ranks of C4.5, +m, +cf, +m+cf; at 0.05 Nemenyi's test tells none apart.
        let ranks = [3.143, 2.000, 2.893, 1.964]
        #expect(CriticalDifference.cliques(ranks, difference: difference) == [[3, 1, 2, 0]])
    }

    @Test func theTableIsDemsars() throws {
        // 2 to 10 methods, as printed; k (k + 1) / 6 n is 1 for as many data sets.
        let printed = [1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164]
        for (methods, value) in zip(2..., printed) {
            let one = try #require(CriticalDifference.difference(methods: methods, dataSets: 6))
            let scale = (Double(methods * (methods + 1)) / 36).squareRoot()
            #expect(agree(one / scale, value, within: 4e-4))
        }
    }

    @Test func cliquesAreStretchesThatNoOtherHolds() {
        #expect(
            CriticalDifference.cliques([1, 1.5, 2, 4, 4.5], difference: 0.75) == [[0, 1], [1, 2], [3, 4]])
        #expect(CriticalDifference.cliques([3, 1, 2], difference: 1) == [])
        #expect(CriticalDifference.cliques([3, 1, 2], difference: 1.5) == [[1, 2], [2, 0]])
        #expect(CriticalDifference.cliques([2, 2, 2], difference: 0.5) == [[0, 1, 2]])
        for seed in 0..<200 {
            var random = RandomStream(seed: seed, "cliques")
            let ranks = (0..<(2 + random.below(9))).map { _ in Double(random.below(20)) / 4 }
            let difference = 0.1 + 2 * random.unit()
            #expect(
                CriticalDifference.cliques(ranks, difference: difference) == slowCliques(ranks, difference),
                "seed \(seed)")
        }
    }

    @Test func clearlyBetterMethodsAreToldApart() throws {
        let rows = [[Double]](repeating: [9, 8, 1, 0.5], count: 30)
        let diagram = try #require(CriticalDifference(scores: rows, higherIsBetter: true))
        #expect(diagram.cliques == [])
        #expect(diagram.friedman.pValue < 1e-15)
        let few = try #require(CriticalDifference(scores: Array(rows[..<6]), higherIsBetter: true))
        #expect(few.cliques == [[0, 1], [1, 2], [2, 3]])
    }

    @Test func knowsNoTableBeyondTwentyMethods() {
        #expect(CriticalDifference.difference(methods: 20, dataSets: 1) != nil)
        for (methods, sets) in [(1, 5), (21, 5), (0, 5), (Int.max, 5), (5, 0), (5, -1)] {
            #expect(CriticalDifference.difference(methods: methods, dataSets: sets) == nil)
        }
        let wide = [(0..<21).map { Double($0) }]
        #expect(CriticalDifference(scores: wide, higherIsBetter: true) == nil)
    }

    @Test(.enabled(if: SciPy.isThere, "python3 with scipy is not there: pip install scipy"))
    func agreesWithSciPysStudentisedRange() throws {
        let theirs = try SecondOpinion.numbers(
            """
            import math
            from scipy.stats import studentized_range
            for k in range(2, 21):
                tell([studentized_range.isf(0.05, k, math.inf) / 2 ** 0.5 * (k * (k + 1) / (6 * 17)) ** 0.5])
            """, of: "0")
        #expect(theirs.count == 19)
        for (methods, answer) in zip(2..., theirs) {
            let ours = try #require(CriticalDifference.difference(methods: methods, dataSets: 17))
            #expect(answer.count == 1 && answer.allSatisfy { agree(ours, $0, within: 1e-6) })
        }
    }
}
