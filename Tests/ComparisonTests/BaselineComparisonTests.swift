import Comparison
import Records
import Statistics
import StudySupport
import Testing

@Suite struct BaselineComparisonTests {
    /// Six pairs, each with a level of its own, far more unlike than methods are.
    private var study: MadeUpStudy {
        var study = MadeUpStudy()
        study.methods = ["base", "better", "mixed", "bound"]
        study.datasets = ["a", "b", "c"]
        return study
    }

    /// Above the base by .01 to .06 on the six pairs; or by turns above and below it.
    private func quality(_ place: MadeUpStudy.Place) -> Double? {
        let pair = 2 * place.dataset + place.device
        let level = level(place)
        return switch place.method {
        case "better": level + 0.01 * Double(pair + 1)
        case "mixed": level + 0.01 * Double(pair + 1) * (pair.isMultiple(of: 2) ? 1 : -1)
        case "bound": 1
        default: level
        }
    }

    private func level(_ place: MadeUpStudy.Place) -> Double {
        0.1 * Double(2 * place.dataset + place.device) + 0.001 * Double(place.seed)
    }

    private func compared(_ analysis: StudyAnalysis, _ measure: StudyMeasure) -> BaselineComparison? {
        analysis.families.first.flatMap { analysis.comparison(measure, in: $0) }
    }

    private func ranks(_ analysis: StudyAnalysis, _ measure: StudyMeasure) -> MethodRanking? {
        analysis.families.first.flatMap { analysis.ranking(measure, in: $0) }
    }

    @Test func `Pairs are of the same data set and device, and p is Holm's over the other methods`() throws {
        let analysis = try StudyAnalysis(study.contents(quality))
        let comparison = try #require(compared(analysis, space))
        #expect(comparison.baseline.method == 0)
        #expect(comparison.lines.map(\.contender.method) == [1, 2])
        let better = comparison.lines[0]
        #expect(better.counts.wins == 6 && better.counts.ties == 0 && better.counts.losses == 0)
        for (pair, difference) in better.differences.enumerated() {
            #expect(isNear(difference, 0.01 * Double(pair + 1)))
        }
        #expect(isNear(better.meanDifference, 0.035))
        // All six signs alike: two of the 64 patterns. Two methods are tested, so Holm doubles the least p.
        #expect(isNear(better.test?.pValue, 2.0 / 64))
        #expect(isNear(better.correctedP, 4.0 / 64))
        let mixed = comparison.lines[1]
        #expect(mixed.counts.wins == 3 && mixed.counts.losses == 3)
        #expect(mixed.test?.positiveRankSum == 9 && mixed.test?.negativeRankSum == 12)
        #expect(mixed.correctedP == mixed.test?.pValue)
        let interval = try #require(better.interval)
        #expect(interval.lower > 0.01 && interval.lower < 0.035 && interval.upper < 0.06)
    }

    @Test func `Of IGD the lower is better`() throws {
        let analysis = try StudyAnalysis(study.contents(quality))
        let comparison = try #require(compared(analysis, igd))
        #expect(comparison.lines[0].counts.wins == 6)
        #expect(isNear(comparison.lines[0].meanDifference, -0.035))
        let ranking = try #require(ranks(analysis, igd))
        #expect(ranking.friedman.averageRanks[1] < ranking.friedman.averageRanks[0])
    }

    @Test func `Equal to a billionth is a tie`() throws {
        let analysis = try StudyAnalysis(
            study.contents { level($0) + ($0.method == "better" ? 1e-12 : 0) })
        let comparison = try #require(compared(analysis, space))
        #expect(comparison.lines[0].counts.ties == 6)
        #expect(comparison.lines[0].test?.zeros == 6 && comparison.lines[0].correctedP == 1)
        let ranking = try #require(ranks(analysis, space))
        #expect(ranking.friedman.averageRanks == [2, 2, 2])
    }

    @Test func `Only seeds count that both have, and a pair without one is missing`() throws {
        let analysis = try StudyAnalysis(
            study.contents { place in
                // Without its second seed, whose numbers are far better, and without a whole pair.
                if place.method == "better", place.dataset == 0, place.device == 0 || place.seed == 1 {
                    return nil
                }
                return quality(place).map { place.seed == 1 ? $0 + 0.5 : $0 }
            })
        let comparison = try #require(compared(analysis, space))
        let better = comparison.lines[0]
        #expect(better.differences[0] == nil)
        #expect(isNear(better.differences[1], 0.02))
        #expect(better.counts.missing == 1 && better.counts.wins == 5)
        let ranking = try #require(ranks(analysis, space))
        #expect(ranking.missingPairs == 1 && ranking.friedman.dataSets == 5)
    }

