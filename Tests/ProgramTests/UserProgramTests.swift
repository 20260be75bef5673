import Foundation
import Testing

/// A user's own program takes a stage's place in the chain, or a step of its own.
@Suite(.enabled(if: Tool.isThere("python3"), "python3 is not there"))
struct UserProgramTests {
    /// Latency as an evaluator of one's own would measure it.
    private static let evaluator = #"""
        import json, sys
        options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
        folder = "%s/generation-%02d" % (options["--run-dir"], int(options["--generation"]))
        with open(folder + "/candidates.jsonl") as source, open(folder + "/evaluations.jsonl", "w") as target:
            for line in source:
                record = json.loads(line)
                cell = record["cell"]
                record.update(
                    schema="evaluation/1", accuracy_percent=90.0 + cell.count("3x3"), accuracy_source="mine",
                    latency_ms=1.0 + cell.count("conv"), latency_source="mine", flops_m=1.0, params_m=1.0,
                    training_cell=False)
                target.write(json.dumps(record) + "\n")

        """#

    private static let chain = """
          - partition
          - seed
          - program: &mine {name: evaluate, command: [python3, mine.py]}
          - archive
          - repeat: {generations: 1, stages: [prompt, {program: *mine}, archive]}
          - aggregate
          - score
        """

    @Test func itStandsInForEvaluate() throws {
        let search = try Search(chain: Self.chain)
        try search.workplace.write(Self.evaluator, to: "mine.py")
        try search.complete()
        #expect(try search.workplace.read("run/front.jsonl").contains(#""accuracy_source":"mine""#))
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)
        try search.complete()
        #expect(try search.journalLines().count == 9)
        // Its text is part of what it is: a changed program is run again.
        try search.workplace.write(Self.evaluator + "# new\n", to: "mine.py")
        try search.complete()
        #expect(try search.steps(from: 9) == ["evaluate@0", "evaluate@1"])
    }

    @Test func itsFailureAndItsBrokenPromisesAreTold() throws {
        let search = try Search(chain: Self.chain)
        try search.workplace.write("import sys; sys.exit(3)\n", to: "mine.py")
        let failed = try search.pelnas("run", "pipeline.yaml", "--run-dir", "run", "--quiet")
        #expect(failed.code == 3)
        #expect(failed.errors == "pelnas: evaluate@0 failed with exit code 3\n")

        try search.workplace.write("", to: "mine.py")
        let silent = try search.pelnas("run", "pipeline.yaml", "--run-dir", "run", "--quiet")
        #expect(silent.code == 65)
        #expect(
            silent.errors == """
                pelnas: evaluate@0 ended well but did not write run/generation-00/evaluations.jsonl
                pelnas: evaluate@0 failed with exit code 65

                """)

        try search.workplace.write(
            "open('run/generation-00/evaluations.jsonl', 'w').write('{\"schema\":\"evaluation/1\"}\\n')\n",
            to: "mine.py")
        let wrong = try search.pelnas("run", "pipeline.yaml", "--run-dir", "run", "--quiet")
        #expect(wrong.code == 65)
        #expect(
            wrong.errors.hasPrefix("pelnas: run/generation-00/evaluations.jsonl:1: field 'cell': is missing"),
            "\(wrong.errors)")
    }

    @Test func keepGoingRunsWhatNeedsNothingOfTheFailure() throws {
        let chain = """
              - partition
              - program: {name: broken, command: ["false"], writes: [never.txt]}
              - seed
            """
        let search = try Search(chain: chain)
        let stopped = try search.pelnas("run", "pipeline.yaml", "--run-dir", "run", "--quiet")
        #expect(stopped.code == 1)
        #expect(!search.workplace.exists("run/generation-00/candidates.jsonl"))
        let kept = try search.pelnas("run", "--run-dir", "run", "--quiet", "--keep-going")
        #expect(kept.code == 1)
        #expect(search.workplace.exists("run/generation-00/candidates.jsonl"))
    }
}
