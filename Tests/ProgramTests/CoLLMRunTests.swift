import Foundation
import ModelServer
import Records
import Spaces
import Testing

/// A whole search by CoLLM-NAS: who is told what, what is taken, and when it ends.
@Suite struct CoLLMRunTests {
    @Test func fourIterationsTakeEightCallsAndLeaveTheirTrajectory() async throws {
        let search = try CoLLMSearch()
        let (asked, _, requests) = try await search.run()
        #expect(asked.map(\.role) == (0..<4).flatMap { _ in [.navigator, .generator] })
        #expect(requests.allSatisfy { $0.body["temperature"] == .number(0.6) })
        #expect(try search.everyLine("candidates.jsonl").count == 20)
        #expect(
            try search.everyLine("evaluations.jsonl").allSatisfy {
                $0["accuracy_source"] == .string("table (oracle)")
            })

        let trajectory = try search.everyLine("strategy.jsonl")
        #expect(trajectory.map { $0["strategy"]?.string } == (1...4).map(ScriptedPair.words))
        #expect(trajectory.map { $0["evaluated"] } == [0, 5, 10, 15].map(JSON.integer))
        #expect(trajectory.map { $0["evaluations_left"] } == [100, 95, 90, 85].map(JSON.integer))
        #expect(trajectory.allSatisfy { $0["kept"] == .bool(false) && $0["stopped"] == .null })
        #expect(trajectory[0]["best_cell"] == .null)
        let accuracies = try search.lines("generation-01/evaluations.jsonl").compactMap {
            $0["accuracy_percent"]?.number
        }
        #expect(trajectory[1]["best_accuracy_percent"]?.number == accuracies.max())

