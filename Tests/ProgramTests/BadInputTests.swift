import Foundation
import Testing

/// Bad input gets one clear message with its place, the right exit code, and nothing is written.
@Suite struct BadInputTests {
    private func check(
        _ search: Search, code: Int32, _ message: String, _ arguments: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = search.workplace.exists("run") ? try search.results() : [:]
        let ending = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet"] + arguments,
            in: search.workplace.url
        ).wait()
        #expect(ending.code == code, "\(ending.errors)", sourceLocation: sourceLocation)
        #expect(ending.errors.contains(message), "\(ending.errors)", sourceLocation: sourceLocation)
        let after = search.workplace.exists("run") ? try search.results() : [:]
        if code == 78 || code == 64 { #expect(after == before, sourceLocation: sourceLocation) }
    }

    private func edit(_ search: Search, _ found: String, _ wanted: String) throws {
        let text = try search.workplace.read("pipeline.yaml")
        try #require(text.contains(found))
        try search.workplace.write(text.replacing(found, with: wanted), to: "pipeline.yaml")
    }

    @Test func aMisspeltKey() throws {
        let search = try Search()
        try edit(search, "children: 2", "childern: 2")
        try check(
            search, code: 78, "pipeline.yaml:5:10: unknown key 'childern' in prompt; did you mean 'children'?"
        )
    }

    @Test func aWrongType() throws {
        let search = try Search()
        try edit(search, "children: 2", "children: two")
        try check(
            search, code: 78,
            "pipeline.yaml:5:20: found 'two', a string; expected a whole number from 1 to 1000")
    }

    @Test func aChainThatReadsWhatNothingWrites() throws {
        let search = try Search(chain: "  - partition\n  - seed\n  - evaluate\n  - aggregate")
        try check(
            search, code: 78,
            "pipeline.yaml:13:5: aggregate reads generation-00/archive.jsonl, which nothing before it writes; "
                + "archive writes it, put it before")
    }

    @Test func aChainThatWritesAFileTwice() throws {
        let search = try Search(chain: "  - partition\n  - seed\n  - seed")
        try check(
            search, code: 78,
            "pipeline.yaml:12:5: seed stands in the chain twice")
    }

    @Test func aChainWithoutEnd() throws {
        let search = try Search(
            chain: "  - partition\n"
                + String(
                    repeating: "  - repeat: {generations: 100000, stages: [prompt, evaluate, archive]}\n",
                    count: 9))
        try check(search, code: 78, "pipeline.yaml:11:5: the chain comes to more than 100000 steps here")
    }

    @Test func noPipelineFileAndNoTables() throws {
        let search = try Search()
        #expect(try search.pelnas("run", "absent.yaml").code == 66)
        #expect(try search.pelnas("run").code == 64)
        #expect(try search.pelnas("run", "--run-dir", "nowhere").code == 66)
        try check(search, code: 66, "no such folder", ["--set", "data.tables=nowhere"])
        #expect(try search.pelnas("run", "pipeline.yaml", "--from", "prmpt", "--run-dir", "run").code == 64)
    }

    @Test(arguments: [
        (",10.0,", ",ten,", "ten"), (",10.0,", ",nan,", "nan"), (",10.0,", ",", "fields"),
        ("cifar10_valid", "cifar10_val", "cifar10_valid"),
    ])
    func aBadTable(found: String, wanted: String, message: String) throws {
        let search = try Search()
        try FileManager.default.copyItem(
            atPath: try SyntheticTables.folder(), toPath: search.workplace.path("tables"))
        let accuracy = try search.workplace.read("tables/nas-bench-201/accuracy.csv")
        let place = try #require(accuracy.range(of: found))
        try search.workplace.write(
            accuracy.replacingCharacters(in: place, with: wanted), to: "tables/nas-bench-201/accuracy.csv")
        try check(search, code: 65, message, ["--set", "data.tables=tables"])
        let errors = try search.pelnas("run", "--run-dir", "run", "--quiet").errors
        #expect(errors.contains("nas-bench-201/accuracy.csv"), "\(errors)")
        #expect(!search.workplace.exists("run/generation-00/evaluations.jsonl"))
    }

    @Test func aBrokenLineByHand() throws {
        let search = try Search()
        try search.complete()
        let archive = try search.workplace.read("run/generation-01/archive.jsonl")
        var lines = archive.split(separator: "\n").map(String.init)
        lines[2] = lines[2].replacing(#""niche":"#, with: #""niche":3,"nich":"#)
        try search.workplace.write(
            lines.joined(separator: "\n") + "\n", to: "run/generation-01/archive.jsonl")
        let ending = try run("prompt", "--run-dir", "run", "--generation", "2", in: search.workplace.url)
        #expect(ending.code == 65)
        #expect(
            ending.errors
                == "prompt: run/generation-01/archive.jsonl:3: field 'niche': found 3, expected a string\n")
    }

    @Test func aMissingInputNamesWhoWritesIt() throws {
        let search = try Search()
        try search.complete("run", "--until", "partition")
        let ending = try run("evaluate", "--run-dir", "run", "--generation", "0", in: search.workplace.url)
        #expect(ending.code == 66)
        #expect(
            ending.errors
                == "evaluate: run/generation-00/candidates.jsonl is missing: evaluate reads it, and seed writes it\n"
        )
    }
}
