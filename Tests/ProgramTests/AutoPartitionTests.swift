import Foundation
import Testing

/// Niches found from what the networks cost.
@Suite struct AutoPartitionTests {
    private func niches(_ search: Search) throws -> [[String: Any]] {
        try search.workplace.read("run/niches.jsonl").split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test func aSearchGoesByNichesFoundFromData() throws {
        let search = try Search()
        try search.complete("run", "--set", "partition.scheme=auto")
        let niches = try niches(search)
        #expect(niches.map { $0["cells"] as? Int } == [4_095, 6_145, 3_840, 1_280, 265])
        let last = try #require(niches.last?["cost"] as? [String: Any])
        #expect(last["measure"] as? String == "params_m" && last["below"] is NSNull)
        // What is evaluated is in its niche: the records tell the same cost.
        let bounds = Dictionary(
            niches.map { ($0["niche"] as? String ?? "", $0["cost"] as? [String: Any] ?? [:]) },
            uniquingKeysWith: { first, _ in first })
        for generation in 0...2 {
            let text = try search.workplace.read("run/generation-0\(generation)/evaluations.jsonl")
            for line in text.split(separator: "\n") {
                let record = try #require(
                    JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                let cost = try #require(bounds[record["niche"] as? String ?? ""])
                let params = try #require(record["params_m"] as? Double)
                #expect((cost["from"] as? Double ?? 0) <= params)
                #expect(params < (cost["below"] as? Double ?? .infinity))
            }
        }
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)
        #expect(try search.workplace.read("run/report/index.html").contains("params_m below"))
    }

    @Test func theNumberOfNichesIsASetting() throws {
        let search = try Search()
        for (count, measure) in [(2, "flops"), (3, "params"), (12, "flops")] {
            try search.complete(
                "run", "--set", "partition.scheme=auto", "--set", "partition.measure=\(measure)", "--set",
                "partition.count=\(count)")
            #expect(try niches(search).count == count)
        }
    }

    @Test func anotherDataSetIsAnotherCost() throws {
        let search = try Search()
        try search.complete("run", "--set", "partition.scheme=auto")
        let before = try search.journalLines().count
        try search.complete("run", "--set", "partition.scheme=auto", "--set", "target.dataset=cifar100")
        #expect(try search.steps(from: before).first == "partition")
        let middle = try search.journalLines().count
        // Of a device it says nothing.
        try search.complete(
            "run", "--set", "partition.scheme=auto", "--set", "target.dataset=cifar100", "--set",
            "target.device=raspi4")
        #expect(try !search.steps(from: middle).contains("partition"))
    }
}
