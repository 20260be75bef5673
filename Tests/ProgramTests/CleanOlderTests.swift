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

    /// As it will look in so many days.
    private func age(_ search: Search, _ directory: String, days: Double) throws {
        for name in try search.workplace.files(below: directory).keys {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -days * 86_400)],
                ofItemAtPath: search.workplace.path("\(directory)/\(name)"))
        }
    }

    @Test func aRunIsAsOldAsTheLastFileThatWasWritten() throws {
        let search = try Search(generations: 0)
        try search.complete()
        let young = try clean(search, "1")
        #expect(young.code == 0 && young.errors.contains("a file was written 0 days ago"), "\(young.errors)")
        #expect(search.workplace.exists("run/front.jsonl"))

        try age(search, "run", days: 30.5)
        #expect(try clean(search, "31").errors.contains("nothing to remove: a file was written 30 days ago"))
        let dry = try clean(search, "29", "--dry-run")
        #expect(dry.output.contains("front.jsonl") && search.workplace.exists("run/front.jsonl"))
        // Somebody at work writes, if only a part of a stage's file.
        try search.workplace.write("", to: "run/generation-00/.evaluations.jsonl.1-of-2.partial")
        #expect(try clean(search, "29").errors.contains("nothing to remove"))
        try age(search, "run", days: 30.5)
        let old = try clean(search, "29")
        #expect(old.code == 0 && old.output.contains("front.jsonl"), "\(old.errors)")
        #expect(!search.workplace.exists("run/front.jsonl"))
        // What it was of is still there, and so it can be made again.
        try search.complete()
        #expect(search.workplace.exists("run/front.jsonl"))
    }

    @Test func daysThatAreNoneAreRefused() throws {
        let search = try Search(generations: 0)
        try search.complete()
        #expect(try clean(search, "-1").code == 64)
        #expect(try clean(search, "soon").code == 64)
    }

    /// What a folder's link points to is somebody else's.
    @Test func nothingIsRemovedBehindALink() throws {
        let search = try Search(generations: 0)
        try search.complete()
        try search.workplace.write("precious", to: "elsewhere/front.jsonl")
        try FileManager.default.createSymbolicLink(
            atPath: search.workplace.path("run/more"), withDestinationPath: "../elsewhere")
        let ending = try search.pelnas("clean", "--run-dir", "run", "--all")
        #expect(ending.code == 0 && !ending.output.contains("more"), "\(ending.output)")
        #expect(try search.workplace.read("elsewhere/front.jsonl") == "precious")
    }

    /// The crontab's second line, as cron gives it to the shell: it says nothing where nothing is wrong.
    @Test func theCrontabMakesRoomOfOldTriesAlone() throws {
        let crontab = try String(
            contentsOf: Package.root.appending(path: "pipeline/examples/nightly.crontab"), encoding: .utf8)
        let line = try #require(crontab.split(separator: "\n").first { $0.contains("pelnas clean") })
        let search = try Search(generations: 0)
        let command = line.split(separator: " ").dropFirst(5).joined(separator: " ")
            .replacing("cd /srv/nas", with: "cd '\(search.workplace.url.path)'")
        func sunday() throws -> Ending {
            try RunningCommand(
                ["sh", "-c", command], in: search.workplace.url,
                environment: ["PATH": "\(Package.products.path):/usr/bin:/bin"]
            ).wait()
        }
        let nothing = try sunday()
        #expect(nothing.code == 0 && nothing.output.isEmpty && nothing.errors.isEmpty, "\(nothing)")
        for name in ["old", "young"] { try search.complete("tries/\(name)") }
        try age(search, "tries/old", days: 40)
        let ending = try sunday()
        #expect(ending.code == 0 && ending.output.isEmpty && ending.errors.isEmpty, "\(ending)")
        #expect(!search.workplace.exists("tries/old/front.jsonl"))
        #expect(search.workplace.exists("tries/young/front.jsonl"))
        // Trouble is mailed.
        try search.workplace.write("{", to: "tries/young/settings.json")
        let trouble = try sunday()
        #expect(trouble.code == 1 && trouble.errors.contains("tries/young/settings.json"), "\(trouble)")
    }
}
