import Foundation
import Pareto
import Spaces
import TestSupport
import Testing

/// Whole searches by other objectives than accuracy and latency.
@Suite struct ObjectiveSearchTests {
    /// A record's field of an objective, to be minimised.
    private static func cost(_ objective: String, _ record: [String: Any]) -> Double? {
        switch objective {
        case "accuracy": (record["accuracy_percent"] as? Double).map { 100 - $0 }
        case "latency": record["latency_ms"] as? Double
        case "energy": record["energy_mj"] as? Double
        default: record["\(objective)_m"] as? Double
        }
    }

    private static func vector(_ objectives: [String], _ record: [String: Any]) -> ObjectiveVector? {
        let values = objectives.compactMap { cost($0, record) }
        return values.count == objectives.count ? ObjectiveVector(values) : nil
    }

    private static func lines(_ workplace: Workplace, _ file: String) throws -> [[String: Any]] {
        try workplace.read(file).split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private static func cells(_ records: [[String: Any]]) -> Set<String> {
        Set(records.compactMap { $0["cell"] as? String })
    }

    /// What no other of the records dominates, by comparing all pairs.
    private static func slowFront(_ records: [[String: Any]], _ objectives: [String]) -> Set<String> {
        let placed = records.compactMap { record in vector(objectives, record).map { (record, $0) } }
        return cells(
            placed.filter { one in !placed.contains { $0.1.dominates(one.1) } }.map(\.0))
    }

    private static func check(_ workplace: Workplace, _ objectives: [String], generations: Int) throws {
        var seen: [[String: Any]] = []
        for generation in 0...generations {
            let folder = "run/generation-0\(generation)"
            seen += try lines(workplace, "\(folder)/evaluations.jsonl")
            let archive = try lines(workplace, "\(folder)/archive.jsonl")
            for (niche, own) in Dictionary(grouping: seen, by: { $0["niche"] as? String ?? "" }) {
                let members = cells(archive.filter { $0["niche"] as? String == niche })
                #expect(members == slowFront(own, objectives), "generation \(generation), \(niche)")
            }
        }
        #expect(try cells(lines(workplace, "run/front.jsonl")) == slowFront(seen, objectives))
        for score in try lines(workplace, "run/scores.jsonl") where score["final"] as? Bool == true {
            let hypervolume = try #require(score["hypervolume"] as? Double)
            #expect(hypervolume > 0 && hypervolume <= 1 + 1e-12)
            #expect(try #require(score["igd"] as? Double) >= 0)
        }
    }

    @Test(arguments: [
        (["accuracy", "params"], "screened-evolution"), (["accuracy", "latency", "energy"], "nsga2"),
        (["accuracy", "latency", "energy"], "local-search"), (["accuracy", "energy", "flops"], "pea"),
        (["accuracy", "latency", "energy", "params"], "regularized-evolution"),
    ])
    func archivesAreWhatASlowFilterKeeps(objectives: [String], proposer: String) throws {
        let search = try Search(extra: "objectives: [\(objectives.joined(separator: ", "))]")
        try search.complete("run", "--set", "prompt.proposer=\(proposer)")
        try Self.check(search.workplace, objectives, generations: 2)
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)
        #expect(
            try search.pelnas(
                "plan", "pipeline.yaml", "--run-dir", "run", "--set", "prompt.proposer=\(proposer)"
            ).code == 0)
        let shown = try search.pelnas("front", "--run-dir", "run")
        #expect(shown.code == 0)
        #expect(shown.output.contains("energy") == objectives.contains("energy"), "\(shown.output)")
        let status = try search.pelnas("status", "--run-dir", "run")
        #expect(status.code == 0 && status.output.contains("current"), "\(status.output)")
        let page = try search.workplace.read("run/report/index.html")
        for cost in objectives.dropFirst() where cost != "latency" {
            #expect(search.workplace.exists("run/report/front-\(cost).svg"), "\(cost)")
        }
        #expect(page.contains("Energy, mJ") == objectives.contains("energy"))
    }

    @Test func otherObjectivesMakeTheArchivesStaleAndNotTheSeeds() throws {
        let search = try Search(generations: 1)
        try search.complete("run", "--set", "prompt.proposer=pea")
        let lines = try search.journalLines().count
        try search.complete(
            "run", "--set", "prompt.proposer=pea", "--set", "objectives=[accuracy, latency, flops]")
        let steps = try search.steps(from: lines)
        #expect(steps.contains("archive@0") && !steps.contains("seed"), "\(steps)")
    }

    /// By surrogates the search sees what it is scored by, so all there is scores 1.
    @Test func everyCellOfTheSpaceScoresOne() throws {
        let search = try Search(generations: 1, extra: "objectives: [accuracy, latency, params, flops]")
        try search.complete(
            "run", "--set", "prompt.proposer=exhaustive", "--set", "data.tables=", "--set",
            "evaluate.accuracy.source=surrogate")
        for score in try Self.lines(search.workplace, "run/scores.jsonl")
        where score["final"] as? Bool == true {
            #expect(abs(try #require(score["hypervolume"] as? Double) - 1) < 1e-12)
            #expect(score["igd"] as? Double == 0)
            #expect(score["true_front_share"] as? Double == 1)
        }
    }

    /// The same with accuracies looked up, where test accuracies are the validation's.
    @Test func everyCellLookedUpScoresOne() throws {
        let search = try Search(generations: 1, extra: "objectives: [accuracy, latency, energy]")
        let workplace = search.workplace
        try FileManager.default.copyItem(
            atPath: try SyntheticTables.folder(), toPath: workplace.path("tables"))
        let rows = try workplace.read("tables/nas-bench-201/accuracy.csv").split(separator: "\n")
        let same = rows.enumerated().map { place, row -> String in
            let parts = row.split(separator: ",", omittingEmptySubsequences: false)
            guard place > 0, parts.count == 7 else { return String(row) }
            return "\(parts[0])" + String(repeating: ",\(parts[1])", count: 6)
        }
        try workplace.write(same.joined(separator: "\n") + "\n", to: "tables/nas-bench-201/accuracy.csv")
        try search.complete(
            "run", "--set", "prompt.proposer=exhaustive", "--set", "data.tables=tables")
        for score in try Self.lines(workplace, "run/scores.jsonl") where score["final"] as? Bool == true {
            #expect(abs(try #require(score["hypervolume"] as? Double) - 1) < 1e-12)
            #expect(score["igd"] as? Double == 0)
        }
    }

    @Test(
        .enabled(if: RealTables.areThere, "\(RealTables.absence)"),
        arguments: [["accuracy", "latency", "energy"], ["accuracy", "latency", "energy", "params"]])
    func theRealTablesGiveASearchByThreeAndByFour(_ objectives: [String]) throws {
        let tables = try RealSearchTests.imported.get().path("tables")
        let search = try Search(extra: "objectives: [\(objectives.joined(separator: ", "))]")
        try search.complete(
            "run", "--set", "prompt.proposer=nsga2", "--set", "data.tables=\(tables)", "--set",
            "target.device=edgegpu")
        try Self.check(search.workplace, objectives, generations: 2)
    }
}
