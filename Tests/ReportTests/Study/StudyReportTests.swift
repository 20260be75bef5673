import Comparison
import Records
import Report
import StudySupport
import TestSupport
import Testing

@Suite struct StudyReportTests {
    /// Several methods, a bound, calls, budgets, and a search missing.
    static func whole() -> StudyContents {
        var study = MadeUpStudy()
        study.methods = ["base", "other", "bound"]
        study.seeds = [1, 2, 3]
        study.budgets = [20, 40, 60]
        var random = SplitMix64(seed: 5)
        var contents = study.contents { place in
            place.method == "other" && place.dataset == 1 && place.seed == 2
                ? nil : 0.6 + 0.1 * Double(place.budget) + Double.random(in: 0...0.05, using: &random)
        }
        for index in contents.results.indices where contents.results[index].method == "other" {
            contents.results[index].modelCalls = 4 * (contents.results[index].generation + 1)
            contents.results[index].latencyCoverage = 0.7
        }
        return contents
    }

    private func texts(_ contents: StudyContents) throws -> [String: String] {
        let files = try StudyReport(contents).files
        return Dictionary(
            uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
    }

    @Test func `A study comes to four forms of its tables and a file a figure`() throws {
        let files = try texts(Self.whole())
        #expect(
            files.keys.filter { !$0.hasPrefix("figures/") }.sorted() == [
                "comparisons.csv", "index.html", "results.csv", "results.md", "results.tex",
            ])
        let figures = files.keys.filter { $0.hasPrefix("figures/") }.sorted()
        #expect(
            figures == [
                "figures/convergence-calls-hypervolume-space-1.svg",
                "figures/convergence-calls-hypervolume-space-2.svg",
                "figures/convergence-calls-igd-space-1.svg", "figures/convergence-calls-igd-space-2.svg",
                "figures/convergence-evaluations-hypervolume-space-1.svg",
                "figures/convergence-evaluations-hypervolume-space-2.svg",
                "figures/convergence-evaluations-igd-space-1.svg",
                "figures/convergence-evaluations-igd-space-2.svg", "figures/coverage.svg",
                "figures/differences-hypervolume-space.svg", "figures/differences-igd-space.svg",
                "figures/ranks-hypervolume.svg", "figures/ranks-igd.svg",
            ])
        for (path, text) in files where path.hasSuffix(".svg") || path.hasSuffix(".html") {
            #expect(MarkupReader(text).problem == nil, "\(path)")
        }
        for name in figures { #expect(try #require(files["results.md"]).contains("](\(name))")) }
    }

    @Test(arguments: 0..<2) func `The order of the results changes no byte`(_ seed: Int) throws {
        var contents = Self.whole()
        let before = try texts(contents)
        var random = SplitMix64(seed: UInt64(seed))
        contents.results.shuffle(using: &random)
        #expect(try texts(contents) == before, "seed \(seed)")
    }

    @Test func `A partial study says so first`() throws {
        let contents = Self.whole()
        let files = try texts(contents)
        let words = "Partial: 34 of 36 searches have results."
        #expect(try #require(files["results.md"]).contains(words))
        #expect(try #require(files["results.tex"]).contains(words))
        #expect(try #require(files["index.html"]).contains(words))
        let section = try StudyReport(contents).section
        #expect(section.contains(words))
        #expect(section.contains("other: 2 of 12 missing: b on x, seed 3; b on y, seed 3."))
    }

    @Test func `Seconds are in the full report alone`() throws {
        var contents = Self.whole()
        let before = try StudyReport(contents)
        for index in contents.results.indices { contents.results[index].seconds = 12.25 }
        let after = try StudyReport(contents)
        #expect(before.section == after.section)
        let changed = zip(before.files, after.files).filter { $0.bytes != $1.bytes }.map(\.0.path)
        #expect(changed == ["results.md", "results.tex", "index.html"])
        #expect(try #require(texts(contents)["results.md"]).contains("12.25"))
    }

    @Test func `Methods left out are named with the reason`() throws {
        var contents = Self.whole()
        contents.methods.append(.init(name: "model", description: "asks", leftOut: "no endpoint"))
        for text in [try StudyReport(contents).section] + (try texts(contents)).values
        where text.contains("base") {
            if text.hasPrefix("<svg") || text.hasPrefix("source") || text.hasPrefix("method,") { continue }
            #expect(text.contains("model was left out: no endpoint"))
        }
    }

    @Test func `A varied number is drawn as lines, words as rows`() throws {
        var study = MadeUpStudy()
        study.variations = [
            ("evaluate.cells", [.integer(5), .integer(100), .integer(1_000)]),
            ("evaluate.features", [.string("few"), .string("many")]),
        ]
        study.methods = ["base"]
        let lines = try texts(
            study.contents { 0.5 + 0.1 * Double($0.values[0]) + 0.01 * Double($0.values[1]) })
        let figure = try #require(lines["figures/variation-hypervolume-space-1.svg"])
        for word in [">few<", ">many<", ">cells<", ">1,000<"] { #expect(figure.contains(word), "\(word)") }
        study.variations.removeFirst()
        let rows = try texts(study.contents { 0.5 + 0.01 * Double($0.values[0]) })
        #expect(try #require(rows["figures/variation-igd-space.svg"]).contains(">many<"))
    }

    @Test func `Nothing, one of each, and nothing run still make a report`() throws {
        var one = MadeUpStudy()
        one.methods = ["base"]
        one.datasets = ["a"]
        one.devices = ["x"]
        one.seeds = [1]
        let empty = StudyContents(
            name: "empty", description: "", command: "", methods: [], datasets: [], devices: [],
            randomSeeds: [], budgets: [], results: [])
        var spoilt = Self.whole()
        for index in spoilt.results.indices {
            spoilt.results[index].hypervolumeSpace = .nan
            spoilt.results[index].igdSpace = -.infinity
            spoilt.results[index].seconds = .nan
        }
        for contents in [
            empty, one.contents { _ in 0.5 }, one.contents { _ in nil }, MadeUpStudy().contents { _ in nil },
            Self.whole(), spoilt,
        ] {
            let files = try texts(contents)
            #expect(files.count >= 5)
            for (path, text) in files {
                let words = text.lowercased()
                #expect(
                    !words.contains("nan") && !words.contains("inf,") && !words.contains(" inf"), "\(path)")
                if path.hasSuffix(".svg") || path.hasSuffix(".html") {
                    #expect(MarkupReader(text).problem == nil, "\(path)")
                }
            }
        }
        let section = try StudyReport(one.contents { _ in 0.5 }).section
        #expect(section.contains("| `base` | 0.500 | 0.500 |"))
    }
}
