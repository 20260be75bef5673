import Foundation
import Testing

/// The same pipeline file and seed make the same files, however they come to be made.
@Suite struct SameBytesTests {
    @Test func onOneJobAndOnTwoAndTwice() throws {
        let search = try Search(extra: "", chain: nil)
        try search.complete("one", "--jobs", "1")
        try search.complete("two", "--jobs", "2")
        try search.complete("again", "--jobs", "2")
        let one = try search.results("one")
        #expect(one.count > 15)
        #expect(try search.results("two") == one)
        #expect(try search.results("again") == one)
    }

    @Test func withAPredictorTooOnOneJobAndOnTwo() throws {
        let search = try Search(generations: 1)
        let predictor = [
            "--set",
            "evaluate.accuracy={source: predictor, predictor: zero-cost, training_cells: 60, rounds: 20}",
        ]
        for (name, jobs) in [("one", "1"), ("two", "2")] {
            let ending = try RunningCommand(
                ["pelnas", "run", "pipeline.yaml", "--run-dir", name, "--jobs", jobs, "--quiet"] + predictor,
                in: search.workplace.url
            ).wait()
            try #require(ending.code == 0, "\(ending.errors)")
        }
        #expect(try search.results("one") == search.results("two"))
        #expect(try search.results("one")["predictor/model.ubj"] != nil)
    }

    @Test func byHandInAPlainShell() throws {
        let search = try Search()
        try search.complete("driver")
        let script = Package.root.appending(path: "pipeline/examples/by-hand.sh").path
        // The oracle needs no predictor; the script fits one, which harms nobody.
        let settings = ["evaluate.accuracy.training_cells=60", "evaluate.accuracy.rounds=5"]
        let ending = try RunningCommand(
            ["sh", script, "hand", "pipeline.yaml"] + settings, in: search.workplace.url,
            environment: ["GENERATIONS": "2"]
        ).wait()
        try #require(ending.code == 0, "\(ending.errors)")
        var hand = try search.results("hand").filter { !$0.key.hasPrefix("predictor/") }
        hand["settings.json"] = nil
        var driver = try search.results("driver")
        driver["settings.json"] = nil
        #expect(hand == driver)
        // The driver sees that the work is done: only what the settings changed is left to do.
        let status = try search.pelnas("status", "--run-dir", "hand")
        #expect(status.output.contains("All 12 steps are current"), "\(status.output)")
    }

    @Test func inAPipe() throws {
        let search = try Search()
        try search.complete()
        let before = try search.results()
        let ending = try run(
            "sh", "-c",
            """
            prompt --run-dir run --generation 2 --output - |
              evaluate --run-dir run --generation 2 --input - --output - |
              archive --run-dir run --generation 2 --input - --output -
            """, in: search.workplace.url)
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(
            ending.output
                == String(decoding: try #require(before["generation-02/archive.jsonl"]), as: UTF8.self))
        #expect(try search.results() == before)
        #expect(try search.journalLines().count == 12)
    }

    @Test func oneGenerationRerunAlone() throws {
        let search = try Search(generations: 3)
        try search.complete()
        let before = try search.results()
        let lines = try search.journalLines().count
        let ending = try search.pelnas(
            "run", "--run-dir", "run", "--from", "prompt@2", "--until", "archive@2", "--quiet")
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(try search.steps(from: lines) == ["prompt@2", "evaluate@2", "archive@2"])
        #expect(try search.results() == before)
    }

    @Test func anyOneFileDeletedComesBack() throws {
        let search = try Search()
        try search.complete()
        let before = try search.results()
        for name in before.keys.sorted() + ["journal.jsonl"] {
            try search.workplace.remove("run/\(name)")
            try search.complete()
            #expect(try search.results() == before, "\(name)")
        }
    }

    @Test func aNicheRedoneByHandLeavesTheOthersAlone() throws {
        let search = try Search()
        try search.complete()
        let before = try search.results()
        let ending = try run(
            "prompt", "--run-dir", "run", "--generation", "1", "--niche", "S3", in: search.workplace.url)
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(try search.results() == before)
        let bad = try run(
            "prompt", "--run-dir", "run", "--generation", "1", "--niche", "S9", in: search.workplace.url)
        #expect(bad.code == 64)
        #expect(bad.errors == "prompt: --niche S9: the run has S0, S1, S2, S3, S4, S5\n")
    }
}
