import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Stopped anywhere, a run goes on to the same end.
@Suite struct InterruptionTests {
    @Test func killedAtRandomInstantsItEndsInTheSameBytes() throws {
        let search = try Search()
        try search.complete("undisturbed")
        let expected = try search.results("undisturbed")
        var generator = SystemRandomNumberGenerator()
        var killed = 0
        for attempt in 0..<12 {
            let milliseconds = Int.random(in: 1...400, using: &generator)
            let victim = try RunningCommand(
                ["pelnas", "run", "pipeline.yaml", "--run-dir", "killed\(attempt)", "--quiet"],
                in: search.workplace.url)
            usleep(UInt32(milliseconds) * 1000)
            // The whole group: driver and whatever stage is at work.
            kill(-victim.identifier, SIGKILL)
            kill(victim.identifier, SIGKILL)
            if try victim.wait().code == 128 + SIGKILL { killed += 1 }
            try search.complete("killed\(attempt)")
            let found = try search.results("killed\(attempt)")
            #expect(found == expected, "killed after \(milliseconds) ms")
        }
        #expect(killed > 0, "every run ended before it could be killed")
    }

    @Test func aTornJournalLineIsRepairedAndABadOneNamed() throws {
        let search = try Search()
        try search.complete()
        let journal = try search.workplace.read("run/journal.jsonl")
        try search.workplace.write(journal + #"{"schema":"journal/1","gener"#, to: "run/journal.jsonl")
        try search.complete("run", "--force")
        #expect(try search.journalLines().count == 24)

        var lines = try search.journalLines()
        lines[4] = #"{"schema":"journal/1","gener"#
        try search.workplace.write(lines.joined(separator: "\n") + "\n", to: "run/journal.jsonl")
        let ending = try search.pelnas("run", "--run-dir", "run")
        #expect(ending.code == 65)
        #expect(
            ending.errors.hasPrefix("pelnas: run/journal.jsonl:5: the text ends inside a string"),
            "\(ending.errors)")
    }

    @Test func aSecondRunWhileOneIsAtWorkIsToldToTryAgain() throws {
        let chain = """
              - partition
              - program: {name: wait, command: [sh, -c, "sleep 60; echo 1 > run/waited.txt"], writes: [waited.txt]}
            """
        let search = try Search(chain: chain)
        let first = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet"], in: search.workplace.url)
        try search.workplace.wait(for: "run/niches.jsonl")
        let second = try search.pelnas("run", "--run-dir", "run")
        #expect(second.code == 75)
        #expect(second.errors == "pelnas: run: another run is writing here; try again when it ends\n")
        let stage = try run("partition", "--run-dir", "run", in: search.workplace.url)
        #expect(stage.code == 75)
        // Readers need no lock.
        #expect(try search.pelnas("status", "--run-dir", "run").code == 0)

        kill(first.identifier, SIGTERM)
        let ending = try first.wait()
        #expect(ending.code == 143, "\(ending.errors)")
        #expect(!search.workplace.exists("run/waited.txt"))
    }
}
