import Foundation
import Spaces
import Testing

/// `pelnas export`: what a run found, in forms that other tools take.
@Suite struct ExportCommandTests {
    private static let cell = "|nor_conv_3x3~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|"

    private func rows(_ text: String) -> [[String]] {
        text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func theFrontComesAsCSVWithTheTruthBesideIt() throws {
        let search = try Search()
        try search.complete()
        let ending = try search.pelnas("export", "--run-dir", "run")
        #expect(ending.code == 0 && ending.errors == "pelnas: front-true.jsonl\n", "\(ending.errors)")
        let rows = rows(ending.output)
        let front = try search.workplace.read("run/front-true.jsonl").split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        #expect(rows.count == front.count + 1 && front.count > 1)
        #expect(rows[0].count == 16 && rows.allSatisfy { $0.count == 16 })
        for (row, record) in zip(rows.dropFirst(), front) {
            #expect(row[0] == record?["id"] as? String)
            #expect(row[3] == record?["cell"] as? String)
            #expect(Cell(natsBenchIndex: Int(row[4]) ?? -1)?.description == row[3])
            // Foundation's reader of JSON rounds the last digit as it likes.
            for (column, name) in [(5, "latency_ms"), (9, "true_accuracy_percent"), (10, "true_latency_ms")] {
                let expected = try #require(record?[name] as? Double)
                #expect(abs((Double(row[column]) ?? .nan) - expected) < 1e-12)
            }
            #expect(row[14] == "tables")
            #expect(row[15] == "\(record?["on_reference_front"] as? Bool ?? false)")
        }
    }

    @Test func archivesHoldTheFrontAndMore() throws {
        let search = try Search()
        try search.complete()
        let archives = try search.pelnas("export", "--run-dir", "run", "--archives", "--into", "out")
        #expect(archives.code == 0 && archives.output == "out/archives.csv\n", "\(archives)")
        let front = Set(rows(try search.pelnas("export", "--run-dir", "run", "--front").output).map { $0[3] })
        let all = rows(try search.workplace.read("out/archives.csv")).map { $0[3] }
        #expect(front.isSubset(of: all) && all.count > front.count && Set(all).count == all.count)
        #expect(archives.errors == "pelnas: the archives of generation 2 of 2\n")
    }

    @Test func aSearchThatIsNotFinishedGivesTheFrontOfItsArchivesAndSaysSo() throws {
        let search = try Search()
        try search.complete("run", "--until", "archive@1")
        let front = try search.pelnas("export", "--run-dir", "run")
        #expect(front.code == 0 && rows(front.output).count > 1, "\(front)")
        #expect(front.errors.contains("the archives of generation 1 of 2"), "\(front.errors)")
        #expect(front.errors.contains("the search is not finished"))
        let archives = try search.pelnas("export", "--run-dir", "run", "--archives")
        #expect(
            archives.errors == "pelnas: the archives of generation 1 of 2: the search is not finished\n")
    }

