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

    /// The crontab's second line, as cron gives it to the shell.
    @Test func theCrontabMakesRoomOfOldTriesAlone() throws {
        let crontab = try String(
            contentsOf: Package.root.appending(path: "pipeline/examples/nightly.crontab"), encoding: .utf8)
        let line = try #require(crontab.split(separator: "\n").first { $0.contains("pelnas clean") })
        let search = try Search(generations: 0)
        for name in ["old", "young"] { try search.complete("tries/\(name)") }
        let journal = try search.workplace.read("tries/old/journal.jsonl")
        let then = Date(timeIntervalSinceNow: -40 * 86_400).ISO8601Format()
        try search.workplace.write(
            journal.replacing(/"started":"[^"]*"/, with: "\"started\":\"\(then)\""),
            to: "tries/old/journal.jsonl")
        try search.workplace.write("", to: "runs/nightly.log")
        let command = line.split(separator: " ").dropFirst(5).joined(separator: " ")
            .replacing("cd /srv/nas", with: "cd '\(search.workplace.url.path)'")
        let ending = try RunningCommand(
            ["sh", "-c", command], in: search.workplace.url,
            environment: ["PATH": "\(Package.products.path):/usr/bin:/bin"]
        ).wait()
        #expect(ending.code == 0 && ending.output.isEmpty && ending.errors.isEmpty, "\(ending)")
        #expect(!search.workplace.exists("tries/old/front.jsonl"))
        #expect(search.workplace.exists("tries/young/front.jsonl"))
    }
}
