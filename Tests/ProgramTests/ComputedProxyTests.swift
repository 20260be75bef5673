import Foundation
import Testing

/// Searches whose predictor is told proxies that are computed as they go.
@Suite struct ComputedProxyTests {
    private static let chain = """
          - partition
          - seed
          - evaluate
          - archive
          - aggregate
          - score
        """
    /// Six seeds and five training cells: each network takes about a second.
    private static let settings = [
        "evaluate.accuracy.source=predictor", "evaluate.accuracy.proxies=computed",
        "evaluate.accuracy.training_cells=5",
        "seed.per_niche=1",
    ].flatMap { ["--set", $0] }

    private func run(_ search: Search, _ directory: String, _ more: String...) throws -> Ending {
        try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", directory, "--jobs", "2"] + Self.settings + more,
            in: search.workplace.url
        ).wait()
    }

    private func lines(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test func aSearchComputesWhatItEvaluatesAndNothingTwice() throws {
        let search = try Search(chain: Self.chain)
        let first = try run(search, "run")
        try #require(first.code == 0, "\(first.errors)")
        let kept = try search.workplace.read("run/proxies/computed.jsonl")
        let proxies = try lines(kept)
        #expect((6...11).contains(proxies.count))
        #expect(proxies.allSatisfy { ($0["setup"] as? String)?.contains("octaves noise") == true })
        #expect(Set(proxies.compactMap { $0["cell"] as? String }).count == proxies.count)

        let fit = try lines(search.workplace.read("run/predictor/fit.jsonl"))
        let notes = try #require(fit[0]["notes"] as? [String])
        #expect(notes.contains { $0.hasPrefix("proxies computed here: cifar10") }, "\(notes)")
        #expect(notes.contains { $0.contains("four fifths") }, "\(notes)")
        for record in try lines(search.workplace.read("run/generation-00/evaluations.jsonl")) {
            #expect(record["accuracy_source"] as? String == "xgboost zero-cost+structure, proxies computed")
            #expect(record["accuracy_percent"] is Double)
        }
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)
        #expect(try search.pelnas("front", "--run-dir", "run").code == 0)

        // A stage that is done again looks up what it computed, in the run or in a file that the settings name.
        let before = try search.results()
        try FileManager.default.removeItem(at: search.workplace.url.appending(path: "run/generation-00"))
        let again = try run(search, "run")
        try #require(again.code == 0, "\(again.errors)")
        #expect(try search.results() == before)
        let other = try run(search, "other", "--set", "data.proxies=run/proxies/computed.jsonl")
        try #require(other.code == 0, "\(other.errors)")
        #expect(try search.workplace.files(below: "other").keys.allSatisfy { !$0.hasPrefix("proxies/") })
        #expect(
            try search.workplace.read("other/generation-00/evaluations.jsonl")
                == search.workplace.read("run/generation-00/evaluations.jsonl"))

        let wrong = try run(
            search, "wrong", "--set", "target.dataset=cifar100", "--set", "data.proxies=run/proxies")
        #expect(wrong.code == 65)
        #expect(wrong.errors.contains("no proxies of this setup"), "\(wrong.errors)")
    }

    @Test func whatDoesNotGoTogetherIsRefused() throws {
        let search = try Search(chain: Self.chain)
        let structure = try run(search, "run", "--set", "evaluate.accuracy.predictor=structure")
        #expect(structure.code == 78)
        #expect(structure.errors.contains("is told no proxies"), "\(structure.errors)")
        let surrogate = try run(search, "run", "--set", "evaluate.accuracy.source=surrogate")
        #expect(surrogate.code == 78)
        #expect(surrogate.errors.contains("told no computed proxies"), "\(surrogate.errors)")
        let images = try run(search, "run", "--set", "data.images=gone.bin")
        #expect(images.code == 66)
        #expect(images.errors.contains("gone.bin"), "\(images.errors)")
    }

    private let cell = "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|none~1|avg_pool_3x3~2|"
    private let small = ["--cells", "1", "--channels", "20", "--batch", "4"]

    /// Processors with other instructions tell the same but for the last digits.
    @Test func proxiesAreTheSameByAnyInstructions() throws {
        let workplace = try Workplace()
        var told: [[String: Any]] = []
        for instructions in ["", "AVX2", "any"] {
            let ending = try RunningCommand(
                ["proxies"] + small, in: workplace.url,
                environment: instructions.isEmpty ? [:] : ["PELNAS_INSTRUCTIONS": instructions],
                input: "{\"cell\":\"\(cell)\"}\n"
            ).wait()
            try #require(ending.code == 0, "\(ending.errors)")
            told += try lines(ending.output)
        }
        try #require(told.count == 3)
        for (name, value) in told[0] where name != "cell" {
            let expected = try #require(value as? Double, "\(name)")
            for other in told.dropFirst() {
                let found = try #require(other[name] as? Double)
                // What gradients of gradients, or sums that all but cancel, leave of seven digits.
                let tolerance = name == "grasp" || name == "plain" ? 0.02 : 2e-3
                #expect(abs(found - expected) <= tolerance * max(1, abs(expected)), "\(name)")
            }
        }
    }

    @Test func badInputIsOneMessage() throws {
        let workplace = try Workplace()
        let lines = "{\"cell\":\"\(cell)\"}\n{\"cell\":\"|none~0|\"}\n"
        try workplace.write(lines, to: "bad.jsonl")
        func told(_ arguments: String...) throws -> (Int32, String) {
            let ending = try RunningCommand(["proxies"] + small + arguments, in: workplace.url, input: lines)
                .wait()
            return (ending.code, ending.errors)
        }
        let bad = try told()
        #expect(bad.0 == 65 && bad.1.contains("standard input:2"), "\(bad.1)")
        let all = try told("--all")
        #expect(all.0 == 64 && all.1.contains("--keep"), "\(all.1)")
        let batch = try told("--batch", "1")
        #expect(batch.0 == 64 && batch.1.contains("expected 2 to 1024"), "\(batch.1)")
        let images = try told("--images", "bad.jsonl")
        #expect(images.0 == 65 && images.1.contains("bad.jsonl"), "\(images.1)")
    }
}
