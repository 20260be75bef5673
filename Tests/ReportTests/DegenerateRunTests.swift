import Pareto
import Records
import Report
import TestSupport
import Testing

/// Runs that lack something, or have far too much of it.
@Suite struct DegenerateRunTests {
    @Test func `Nothing at all still is a page`() {
        let report = Report(ReportContents())
        #expect(flaw(of: report) == nil)
        #expect(report.diagnoses.allSatisfy { $0.level == .unchecked })
        #expect(report.html.contains("<h1>A run</h1>"))
    }

    enum Loss: String, CaseIterable {
        case front, scores, latencies, accuracies, niches, archives, reference, evaluations, truth
        case oneCell, oneGeneration, equalValues, strangeNumbers, strangeGenerations
    }

    @Test(arguments: Loss.allCases) func `A page is made without it`(_ loss: Loss) {
        var contents = MadeUpRun(generations: loss == .oneGeneration ? 0 : 4).contents
        ModelRun(niches: ["S0"], generations: 4).add(to: &contents)
        func change(_ body: (inout EvaluationRecord) -> Void) {
            for index in contents.evaluations.indices { body(&contents.evaluations[index]) }
            for index in contents.front.indices { body(&contents.front[index].evaluation) }
            for generation in contents.archives.keys {
                for index in contents.archives[generation, default: []].indices {
                    body(&contents.archives[generation, default: []][index].evaluation)
                }
            }
        }
        switch loss {
        case .front: contents.front = []
        case .scores: contents.scores = []
        case .latencies: change { $0.latencyMilliseconds = nil }
        case .accuracies: change { $0.accuracyPercent = nil }
        case .niches: contents.niches = []
        case .archives: contents.archives = [:]
        case .reference:
            contents.referenceFront = []
            contents.reference = .none
        case .evaluations: contents.evaluations = []
        case .truth: contents.trueAccuracyPercent = [:]
        case .oneCell:
            contents.evaluations = Array(contents.evaluations.prefix(1))
            contents.front = Array(contents.front.prefix(1))
            contents.archives = [:]
            contents.referenceFront = Array(contents.referenceFront.prefix(1))
        case .oneGeneration: break
        case .equalValues:
            change {
                $0.accuracyPercent = 50
                $0.latencyMilliseconds = 3
            }
            contents.referenceFront = [Point(x: 50, y: 3), Point(x: 50, y: 3)]
            for index in contents.scores.indices { contents.scores[index].hypervolume = 1 }
        case .strangeNumbers:
            var next = 0
            change {
                next += 1
                $0.accuracyPercent = Self.strange[next % Self.strange.count]
                $0.latencyMilliseconds = Self.strange[next / 2 % Self.strange.count]
                $0.flopsMillions = .nan
                $0.paramsMillions = -1e300
            }
            strangeNumbers(&contents)
        case .strangeGenerations: strangeGenerations(&contents)
        }
        #expect(flaw(of: Report(contents)) == nil)
    }

    private static let strange: [Double] = [
        .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -1e300, 0, -0.0, .leastNonzeroMagnitude, 1e99,
    ]

    private func strangeNumbers(_ contents: inout ReportContents) {
        let strange = Self.strange
        var next = 0
        func number() -> Double {
            next += 1
            return strange[next % strange.count]
        }
        contents.referenceFront += strange.map { Point(x: $0, y: $0) } + strange.map { Point(x: 10, y: $0) }
        for index in contents.scores.indices {
            contents.scores[index].hypervolume = number()
            contents.scores[index].igd = number()
        }
        for index in contents.ledger.indices {
            contents.ledger[index].seconds = number()
            contents.ledger[index].costDollars = number()
            contents.ledger[index].promptTokens = Int.max
            contents.ledger[index].retries = Int.max
        }
        contents.reported = .init(hypervolume: .nan, igd: .infinity, source: "nobody")
        contents.childrenPerNiche = Int.max
        contents.randomSeed = Int.min
    }

    private func strangeGenerations(_ contents: inout ReportContents) {
        for index in contents.evaluations.indices {
            contents.evaluations[index].candidate.generation = [Int.min, -1, 0, Int.max][index % 4]
        }
        for index in contents.knowledge.indices {
            contents.knowledge[index].generation = [Int.max, 1][index % 2]
            contents.knowledge[index].since = [Int.min, Int.max][index % 2]
        }
        for index in contents.scores.indices { contents.scores[index].generation = Int.max - index }
        for index in contents.calls.indices { contents.calls[index].asked = Int.max }
        contents.archives[Int.max] = contents.archives[0]
        contents.archives[Int.min] = []
    }

    @Test func `Fifty thousand cells become four thousand dots, and the caption says so`() {
        let run = MadeUpRun(generations: 99, children: 500)
        var contents = run.contents
        contents.archives = [:]
        let report = Report(contents)
        #expect(flaw(of: report) == nil)
        #expect(report.html.contains("4,000 of 50,000 evaluated cells are shown"))
        #expect(report.html.contains("The first 500 of 50,000 rows"))
        #expect(report.html.utf8.count < 2_000_000)
    }

    @Test func `A thousand generations and two hundred niches stay a page that can be read`() {
        var random = SplitMix64(seed: 3)
        let run = MadeUpRun(generations: 0, children: 1)
        var contents = run.contents
        for generation in 1...1_000 {
            var evaluation = run.evaluation(generation, 1, &random)
            evaluation.candidate.niche = "N\(generation % 200)"
            contents.evaluations.append(evaluation)
            contents.archives[generation] = [.init(evaluation: evaluation, archiveGeneration: generation)]
            contents.scores.append(run.score(generation, "space"))
        }
        let report = Report(contents)
        #expect(flaw(of: report) == nil)
        #expect(report.html.contains("40 of 1,001 generations are shown"))
        #expect(report.html.contains("colours and shapes repeat"))
        #expect(report.html.contains("The first 12 of 204 niches are drawn"))
        #expect(report.html.utf8.count < 2_000_000)
    }
}
