import Spaces
import Statistics
import TestSupport
import Testing

@Suite("Summary of several measurements")
struct SummaryTests {
    @Test func equalsTheClosedFormsOfAnArithmeticSequence() throws {
        // 1…n has mean and median (n + 1) / 2 and sample variance n (n + 1) / 12.
        for count in [2, 3, 10, 101] {
            let summary = try #require(Summary((1...count).map { Double($0) }))
            #expect(summary.count == count)
            #expect(summary.mean == Double(count + 1) / 2)
            #expect(summary.median == Double(count + 1) / 2)
            let deviation = try #require(summary.deviation)
            #expect(agree(deviation, (Double(count * (count + 1)) / 12).squareRoot()))
        }
    }

    @Test func leavesOutWhatIsMissing() throws {
        let summary = try #require(Summary([nil, 4, nil, 1, 1]))
        #expect(summary.count == 3)
        #expect(summary.mean == 2)
        #expect(summary.median == 1)
        #expect(summary.deviation == 3.0.squareRoot())
    }

    @Test func aSingleValueHasNoDeviation() throws {
        let summary = try #require(Summary([7]))
        #expect(summary.mean == 7 && summary.median == 7 && summary.deviation == nil)
    }

    @Test func givesNothingWhereNothingIsDefined() {
        #expect(Summary([]) == nil)
        #expect(Summary([nil, nil]) == nil)
        #expect(Summary([1, .nan]) == nil)
        #expect(Summary([1, .infinity]) == nil)
        #expect(Summary([1e308, 1e308]) == nil)
        #expect(Summary([-1e200, 1e200]) == nil)
    }

    @Test func aLargeMeanDoesNotHideASmallSpread() throws {
        let summary = try #require(Summary([1e9 + 1, 1e9 + 2, 1e9 + 3]))
        #expect(summary.deviation == 1)
    }

    @Test(.enabled(if: SciPy.isThere, "python3 with scipy is not there: pip install scipy"))
    func agreesWithNumPy() throws {
        var random = RandomStream(seed: 3, "summary")
        let samples = (2...30).map { count in (0..<count).map { _ in 90 + 5 * random.bell() } }
        let theirs = try SecondOpinion.numbers(
            """
            import numpy as np
            for values in data: tell([np.mean(values), np.std(values, ddof=1), np.median(values)])
            """, of: "\(samples)")
        #expect(theirs.count == samples.count)
        for (values, answer) in zip(samples, theirs) {
            let ours = try #require(Summary(values))
            let deviation = try #require(ours.deviation)
            #expect(zip([ours.mean, deviation, ours.median], answer).allSatisfy { agree($0, $1) })
        }
    }
}

@Suite("Deviations over two factors apart")
struct FactorDeviationsTests {
    @Test func eachFactorIsSeenWithoutTheOther() throws {
        // Three seeds that differ by 1, two devices that differ by 10: row means 5, 6, 7, column means 1, 11.
        let both = try #require(FactorDeviations([[0, 10], [1, 11], [2, 12]]))
        #expect(both.overRows == 1)
        #expect(both.overColumns == 50.0.squareRoot())
        #expect(both.rows == 3 && both.columns == 2)
        let oneDevice = try #require(FactorDeviations([[4], [6]]))
        #expect(oneDevice.overRows == 2.0.squareRoot())
        #expect(oneDevice.overColumns == nil)
    }

    @Test func aRowWithAHoleIsNotComparedWithWholeOnes() throws {
        // The second seed lacks the easy device: its mean would be 1, not 6.
        let torn = try #require(FactorDeviations([[0, 10], [1, nil], [2, 12]]))
        #expect(torn.overRows == 2.0.squareRoot())
        #expect(torn.rows == 2)
        #expect(torn.overColumns == nil)
        #expect(torn.columns == 1)
    }

    @Test func emptyRowsAndColumnsDoNotCountAndShortRowsHaveHoles() throws {
        let sparse = try #require(FactorDeviations([[0, nil, 10], [], [nil, nil, nil], [2, nil, 12]]))
        #expect(sparse.overRows == 2.0.squareRoot())
        #expect(sparse.overColumns == 50.0.squareRoot())
        let short = try #require(FactorDeviations([[1, 2], [3]]))
        #expect(short.rows == 1 && short.columns == 1)
        #expect(short.overRows == nil && short.overColumns == nil)
    }

    @Test func givesNothingWhereNothingIsDefined() {
        #expect(FactorDeviations([]) == nil)
        #expect(FactorDeviations([[], [nil]]) == nil)
        #expect(FactorDeviations([[1, .nan]]) == nil)
        #expect(FactorDeviations([[.infinity, nil], [1, 2]]) == nil)
        #expect(FactorDeviations([[1e308, 1e308]]) == nil)
    }
}
