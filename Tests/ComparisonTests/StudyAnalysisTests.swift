import Comparison
import Records
import Statistics
import StudySupport
import TestSupport
import Testing

@Suite struct StudyAnalysisTests {
    @Test func `A pair's mean and deviation are over its seeds`() throws {
        var study = MadeUpStudy()
        study.seeds = [5, 6, 7]
        let values = [0.9, 0.92, 0.97]
        let analysis = try StudyAnalysis(study.contents { values[$0.seed] })
        let summary = try #require(
            analysis.summary(space, method: 0, .init(dataset: 1, device: 0), at: analysis.last()))
        #expect(isNear(summary.mean, 0.93))
        // Squares of -0.03, -0.01 and 0.04 are 0.0026 together, over two.
        #expect(isNear(summary.deviation, 0.0013.squareRoot()))
        #expect(summary.count == 3)
    }

    @Test func `Seeds and devices deviate apart`() throws {
        var study = MadeUpStudy()
        study.datasets = ["a"]
        // A row a seed, a column a device: rows .2 and .4 apart, columns .3 and .3.
        let table = [[0.1, 0.3], [0.5, 0.3]]
        let analysis = try StudyAnalysis(study.contents { table[$0.seed][$0.device] })
        let overview = try #require(
            analysis.overview(space, method: 0, datasets: [0], at: analysis.last(), hasInterval: true))
        #expect(isNear(overview.mean, 0.3))
        #expect(isNear(overview.overSeeds, 0.02.squareRoot()))
        #expect(isNear(overview.overDevices, 0))
        #expect(overview.found == 4 && overview.expected == 4)
        // Two seeds of means .2 and .4: the resamples have means .2, .3 and .4.
        let interval = try #require(overview.interval)
        #expect(isNear(interval.lower, 0.2) && isNear(interval.upper, 0.4))
    }

    @Test func `Over several data sets a device's number is the mean of its data sets'`() throws {
        let analysis = try StudyAnalysis(
            MadeUpStudy().contents {
                0.2 * Double($0.dataset) + 0.1 * Double($0.device) + 0.04 * Double($0.seed)
            })
        let overview = try #require(
            analysis.overview(space, method: 1, datasets: [0, 1], at: analysis.last()))
        #expect(isNear(overview.mean, 0.1 + 0.05 + 0.02))
        #expect(isNear(overview.overSeeds, 0.0008.squareRoot()))
        #expect(isNear(overview.overDevices, 0.005.squareRoot()))
    }

    @Test func `Missing searches are counted and named, and whole seeds alone deviate`() throws {
        let analysis = try StudyAnalysis(
            MadeUpStudy().contents {
                $0.method == "other" && $0.dataset == 0 && $0.device == 1 && $0.seed == 1 ? nil : 0.5
            })
        let completeness = analysis.completeness
        #expect(completeness.found == 15 && completeness.expected == 16)
        let gap = try #require(completeness.gaps.first)
        #expect(gap.method == 1 && gap.missing == 1 && gap.expected == 8)
        #expect(gap.names == ["a on y, seed 2"] && completeness.gaps.count == 1)
        let overview = try #require(
            analysis.overview(space, method: 1, datasets: [0], at: analysis.last(), hasInterval: true))
        #expect(overview.found == 3 && overview.expected == 4 && overview.isPartial)
        #expect(overview.overSeeds == nil && overview.interval == nil)
    }

    @Test func `A device with fewer searches counts no less`() throws {
        var study = MadeUpStudy()
        study.datasets = ["a"]
        let analysis = try StudyAnalysis(
            study.contents {
                $0.device == 1 && $0.seed == 1 ? nil : $0.device == 1 ? 0.8 : 0.2
            })
        let overview = try #require(analysis.overview(space, method: 0, datasets: [0], at: analysis.last()))
        #expect(isNear(overview.mean, 0.5))
    }

    @Test func `The scalings are measures of their own`() throws {
        var contents = MadeUpStudy().contents { _ in 0.5 }
        for index in contents.results.indices { contents.results[index].hypervolumeFront = 0.25 }
        let analysis = try StudyAnalysis(contents)
        let pair = StudyAnalysis.Pair(dataset: 0, device: 0)
        #expect(analysis.values(space, method: 0, pair, at: analysis.last()) == [0.5, 0.5])
        #expect(
            analysis.values(.hypervolume(.front), method: 0, pair, at: analysis.last()) == [0.25, 0.25])
        #expect(analysis.values(.igd(.front), method: 0, pair, at: analysis.last()) == [nil, nil])
        #expect(!analysis.has(.igd(.front)))
    }

    @Test func `What is not finite is missing`() throws {
        var contents = MadeUpStudy().contents { _ in 0.5 }
        contents.results[0].hypervolumeSpace = .nan
        contents.results[1].hypervolumeSpace = .infinity
        let analysis = try StudyAnalysis(contents)
        #expect(
            analysis.values(space, method: 0, .init(dataset: 0, device: 0), at: analysis.last())
                == [nil, nil])
    }

    @Test func `A line that stands twice counts once, with the lesser seconds`() throws {
        var contents = MadeUpStudy().contents { _ in 0.5 }
        contents.results[0].seconds = 3
        var again = contents.results[0]
        again.seconds = 2
        contents.results.append(again)
        let analysis = try StudyAnalysis(contents)
        let pair = StudyAnalysis.Pair(dataset: 0, device: 0)
        #expect(analysis.result(method: 0, pair, seed: 0, at: analysis.last())?.seconds == 2)
        #expect(analysis.cost(method: 0, at: analysis.last()).found == 8)
    }

    @Test func `Two results of one search that differ are an error that names it`() throws {
        var contents = MadeUpStudy().contents { _ in 0.5 }
        var other = contents.results[0]
        other.hypervolumeSpace = 0.6
        contents.results.append(other)
        #expect(throws: StudyError.contradiction("base on a, x, random seed 1")) {
            try StudyAnalysis(contents)
        }
    }

    @Test func `Names given twice, and a baseline that is no rank, are errors`() {
        var study = MadeUpStudy()
        study.methods = ["base", "base"]
        #expect(throws: StudyError.repeated(kind: "method", name: "base")) {
            try StudyAnalysis(study.contents { _ in nil })
        }
        study.methods = ["base", "bound"]
        study.baseline = "bound"
        #expect(throws: StudyError.baseline("bound")) {
            try StudyAnalysis(study.contents { _ in nil })
        }
    }

    @Test func `Results the study does not name are counted and left aside`() throws {
        var contents = MadeUpStudy().contents { _ in 0.5 }
        contents.methods.removeLast()
        contents.randomSeeds.removeLast()
        let analysis = try StudyAnalysis(contents)
        #expect(analysis.strangers == 12)
        #expect(analysis.completeness.found == 4 && analysis.completeness.expected == 4)
    }

    @Test func `A variation is found however its numbers are written`() throws {
        var contents = MadeUpStudy().contents { _ in 0.5 }
        contents.variations = [("a.cells", [.integer(20), .number(0.5)]), ("a.kind", [.string("k")])]
        for index in contents.results.indices {
            contents.results[index].variation = .object([
                .init("a.kind", .string("k")), .init("a.cells", .number(20)),
            ])
        }
        let analysis = try StudyAnalysis(contents)
        #expect(analysis.strangers == 0)
        #expect(analysis.variations.count == 2)
        #expect(analysis.overview(space, method: 0, datasets: [0], at: analysis.last(0))?.mean == 0.5)
        #expect(analysis.overview(space, method: 0, datasets: [0], at: analysis.last(1)) == nil)
        #expect(analysis.completeness.found == 16 && analysis.completeness.expected == 32)
    }

    @Test func `A method that knows no budget stands for all of them`() throws {
        var study = MadeUpStudy()
        study.budgets = [10, 20]
        var contents = study.contents {
            $0.method == "base" ? 0.1 * Double($0.budget + 1) : $0.budget == 0 ? 0.9 : nil
        }
        for index in contents.results.indices where contents.results[index].method == "other" {
            contents.results[index].budget = nil
        }
        let analysis = try StudyAnalysis(contents)
        for budget in 0..<2 {
            let point = StudyAnalysis.Point(variation: 0, budget: budget)
            #expect(isNear(analysis.overview(space, method: 1, datasets: [0], at: point)?.mean, 0.9))
            #expect(
                isNear(
                    analysis.overview(space, method: 0, datasets: [0], at: point)?.mean,
                    0.1 * Double(budget + 1)))
        }
        #expect(analysis.completeness.gaps.isEmpty)
    }

    @Test(arguments: 0..<8) func `The order of the results changes nothing`(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var study = MadeUpStudy()
        study.methods = ["base", "other", "third"]
        study.seeds = [1, 2, 3]
        var contents = study.contents { _ in
            Int.random(in: 0..<10, using: &random) == 0 ? nil : Double.random(in: 0...1, using: &random)
        }
        let before = try StudyAnalysis(contents)
        contents.results.shuffle(using: &random)
        let after = try StudyAnalysis(contents)
        let point = before.last()
        let family = try #require(before.families.first)
        #expect(before.comparison(igd, in: family) == after.comparison(igd, in: family), "seed \(seed)")
        #expect(before.ranking(space, in: family) == after.ranking(space, in: family), "seed \(seed)")
        #expect(before.completeness == after.completeness, "seed \(seed)")
        for method in 0..<3 {
            #expect(
                before.overview(space, method: method, datasets: [0, 1], at: point, hasInterval: true)
                    == after.overview(space, method: method, datasets: [0, 1], at: point, hasInterval: true),
                "seed \(seed)")
        }
    }

    @Test func `Costs are means over searches that know them, and calls make tokens`() throws {
        var contents = MadeUpStudy().contents { _ in 0.5 }
        for index in contents.results.indices {
            contents.results[index].evaluations = 100 + index % 2 * 10
            if contents.results[index].method == "other" {
                contents.results[index].modelCalls = 4
                contents.results[index].modelTokens = index % 2 == 0 ? 1_000 : nil
            } else {
                contents.results[index].modelTokens = 0
                contents.results[index].seconds = 2
            }
        }
        let analysis = try StudyAnalysis(contents)
        let base = analysis.cost(method: 0, at: analysis.last())
        let other = analysis.cost(method: 1, at: analysis.last())
        #expect(base.evaluations == 105 && base.seconds == 2)
        #expect(base.modelCalls == nil && base.modelTokens == nil && base.modelCostDollars == nil)
        #expect(other.modelCalls == 4 && other.modelTokens == 1_000 && other.seconds == nil)
    }
}
