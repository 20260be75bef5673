import Foundation
import Testing

/// Searches of AutoFormer's space: accuracies by the model that ships.
@Suite(.enabled(if: Tool.isThere("python3"), "python3 is not there"))
struct TransformerSearchTests {
    private static let canMeasure: Bool = {
        let workplace = try? Workplace()
        return
            (try? workplace.map {
                try run("python3", "-c", "import onnxruntime, numpy", in: $0.url).code
            }) == 0
    }()

    private static let niches = Set((0...8).map { "S\($0)" })

    @Test(.enabled(if: canMeasure, "Python's onnxruntime is not there"))
    func latenciesAreMeasuredByOnnxruntime() throws {
        let worker = Package.root.appending(path: "pipeline/examples/evaluators/autoformer_latency.py").path
        let own = try OwnSpace(
            name: "autoformer-tiny",
            evaluate:
                "{latency: {source: command, command: [python3, \(worker), --image-size, '32', --repeats, '3']}}",
            perNiche: 1, children: 1)
        try own.complete()
        let evaluated = try own.evaluations()
        #expect(evaluated.count == 27)
        for record in evaluated {
            #expect(Self.niches.contains(record["niche"] as? String ?? ""))
            #expect(record["accuracy_source"] as? String == "surrogate (predicted)")
            #expect((70...80).contains(try #require(record["accuracy_percent"] as? Double)))
            #expect((0.01...60_000).contains(try #require(record["latency_ms"] as? Double)))
            // By appendix C's formula for the smallest and the largest network, by hand: 1,131 and 2,214 M.
            #expect((1_130...2_215).contains(try #require(record["flops_m"] as? Double)))
            #expect((4...12).contains(try #require(record["params_m"] as? Double)))
        }
        #expect(try !own.records("front.jsonl").isEmpty)
    }

    /// What the blocks multiply, so that a network is slow by what it does.
    private static let program = """
        import json, sys

        for line in sys.stdin:
            asked = json.loads(line)
            own = asked["variables"]
            width = own["embedding"]
            blocks = zip(own["heads"], own["mlp_ratio"])
            work = sum(4 * width * 64 * heads + 2 * 197 * 64 * heads + 2 * width * width * ratio
                       for heads, ratio in blocks)
            print(json.dumps({"id": asked["id"], "latency_ms": work / 1e5}), flush=True)

        """

    @Test func screeningFindsAtLeastAsMuchAsChance() throws {
        let own = try OwnSpace(
            name: "autoformer-tiny",
            evaluate:
                "{latency: {source: command, command: [python3, own.py], repeats: 1, warm_up: 0}}",
            perNiche: 3, children: 3, generations: 5,
            extra: "score: {reference: {accuracy_percent: 70, latency_ms: 150}}")
        try own.workplace.write(Self.program, to: "own.py")
        for seed in 1...3 {
            let (screened, chance) = ("screened-\(seed)", "chance-\(seed)")
            try own.complete(screened, "random_seed=\(seed)")
            try own.complete(chance, "random_seed=\(seed)", "prompt.proposer=random-partitioned")
            #expect(try own.evaluations(5, screened).count == own.evaluations(5, chance).count)
            let volumes = (try own.volume(screened), try own.volume(chance))
            #expect(volumes.0 >= volumes.1 && volumes.1 > 0, "seed \(seed): \(volumes)")
        }
    }
}
