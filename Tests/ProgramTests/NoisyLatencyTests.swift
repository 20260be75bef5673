import Foundation
import Testing

/// Latencies as the search sees them, each as if measured once.
@Suite struct NoisyLatencyTests {
    private let noise = "evaluate.latency.noise=0.2"

    private func lines(_ search: Search, _ file: String) throws -> [[String: Any]] {
        try search.workplace.read("run/\(file)").split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func latencies(_ records: [[String: Any]]) -> [String: Double] {
        Dictionary(
            records.compactMap { record in
                (record["cell"] as? String).flatMap { cell in
                    (record["latency_ms"] as? Double).map { (cell, $0) }
                }
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test func theSearchSeesNoiseAndIsScoredWithoutIt() throws {
        let search = try Search()
        try search.complete("run", "--set", noise)
        let evaluated = try lines(search, "generation-00/evaluations.jsonl")
        #expect(evaluated.allSatisfy { $0["latency_source"] as? String == "table, with 20 % noise" })
        let front = try lines(search, "front-true.jsonl")
        for record in front {
            let (seen, truth) = (record["latency_ms"] as? Double, record["true_latency_ms"] as? Double)
            #expect(try #require(seen) != #require(truth))
            #expect(try abs(#require(seen) / #require(truth) - 1) < 1.5)
        }
        // Of cells without noise nothing would be beyond the true front.
        let scores = try lines(search, "scores.jsonl")
        #expect(scores.allSatisfy { ($0["hypervolume"] as? Double ?? 2) <= 1 })
        let shown = try search.pelnas("front", "--run-dir", "run")
        #expect(shown.output.contains("noisy") && shown.output.contains("true"), "\(shown.output)")
        #expect(try search.workplace.read("run/report/index.html").contains("Noisy latency, ms"))
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)
    }

    @Test func aCellHasTheSameLatencyWheneverItIsEvaluatedAndAnotherByAnotherSeed() throws {
        let search = try Search()
        try search.complete("run", "--set", noise)
        let first = try latencies(lines(search, "generation-00/evaluations.jsonl"))
        let again = try RunningCommand(
            ["evaluate", "--run-dir", "run", "--generation", "0", "--output", "-"], in: search.workplace.url
        ).wait()
        #expect(try again.output == search.workplace.read("run/generation-00/evaluations.jsonl"))
        // The seed decides the noise: the same candidates, evaluated under another, have other latencies.
        let candidates = try search.workplace.read("run/generation-00/candidates.jsonl")
        try search.complete("other", "--set", noise, "--set", "random_seed=8", "--until", "seed")
        try search.workplace.write(candidates, to: "own.jsonl")
        let other = try RunningCommand(
            [
                "evaluate", "--run-dir", "other", "--generation", "0", "--input", "own.jsonl", "--output",
                "-",
            ], in: search.workplace.url
        ).wait()
        let second = try latencies(
            other.output.split(separator: "\n").map {
                try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            })
        #expect(Set(first.keys) == Set(second.keys) && !first.isEmpty)
        #expect(first.allSatisfy { second[$0.key] != $0.value })
    }

    @Test func aLimitBindsWhatTheSearchSees() throws {
        let search = try Search()
        try search.complete("run", "--set", noise, "--set", "target.latency_limit_ms=6")
        for generation in ["01", "02"] {
            let seen = try latencies(lines(search, "generation-\(generation)/evaluations.jsonl"))
            #expect(!seen.isEmpty && seen.values.allSatisfy { $0 <= 6 })
        }
    }

    @Test func anotherNoiseIsEvaluatedAnew() throws {
        let search = try Search()
        try search.complete()
        let before = try search.journalLines().count
        try search.complete("run", "--set", noise)
        #expect(try search.steps(from: before).first == "evaluate@0")
        let middle = try search.journalLines().count
        try search.complete("run", "--set", noise)
        #expect(try search.journalLines().count == middle)
        let wrong = try search.pelnas(
            "run", "pipeline.yaml", "--run-dir", "run", "--set", "evaluate.latency.noise=10")
        #expect(wrong.code == 78 && wrong.errors.contains("0.1 is 10 %"), "\(wrong.errors)")
    }
}
