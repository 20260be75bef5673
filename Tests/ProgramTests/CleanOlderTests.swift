import Foundation
import Testing

/// `clean --older-than`: room is made of what nobody works in.
@Suite struct CleanOlderTests {
    private func clean(_ search: Search, _ days: String, _ more: String...) throws -> Ending {
        try RunningCommand(
            ["pelnas", "clean", "--run-dir", "run", "--all", "--older-than", days] + more,
            in: search.workplace.url
        ).wait()
    }

    @Test func aRunIsAsOldAsItsLastStep() throws {
        let search = try Search(generations: 0)
        try search.complete()
        let young = try clean(search, "1")
        #expect(young.code == 0 && young.errors.contains("the last step began at"), "\(young.errors)")
        #expect(search.workplace.exists("run/front.jsonl"))

        // As it will look in a month: every time of the journal a month back.
        let journal = try search.workplace.read("run/journal.jsonl")
        let then = Date(timeIntervalSinceNow: -30 * 86_400).ISO8601Format()
        let aged = journal.replacing(/"started":"[^"]*"/, with: "\"started\":\"\(then)\"")
        try search.workplace.write(aged, to: "run/journal.jsonl")
        #expect(try clean(search, "31").errors.contains("nothing to remove"))
        let dry = try clean(search, "29", "--dry-run")
        #expect(dry.output.contains("front.jsonl") && search.workplace.exists("run/front.jsonl"))
        let old = try clean(search, "29")
        #expect(old.code == 0, "\(old.errors)")
        #expect(!search.workplace.exists("run/front.jsonl"))
        // What it was is still there, and so it can be made again.
        try search.complete()
        #expect(search.workplace.exists("run/front.jsonl"))
    }

    @Test func daysThatAreNoneAreRefused() throws {
        let search = try Search(generations: 0)
        try search.complete()
        #expect(try clean(search, "-1").code == 64)
        #expect(try clean(search, "soon").code == 64)
    }
}
