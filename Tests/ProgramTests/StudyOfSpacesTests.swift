import Foundation
import Testing

/// A study of spaces of a user's own, of which nobody knows the true front: its searches are measured by what all of
/// them found.
@Suite(.enabled(if: Tool.isThere("python3"), "python3 is not there"))
struct StudyOfSpacesTests {
    private static let study = """
        name: two
        pipeline: pipeline.yaml
        spaces: [own.yaml, narrow.yaml]
        datasets: [pictures]
        devices: [board]
        random_seeds: 2
        budgets: [8, 20]
        methods:
          - {name: pea, set: [prompt.proposer=pea]}
          - {name: random, set: [prompt.proposer=random]}

        """

    /// The second space has the narrower networks of the first.
    private func own(_ study: String = Self.study) throws -> OwnSpace {
        let own = try OwnSpace()
        try own.workplace.write(
            OwnSpace.file.replacing("name: own", with: "name: narrow").replacing(
                "[8, 16, 32]", with: "[8, 16]"),
            to: "narrow.yaml")
        try own.workplace.write(study, to: "study.yaml")
        return own
    }

    private func compare(_ own: OwnSpace, _ more: String...) throws -> Ending {
        try RunningCommand(
            ["pelnas", "compare", "study.yaml", "--into", "study", "--quiet"] + more, in: own.workplace.url
        ).wait()
    }

    private typealias Place = (error: Double, latency: Double)

    /// What a search evaluated until a generation, worked out from the networks' written form alone.
    private func places(_ own: OwnSpace, _ search: String, until generation: Int) throws -> [Place] {
        try own.evaluations(generation, "study/searches/\(search)").map {
            let network = try #require(OwnNetwork($0["cell"] as? String ?? ""))
            return (100 - network.accuracy, network.latency)
        }
    }

    /// The area that places dominate in the box from the best to the worst of `all`, strip by strip.
    private func volume(_ places: [Place], in all: [Place]) throws -> Double {
        let errors = all.map(\.error)
        let latencies = all.map(\.latency)
        let (least, most) = try (#require(errors.min()), #require(errors.max()))
        let (first, last) = try (#require(latencies.min()), #require(latencies.max()))
        var top = 1.0
        var volume = 0.0
        for place in places.sorted(by: { ($0.error, $0.latency) < ($1.error, $1.latency) }) {
            let x = (place.error - least) / (most - least)
            let y = (place.latency - first) / (last - first)
            guard y < top else { continue }
            volume += (1 - x) * (top - y)
            top = y
        }
        return volume
    }

    @Test func searchesAreMeasuredByWhatAllOfThemFound() throws {
        let own = try own()
        let ending = try compare(own)
        try #require(ending.code == 0, "\(ending.errors)")
        let results = try own.records("results.jsonl", "study")
        #expect(results.count == 2 * 2 * 2 * 2, "methods, spaces, seeds, budgets")
        for space in ["own", "narrow"] {
            let searches = ["pea", "random"].flatMap { method in
                [1, 2].map { "\(method)/\(space)-pictures-board-\($0)" }
            }
            let all = try searches.flatMap { try places(own, $0, until: 2) }
            let whole = try volume(all, in: all)
            for result in results where result["space"] as? String == "\(space).yaml" {
                let (method, seed) = try (
                    #require(result["method"] as? String), #require(result["random_seed"] as? Int)
                )
                let generation = try #require(result["generation"] as? Int)
                let found = try places(
                    own, "\(method)/\(space)-pictures-board-\(seed)", until: generation)
                let expected = try volume(found, in: all) / whole
                let measured = try #require(result["found_hypervolume"] as? Double)
                #expect(abs(measured - expected) < 1e-9, "\(method) \(space) \(seed) \(generation)")
                #expect(result["reference"] as? String == "none")
                #expect(result["hypervolume_space"] is NSNull && result["true_front_share"] is NSNull)
                let best = found.map { 100 - $0.error }.max()
                #expect(result["found_most_accurate_percent"] as? Double == best)
            }
        }
        let text = try own.workplace.read("study/results.md")
        #expect(text.contains("scaled by all that was found") && text.contains("Nothing true is known here"))
        #expect(text.contains("own.yaml, pictures") && text.contains("narrow.yaml, pictures"))
        for figure in ["fronts-1", "fronts-2", "convergence-evaluations-hypervolume-found-1"] {
            #expect(own.workplace.exists("study/figures/\(figure).svg"), "\(figure)")
        }

        // All is there: the same bytes, and nothing to do.
        let before = try own.workplace.read("study/results.jsonl")
        #expect(try compare(own).code == 0)
        #expect(try own.workplace.read("study/results.jsonl") == before)
        #expect(try compare(own, "--dry-run").errors.contains("0 of 8 searches"))
        // From the results alone the same tables, but no fronts.
        let tables = try own.workplace.read("study/results.csv")
        #expect(try compare(own, "--results", "study/results.jsonl").code == 0)
        #expect(try own.workplace.read("study/results.csv") == tables)
    }

    @Test(arguments: [
        ("spaces: [own.yaml]", "spaces: [own.yaml, nowhere.yaml]", 66, "there is no file nowhere.yaml"),
        ("datasets: [pictures]\n", "", 78, "datasets"),
        ("devices: [board]", "devices: ['a board']", 78, "a name of 1 to 64 of A-Z a-z 0-9 . _ -"),
        ("spaces: [own.yaml]", "spaces: [autoformer-tinny]", 78, "did you mean 'autoformer-tiny'"),
        ("spaces: [own.yaml]", "spaces: [own.yaml, ./own.yaml]", 78, "spaces are written alike"),
        ("budgets: [8]", "set: [space=narrow.yaml]", 78, "study.yaml:7"),
    ]) func whatIsWrongIsSaidBeforeAnythingRuns(_ change: (String, String, Int, String)) throws {
        let (what, with, code, words) = change
        let text = Self.study.replacing("[own.yaml, narrow.yaml]", with: "[own.yaml]").replacing(
            "[8, 20]", with: "[8]")
        let own = try own(text.replacing(what, with: with))
        let ending = try compare(own)
        #expect(
            ending.code == Int32(code) && ending.errors.contains(words), "\(ending.code) \(ending.errors)")
        #expect(!own.workplace.exists("study/searches"))
    }
}