    @Test func `Bounds are neither ranked nor tested, and what was left out is not there`() throws {
        var contents = study.contents(quality)
        contents.methods[2].leftOut = "no endpoint"
        let analysis = try StudyAnalysis(contents)
        #expect(analysis.shown == [0, 1, 3] && analysis.ranked == [0, 1])
        let comparison = try #require(compared(analysis, space))
        #expect(comparison.lines.map(\.contender.method) == [1])
        #expect(comparison.lines[0].correctedP == comparison.lines[0].test?.pValue)
        #expect(ranks(analysis, space)?.contenders.map(\.method) == [0, 1])
        #expect(analysis.completeness.expected == 3 * 12)
    }

    @Test func `Methods in one order everywhere have whole ranks and Friedman's closed form`() throws {
        var study = study
        study.methods = ["base", "better", "best"]
        let analysis = try StudyAnalysis(
            study.contents {
                level($0) + ($0.method == "best" ? 0.2 : $0.method == "better" ? 0.1 : 0)
            })
        let ranking = try #require(ranks(analysis, space))
        #expect(ranking.friedman.averageRanks == [3, 2, 1])
        // n (k - 1) for n pairs in one order.
        #expect(isNear(ranking.friedman.statistic, 12))
        #expect(
            ranking.criticalDifference?.difference == CriticalDifference.difference(methods: 3, dataSets: 6))
    }

    @Test func `A baseline of the study's choice is compared with`() throws {
        var study = study
        study.baseline = "better"
        let analysis = try StudyAnalysis(study.contents(quality))
        let comparison = try #require(compared(analysis, space))
        #expect(comparison.baseline.method == 1 && comparison.lines.map(\.contender.method) == [0, 2])
        #expect(comparison.lines[0].counts.losses == 6)
    }

    @Test func `A method without results takes no part in ranks`() throws {
        let analysis = try StudyAnalysis(
            study.contents { $0.method == "mixed" ? nil : quality($0) })
        #expect(ranks(analysis, space)?.contenders.map(\.method) == [0, 1])
        let comparison = try #require(compared(analysis, space))
        // The family that Holm corrects over is of those that were tested.
        #expect(comparison.lines[0].correctedP == comparison.lines[0].test?.pValue)
        #expect(comparison.lines[1].test == nil && comparison.lines[1].correctedP == nil)
    }

    @Test func `One method's choices of settings are compared with the first of them`() throws {
        var study = study
        study.methods = ["base", "bound"]
        study.variations = [("a", [.integer(1), .integer(2)]), ("b", [.string("x"), .string("y")])]
        let analysis = try StudyAnalysis(
            study.contents { level($0) + 0.1 * Double($0.values[0]) - 0.01 * Double($0.values[1]) })
        let family = try #require(analysis.families.first)
        #expect(analysis.families.count == 1 && family.isOfVariations)
        #expect(family.contenders.map(\.variation) == [0, 1, 2, 3])
        let comparison = try #require(analysis.comparison(space, in: family))
        #expect(comparison.lines.map(\.contender.variation) == [1, 2, 3])
        #expect(comparison.lines.map(\.counts.wins) == [0, 6, 6])
        #expect(zip(comparison.lines, [-0.01, 0.1, 0.09]).allSatisfy { isNear($0.meanDifference, $1) })
        #expect(ranks(analysis, space)?.friedman.averageRanks == [3, 4, 1, 2])
    }

    @Test func `Several methods are compared under each choice of settings`() throws {
        var study = study
        study.variations = [("a", [.integer(1), .integer(2)])]
        let analysis = try StudyAnalysis(
            study.contents { place in
                quality(place).map { place.method == "better" && place.values[0] == 1 ? $0 - 0.2 : $0 }
            })
        let families = analysis.families
        #expect(families.map(\.baseline.variation) == [0, 1] && !families[0].isOfVariations)
        let wins = families.map { analysis.comparison(space, in: $0)?.lines[0].counts.wins }
        #expect(wins == [6, 0])
    }

    @Test func `Alone there is nothing to compare`() throws {
        var study = study
        study.methods = ["base"]
        let analysis = try StudyAnalysis(study.contents(quality))
        #expect(compared(analysis, space) == nil)
        #expect(ranks(analysis, space) == nil)
        study.methods = ["bound"]
        #expect(try StudyAnalysis(study.contents(quality)).baseline == nil)
    }
}