        let calls = try search.everyLine("calls.jsonl")
        #expect(calls.map { $0["id"]?.string }.prefix(2) == ["g01-all-strategy-a0", "g01-all-children-a0"])
        #expect(calls.allSatisfy { $0["outcome"] == .string("used") })
        #expect(try search.lines("ledger.jsonl").count == 8)
        for name in ["strategy.requests", "strategy.responses", "children.requests", "children.responses"] {
            #expect(try search.lines("generation-02/\(name).jsonl").count == 1)
        }
        // Nothing of it is stale, and nothing is asked again.
        let (again, _, _) = try await search.run()
        #expect(again.isEmpty)
    }

    /// The paper's claim, that nothing a model has read of the benchmark helps it, stands on this.
    @Test func noRequestNamesTheBenchmarkItsOperationsOrItsDevices() async throws {
        let search = try CoLLMSearch(
            collm: "target_accuracy_percent: 99", prompt: "novelty: function\nrepairs: 1",
            target: "latency_limit_ms: 9, flops_limit_m: 120, params_limit_m: 1.1")
        var pair = ScriptedPair()
        // All that can be objected to is: unreadable, repeated, a redrawing, over each limit.
        pair.instead = { question in
            question.role == .generator && !question.isRepair
                ? ScriptedPair.trials(["EEEAEE", "AEEAEE", "EEEAEE", "AAAAAA", "ABC", "QQQQQQ"]) : nil
        }
        let (_, _, requests) = try await search.run(pair)
        let reasons = Set(try search.everyLine("rejected.jsonl").compactMap { $0["reason"]?.string })
        #expect(reasons == ["unreadable", "repeated", "over-flops-limit"])
        #expect(requests.contains { $0.body.text.contains("computes the same") })
        let words = [
            "nas-bench", "nasbench", "nats", "benchmark", "nor_conv", "skip_connect", "avg_pool", "none~",
            "cifar", "imagenet", "pel-nas", "edgegpu", "edge gpu", "raspi", "raspberry", "edgetpu",
            "edge tpu", "pixel3", "pixel 3", "eyeriss", "fpga",
        ]
        for request in requests {
            let text = request.body.text.lowercased()
            for word in words { #expect(!text.contains(word), "\(word) in \(text)") }
        }
    }

    @Test func onlyLegalUnseenCandidatesCountAndEachIsEvaluatedOnce() async throws {
        let search = try CoLLMSearch(prompt: "repairs: 2")
        var pair = ScriptedPair()
        // Half of each first answer is what was proposed in every iteration before.
        pair.instead = { question in
            question.role == .generator && !question.isRepair
                ? ScriptedPair.trials(["AAAAAA", "ABCDEA", "XYZ"] + question.freshCodes(2)) : nil
        }
        let (asked, _, _) = try await search.run(pair)
        let cells = try search.everyLine("evaluations.jsonl").compactMap { $0["cell"]?.string }
        #expect(cells.count == 20 && Set(cells).count == 20)
        #expect(asked.count { $0.isRepair } == 4)
        let repairs = asked.filter(\.isRepair)
        #expect(repairs[0].wanted == 1 && repairs[1].wanted == 3)
        #expect(repairs[1].messages.last?.content.contains("\"AAAAAA\": it was proposed before") == true)
        let rejected = try search.everyLine("rejected.jsonl")
        #expect(rejected.count { $0["reason"] == .string("repeated") } == 6)
        #expect(rejected.count { $0["reason"] == .string("unreadable") } == 4)
    }

    @Test func resultsAndRejectionsAreTheNavigatorsNextFeedback() async throws {
        let search = try CoLLMSearch(generations: 2, prompt: "repairs: 0", target: "params_limit_m: 1.2")
        var pair = ScriptedPair()
        pair.instead = { question in
            question.role == .generator
                ? ScriptedPair.trials(["ABCDEA", "AAAAAA", "hello", "DDDDDD", "ABCDEA"]) : nil
        }
        let (asked, errors, _) = try await search.run(pair)
        #expect(errors.contains("generation 1: 2 of 5 candidates"), "\(errors)")
        #expect(asked[0].messages.last?.content.contains("Nothing has been evaluated yet.") == true)
        let feedback = try #require(asked[2].messages.last?.content)
        for evaluation in try search.lines("generation-01/evaluations.jsonl") {
            let cell = try Cell(parsing: evaluation["cell"]?.string ?? "")
            let line =
                "\n\(CoLLMSearch.code(cell)) "
                + String(
                    format: "%.2f %.2f %.3f", evaluation["accuracy_percent"]?.number ?? 0,
                    evaluation["flops_m"]?.number ?? 0, evaluation["params_m"]?.number ?? 0)
            #expect(feedback.contains(line + "\n"), "\(line) in \(feedback)")
        }
        #expect(feedback.contains("\"hello\": unreadable"))
        #expect(feedback.contains("\"AAAAAA\": over the limit of parameters: "))
        #expect(feedback.contains("\"ABCDEA\": it was proposed before"))
        #expect(feedback.contains("Best so far: ABCDEA "))
        #expect(feedback.contains("Evaluated so far: 2 of 100. Candidates wanted next: 5."))
        // The Generator is told of none of it.
        #expect(asked[3].messages.map(\.role) == ["system", "user"])
        #expect(!asked[3].text.contains("ABCDEA"))
        #expect(asked[3].text.contains(ScriptedPair.words(2)))
    }

    @Test func atTheTargetItStopsAsking() async throws {
        let search = try CoLLMSearch(collm: "target_accuracy_percent: 80")
        var pair = ScriptedPair()
        pair.instead = { question in
            guard question.role == .generator else { return nil }
            return ScriptedPair.trials(
                question.text.contains("number 2")
                    ? ["AAAAAA"] + question.freshCodes(4) : ["DDDDDD", "EEEEEE"])
        }
        let (asked, _, _) = try await search.run(pair, "--set", "prompt.repairs=0")
        #expect(asked.count == 4)
        #expect(asked.allSatisfy { $0.role == .generator || $0.text.contains("80.00 %") })
        let trajectory = try search.everyLine("strategy.jsonl")
        #expect(trajectory.map { $0["stopped"] } == [.null, .null, .string("target"), .string("target")])
        #expect(trajectory[2]["strategy"] == .null && trajectory[2]["wanted"] == .integer(0))
        for name in [
            "candidates", "evaluations", "rejected", "calls", "strategy.requests", "children.requests",
        ] {
            #expect(try search.lines("generation-03/\(name).jsonl").isEmpty)
        }
        let scores = try search.lines("scores.jsonl").filter { $0["final"] == .bool(true) }
        #expect(scores.allSatisfy { $0["model_calls"] == .integer(4) && $0["evaluations"] == .integer(7) })
    }

    @Test func atTheBudgetItStopsAskingAndNeverGoesOver() async throws {
        let search = try CoLLMSearch(collm: "budget: 12")
        let (asked, _, _) = try await search.run()
        #expect(asked.filter { $0.role == .generator }.map(\.wanted) == [5, 5, 2])
        #expect(try search.everyLine("evaluations.jsonl").count == 12)
        let last = try search.lines("generation-04/strategy.jsonl")
        #expect(last[0]["stopped"] == .string("budget") && last[0]["evaluations_left"] == .integer(0))
        let ending = try await search.search.pelnas("status", "--run-dir", "run")
        #expect(ending.code == 0 && !ending.output.contains("stale"), "\(ending.output)")
        let summary = try await search.search.pelnas("run", "pipeline.yaml", "--run-dir", "run")
        #expect(
            summary.output.contains("The search stopped before iteration 4: the budget was spent"),
            "\(summary.output)")
        #expect(summary.output.contains("Most accurate by the search: "))
        #expect(summary.output.contains("Reported by the CoLLM-NAS paper, not measured here: 94.37 ± 0.01 %"))
        let page = try search.search.workplace.read("run/report/index.html")
        #expect(
            page.contains("The strategies") && page.contains("reported 94.37")
                && !page.contains("is not current") && page.contains("Strategy number 3: prefer A"))
    }

    @Test func theBestCellIsTheMostAccurateOfAllEvaluated() async throws {
        let search = try CoLLMSearch(generations: 2)
        try await search.run()
        let evaluations = try search.everyLine("evaluations.jsonl", 2)
        let scores = try search.lines("scores.jsonl")
        for generation in 1...2 {
            let best = evaluations.filter { ($0["generation"]?.integer ?? 9) <= generation }
                .max { ($0["accuracy_percent"]?.number ?? 0) < ($1["accuracy_percent"]?.number ?? 0) }
            let rows = scores.filter { $0["generation"] == .integer(generation) }
            #expect(!rows.isEmpty && rows.allSatisfy { $0["best_cell"] == best?["cell"] })
        }
        let seeds = scores.filter { $0["generation"] == .integer(0) }
        #expect(seeds.allSatisfy { $0["best_cell"] == .null && $0["best_accuracy_percent"] == .null })
        let final = try #require(scores.last)
        let front = try search.lines("front-true.jsonl").filter { $0["cell"] == final["best_cell"] }
        #expect(front.first?["true_accuracy_percent"] == final["best_accuracy_percent"])
    }

    @Test func withoutTablesTheSurrogatesAnswer() async throws {
        let search = try CoLLMSearch(generations: 1)
        let file = try search.search.workplace.read("pipeline.yaml")
        try search.search.workplace.write(
            file.replacing(/data: .*\n/, with: ""), to: "pipeline.yaml")
        let (asked, _, _) = try await search.run()
        #expect(asked.count == 2)
        #expect(
            try search.lines("generation-01/evaluations.jsonl").allSatisfy {
                $0["accuracy_source"]?.string?.contains("surrogate") == true
            })
        let again = try await search.run()
        #expect(again.asked.isEmpty)
    }
}
