import Foundation
import Testing

/// The ablation without a predictor: one zero-cost proxy in accuracy's place.
@Suite struct ProxySearchTests {
    private let proxy = "evaluate.accuracy.source=proxy"

    private func lines(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test func aSearchByAProxyTrainsNothingAndSaysSo() throws {
        let search = try Search()
        let ending = try search.pelnas("run", "pipeline.yaml", "--run-dir", "run", "--set", proxy)
        try #require(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains("proxy pct."))
        #expect(
            ending.output.contains(
                "No accuracy was predicted: the search saw the percentile of the proxy synflow."))

        #expect(
            try Set(search.workplace.files(below: "run/predictor").keys) == ["fit.jsonl", "predictions.bin"])
        let fit = try lines(search.workplace.read("run/predictor/fit.jsonl"))
        #expect(fit[0]["group"] as? String == "all" && fit[0]["held_out_cells"] as? Int == 15_625)
        #expect(fit[0]["training_cells"] as? Int == 0 && fit[0]["features"] as? [String] == ["synflow"])
        #expect(fit.allSatisfy { $0["median_error_percent"] is NSNull })
        #expect(try #require(fit[0]["spearman"] as? Double) > 0.5)

        for record in try lines(search.workplace.read("run/generation-02/evaluations.jsonl")) {
            #expect(record["accuracy_source"] as? String == "proxy synflow (percentile, not an accuracy)")
            #expect(record["training_cell"] as? Bool == false)
            let percentile = try #require(record["accuracy_percent"] as? Double)
            #expect(percentile >= 0 && percentile <= 100)
        }
        // It is judged by true accuracy all the same.
        let front = try lines(search.workplace.read("run/front-true.jsonl"))
        #expect(front.allSatisfy { $0["true_accuracy_percent"] is Double })
        let page = try search.workplace.read("run/report/index.html")
        #expect(page.contains("Proxy, percentile") && !page.contains("Predicted against"))
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)

        let shown = try search.pelnas("front", "--run-dir", "run")
        #expect(shown.output.contains("pct."), "\(shown.output)")
        let id = try #require(front.first?["id"] as? String)
        let explained = try search.pelnas("explain", "--run-dir", "run", id)
        #expect(explained.output.contains("by proxy synflow (percentile"), "\(explained.output)")
    }

    @Test func anotherProxyIsAnotherSearchAndNothingElseIsRedone() throws {
        let search = try Search()
        try search.complete("run", "--set", proxy)
        let before = try search.journalLines().count
        try search.complete("run", "--set", proxy, "--set", "evaluate.accuracy.proxy=params")
        let steps = try search.steps(from: before)
        #expect(steps.first == "fit" && !steps.contains("seed") && steps.contains("evaluate@0"))
        // Parameters are known of every cell, and no score stands in for another.
        let fit = try search.workplace.read("run/predictor/fit.jsonl")
        #expect(!fit.contains("stands in"))
    }

    @Test func aProxyNeedsTables() throws {
        let search = try Search()
        let ending = try search.pelnas(
            "run", "pipeline.yaml", "--run-dir", "run", "--set", proxy, "--set", "data.tables=null", "--set",
            "evaluate.latency.source=surrogate")
        #expect(ending.code == 78)
        #expect(ending.errors.contains("needs benchmark tables"), "\(ending.errors)")
        let unknown = try search.pelnas(
            "run", "pipeline.yaml", "--run-dir", "run", "--set", proxy, "--set",
            "evaluate.accuracy.proxy=sinflow")
        #expect(unknown.code == 78 && unknown.errors.contains("did you mean 'synflow'?"), "\(unknown.errors)")
    }
}