    @Test func archivesThatAnOlderChainLeftAreNotTaken() throws {
        let search = try Search(generations: 3)
        try search.complete()
        let text = try search.workplace.read("pipeline.yaml")
        try search.workplace.write(
            text.replacing("generations: 3", with: "generations: 2").replacing(
                "random_seed: 7", with: "random_seed: 8"), to: "pipeline.yaml")
        // Generation 3 is beyond the chain now, generation 2 of the older search.
        try search.complete("run", "--until", "archive@1")
        try #require(search.workplace.exists("run/generation-03/archive.jsonl"))
        let early = try search.pelnas("export", "--run-dir", "run", "--archives")
        #expect(early.errors == "pelnas: the archives of generation 1 of 2: the search is not finished\n")
        let archive = try search.workplace.read("run/generation-01/archive.jsonl")
        #expect(rows(early.output).count == archive.split(separator: "\n").count + 1)
        // Where all is another search's, the chain's last is the best there is.
        try search.workplace.write(
            try search.workplace.read("run/settings.json").replacing(
                "\"random_seed\":8", with: "\"random_seed\":9"), to: "run/settings.json")
        let old = try search.pelnas("export", "--run-dir", "run", "--archives")
        #expect(
            old.errors
                == "pelnas: the archives of generation 2 of 2, which is not current: pelnas status says why\n"
        )
    }

    @Test func cellsStayBuiltForWhatTheyWereEvaluatedOn() throws {
        let search = try Search()
        try search.complete()
        func export(_ format: String) throws -> Ending {
            try search.pelnas("export", "--run-dir", "run", "--format", format)
        }
        let before = try (export("csv"), export("genotype"))
        let byName = try search.pelnas(
            "export", "--run-dir", "run", "--cell", "g00-S0-c1", "--format", "genotype")
        #expect(byName.errors.isEmpty)
        let settings = try search.workplace.read("run/settings.json")
        let changed = settings.replacing("\"dataset\":\"cifar10\"", with: "\"dataset\":\"cifar100\"")
        try #require(changed != settings)
        try search.workplace.write(changed, to: "run/settings.json")
        let after = try (export("csv"), export("genotype"))
        #expect(after.0.output == before.0.output && after.1.output == before.1.output)
        for ending in [after.0, after.1] {
            #expect(ending.code == 0)
            #expect(
                ending.errors == """
                    pelnas: front-true.jsonl, which is not current: pelnas status says why
                    pelnas: cells evaluated for cifar10 are built for it, while the run's settings say cifar100 \
                    by now: run again

                    """)
        }
        let again = try search.pelnas(
            "export", "--run-dir", "run", "--cell", "g00-S0-c1", "--format", "genotype")
        #expect(again.output == byName.output)
        #expect(
            again.errors.hasPrefix("pelnas: the evaluations of generation 0, which is not current"),
            "\(again.errors)")
    }

    @Test func aGenotypeComesForACandidatesNameOrItsCell() throws {
        let search = try Search()
        try search.complete()
        let byName = try search.pelnas(
            "export", "--run-dir", "run", "--format", "genotype", "--cell", "g00-S0-c1")
        #expect(byName.code == 0, "\(byName.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(byName.output.utf8)) as? [String: Any]
        let cell = try #require(object?["arch_str"] as? String)
        #expect(object?["id"] as? String == "g00-S0-c1")
        #expect((object?["objectives"] as? [String: Any])?["accuracy_percent"] is Double)
        let both = try search.pelnas(
            "export", "--run-dir", "run", "--format", "genotype", "--cell", cell, Self.cell, "--into", "out")
        #expect(both.code == 0, "\(both.errors)")
        #expect(try search.workplace.read("out/g00-S0-c1.json") == byName.output)
        #expect(both.output.split(separator: "\n").count == 2)
    }

    @Test func aNetworkNeedsNoRunAndIsTheSameEachTime() throws {
        let workplace = try Workplace()
        let arguments = [
            "pelnas", "export", "--cell", Self.cell, "--dataset", "cifar100", "--format", "onnx",
        ]
        func export(_ more: String...) throws -> Ending {
            try RunningCommand(arguments + more, in: workplace.url).wait()
        }
        let first = try export("--into", "a")
        let index = try Cell(parsing: Self.cell).natsBenchIndex
        #expect(first.code == 0 && first.output == "a/nats-bench-\(index).onnx\n", "\(first)")
        #expect(first.errors.contains("not trained"))
        _ = try export("--into", "b")
        _ = try export("--into", "c", "--seed", "1", "--live", "--batch", "8")
        let files = try workplace.files(below: ".").filter { $0.key.hasSuffix(".onnx") }
        #expect(files.count == 3)
        #expect(files["a/nats-bench-\(index).onnx"] == files["b/nats-bench-\(index).onnx"])
        #expect(files["a/nats-bench-\(index).onnx"] != files["c/nats-bench-\(index).onnx"])
        #expect(try workplace.files(below: ".").keys.allSatisfy { !$0.hasSuffix(".partial") })
    }

    @Test(arguments: [
        ([], "name a run"), (["--cell", cell], "--dataset"),
        (["--cell", "x", "--dataset", "cifar10"], "no cell"),
        (["--cell", "|x~0|", "--dataset", "cifar10"], "'x' is no operation"),
        (["--cell", cell, "--dataset", "mnist"], "cifar10, cifar100, ImageNet16-120"),
        (["--cell", cell, "--dataset", "cifar10", "--format", "onnx"], "--into DIR"),
        (["--cell", cell, "--dataset", "cifar10", "--format", "onnx", "--into", "-"], "--into DIR"),
        (
            ["--cell", cell, "--dataset", "cifar10", "--format", "onnx", "--into", "o", "--batch", "0"],
            "--batch"
        ),
        (["--cell", cell, "--dataset", "cifar10", "--live"], "--format onnx"),
        (["--cell", cell, "--dataset", "cifar10", "--into", ""], "the path is empty"),
        (["--cell", cell, "--archives", "--run-dir", "run"], "exclude one another"),
        (["--run-dir", "run", "--dataset", "cifar10"], "the run says"), (["--format", "pdf"], "pdf"),
    ])
    func aWrongCommandLineIsAUsageError(_ arguments: [String], _ message: String) throws {
        let workplace = try Workplace()
        let ending = try RunningCommand(["pelnas", "export"] + arguments, in: workplace.url).wait()
        #expect(ending.code == 64 && ending.output.isEmpty, "\(ending)")
        #expect(ending.errors.contains(message), "\(ending.errors)")
        #expect(!workplace.exists("o"))
    }

    @Test func whatIsMissingOrBadIsSaidWithItsPlace() throws {
        let search = try Search()
        #expect(try search.pelnas("export", "--run-dir", "nowhere").code == 66)
        try search.complete("run", "--until", "seed")
        for what in ["--front", "--archives"] {
            let early = try search.pelnas("export", "--run-dir", "run", what)
            #expect(early.code == 66 && early.errors.contains("run: there is no archive yet"), "\(early)")
        }
        let unknown = try search.pelnas("export", "--run-dir", "run", "--cell", "g99-S0-c1")
        #expect(unknown.code == 64 && unknown.errors.contains("g99-S0-c1"), "\(unknown)")
        try search.complete()
        let archive = try search.workplace.read("run/generation-00/archive.jsonl")
        for generation in 1...2 { try search.workplace.remove("run/generation-0\(generation)/archive.jsonl") }
        for file in ["front-true.jsonl", "front.jsonl"] { try search.workplace.remove("run/\(file)") }
        try search.workplace.write(
            archive.replacing("~0|+|", with: "~1|+|"), to: "run/generation-00/archive.jsonl")
        for what in ["--front", "--archives"] {
            let bad = try search.pelnas("export", "--run-dir", "run", what)
            #expect(bad.code == 65 && bad.errors.contains("run: candidate g00-"), "\(bad)")
            #expect(bad.output.isEmpty)
        }
        try search.workplace.write("{", to: "run/generation-00/archive.jsonl")
        let torn = try search.pelnas("export", "--run-dir", "run")
        #expect(torn.code == 65 && torn.errors.contains("run/generation-00/archive.jsonl"), "\(torn)")
        try search.workplace.write(archive, to: "run/generation-00/archive.jsonl")
        try search.workplace.write("in the way", to: "file")
        let blocked = try search.pelnas(
            "export", "--run-dir", "run", "--archives", "--format", "genotype", "--into", "file/out")
        #expect([73, 74].contains(blocked.code) && blocked.errors.contains("file"), "\(blocked)")
    }
}
