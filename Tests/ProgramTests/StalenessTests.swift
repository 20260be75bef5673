import Foundation
import Testing

/// A run redoes what is missing or stale, by content, and nothing else.
@Suite struct StalenessTests {
    @Test func aSecondRunDoesNothing() throws {
        let search = try Search()
        try search.complete()
        let lines = try search.journalLines()
        #expect(lines.count == 12)
        try search.complete()
        #expect(try search.journalLines() == lines)
        #expect(try search.pelnas("status", "--run-dir", "run").output.contains("there is nothing to do"))
    }

    /// Earlier versions wrote them one by one: such a run is as current as it was.
    @Test func aJournalWithEveryFileOfEveryGenerationIsUnderstood() throws {
        let search = try Search(generations: 3)
        try search.complete()
        let journal = try search.workplace.read("run/journal.jsonl")
        let each = try journal.replacing(#/"generation-00\.\.(\d\d)/([a-z]+\.jsonl)":"[0-9a-f]{32}"/#) {
            span in
            try (0...(Int(span.1) ?? 0)).map { generation in
                let file = "generation-0\(generation)/\(span.2)"
                let hash = try Regex("\"outputs\":[^}]*\"\(file)\":\"([0-9a-f]{32})\"")
                return "\"\(file)\":\"\(try #require(journal.firstMatch(of: hash)?[1].substring))\""
            }.joined(separator: ",")
        }
        try #require(journal.contains("generation-00..02/candidates.jsonl"))
        try #require(!each.contains(".."))
        try search.workplace.write(each, to: "run/journal.jsonl")
        #expect(try search.pelnas("status", "--run-dir", "run").output.contains("there is nothing to do"))
        try search.complete()
        #expect(try search.journalLines().joined(separator: "\n") + "\n" == each)
    }

    @Test func aSettingRedoesOnlyWhatDependsOnIt() throws {
        let search = try Search()
        try search.complete()
        try search.complete("run", "--set", "score.exclude_degenerate=true")
        #expect(try search.steps(from: 12) == ["score"])
        try search.complete("run", "--set", "name=renamed")
        #expect(try search.steps(from: 13) == ["score"])
    }

    @Test func oneMoreGenerationAddsToWhatIsThere() throws {
        let search = try Search(generations: 2)
        try search.complete()
        let text = try search.workplace.read("pipeline.yaml")
        try search.workplace.write(
            text.replacing("generations: 2", with: "generations: 3"), to: "pipeline.yaml")
        try search.complete()
        #expect(try search.steps(from: 12) == ["prompt@3", "evaluate@3", "archive@3", "aggregate", "score"])
        // And back: the extra generation is nobody's then.
        try search.workplace.write(text, to: "pipeline.yaml")
        try search.complete()
        #expect(try search.steps(from: 17) == ["aggregate", "score"])
        let cleaned = try search.pelnas("clean", "--run-dir", "run")
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)
        #expect(
            cleaned.output == """
                generation-03/archive.jsonl
                generation-03/candidates.jsonl
                generation-03/evaluations.jsonl
                generation-03/rejected.jsonl

                """)
        #expect(!search.workplace.exists("run/generation-03"))
        let everything = try search.pelnas("clean", "--run-dir", "run", "--all")
        #expect(everything.code == 0)
        #expect(try search.workplace.files(below: "run").keys.sorted() == ["pipeline.yaml", "settings.json"])
    }

    @Test func aHandEditedFileIsPutRight() throws {
        let search = try Search()
        try search.complete()
        let before = try search.results()
        try search.workplace.write("{}\n", to: "run/generation-01/candidates.jsonl")
        let verdict = try search.pelnas("verify", "--run-dir", "run")
        #expect(verdict.code == 65)
        #expect(
            verdict.errors == """
                run/generation-01/candidates.jsonl: is not what prompt@1 wrote: its content changed
                run/generation-01/candidates.jsonl: line 1: field 'schema': found nothing, expected "candidate/1"

                """)
        try search.complete()
        #expect(try search.steps(from: 12) == ["prompt@1"])
        #expect(try search.results() == before)
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)
    }

    @Test func changedTablesAreNoticedWhereverTheyLie() throws {
        let search = try Search()
        try FileManager.default.copyItem(
            atPath: try SyntheticTables.folder(), toPath: search.workplace.path("tables"))
        try search.complete("run", "--set", "data.tables=tables")
        // The same tables elsewhere change nothing.
        try search.complete("run")
        #expect(try search.journalLines().count == 12)
        let accuracy = try search.workplace.read("tables/nas-bench-201/accuracy.csv")
        try search.workplace.write(
            accuracy.replacing(",10.0,", with: ",10.5,"), to: "tables/nas-bench-201/accuracy.csv")
        try search.complete("run", "--set", "data.tables=tables")
        #expect(try search.steps(from: 12).first == "evaluate@0")
    }

    @Test func planSaysWhatARunWouldDoAndDoesNothing() throws {
        let search = try Search()
        let plan = try search.pelnas("plan", "pipeline.yaml", "--run-dir", "run")
        #expect(plan.code == 0)
        #expect(plan.output.contains(/partition +stale .*never ran/), "\(plan.output)")
        #expect(plan.output.contains("0 of 12 steps are current; a run would begin at partition."))
        #expect(!search.workplace.exists("run"))
        let dry = try search.pelnas("run", "pipeline.yaml", "--run-dir", "run", "--dry-run")
        #expect(dry.output == plan.output)
    }

    @Test func aBuildOfAnotherContentMakesStale() throws {
        let search = try Search()
        try search.complete()
        let journal = try search.workplace.read("run/journal.jsonl")
        // As if another build of `aggregate` had been at work.
        let lines = journal.split(separator: "\n").map { line in
            line.contains(#""stage":"aggregate""#)
                ? String(line).replacing(/"program_hash":"[0-9a-f]+"/, with: #""program_hash":"00""#)
                : String(line)
        }
        try search.workplace.write(lines.joined(separator: "\n") + "\n", to: "run/journal.jsonl")
        let status = try search.pelnas("status", "--run-dir", "run")
        #expect(status.output.contains(/aggregate +stale .*the program changed/), "\(status.output)")
    }
}
