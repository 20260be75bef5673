import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `pelnas watch`: following a run that another process executes.
@Suite struct WatchCommandTests {
    @Test func aCompleteRunIsToldGenerationByGenerationAndEndsWellAtOnce() throws {
        let search = try Search()
        try search.complete()
        let before = try search.workplace.files(below: "run")
        let ending = try search.pelnas("watch", "--run-dir", "run")
        #expect(ending.code == 0, "\(ending.errors)")
        let lines = ending.output.split(separator: "\n")
        #expect(lines.count == 4)
        for (generation, line) in lines.prefix(3).enumerated() {
            #expect(line.hasPrefix("generation \(generation): HV so far 0."), "\(line)")
        }
        #expect(lines.last == "complete: 12 steps")
        #expect(try search.workplace.files(below: "run") == before, "it only reads")
    }

    @Test func aRunThatNobodyWorksOnEndsWith75AndHowToGoOn() throws {
        let search = try Search()
        try search.complete("run", "--until", "archive@1")
        let ending = try search.pelnas("watch", "--run-dir", "run", "--interval", "0.1")
        #expect(ending.code == 75)
        #expect(ending.output.split(separator: "\n").count == 2)
        #expect(
            ending.errors
                == "pelnas: nobody works on run, and 5 of 12 steps are not done; to go on: pelnas run --run-dir run\n"
        )
    }

    @Test func onceShowsAPageThatFitsAndEndsWellWhateverTheRunsState() throws {
        let search = try Search()
        try search.complete("run", "--until", "archive@1")
        for columns in [40, 80, 120] {
            let ending = try search.pelnas(
                "watch", "--run-dir", "run", "--once", environment: ["COLUMNS": "\(columns)", "LINES": "30"])
            #expect(ending.code == 0, "\(ending.errors)")
            let lines = ending.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 30)
            #expect(lines.allSatisfy { $0.count <= columns })
            #expect(ending.output.contains("nobody is at work; prompt@2"))
            #expect(ending.output.contains("accuracy %\n") == (columns >= 72))
        }
    }

    @Test func aRunAtWorkIsFollowedUntilItIsStoppedWhateverIsTornMeanwhile() throws {
        let search = try Search(
            chain: """
                  - partition
                  - seed
                  - evaluate
                  - archive
                  - program: {name: wait, command: [sh, -c, "sleep 60; echo 1 > run/waited.txt"], writes: [waited.txt]}
                """)
        let running = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet"], in: search.workplace.url)
        defer { kill(running.identifier, SIGTERM) }
        try search.workplace.wait(for: "run/generation-00/archive.jsonl")
        usleep(200_000)
        try search.workplace.write(#"{"schema":"ledger/1","id":"#, to: "run/ledger.jsonl")
        let watch = try RunningCommand(
            ["pelnas", "watch", "--run-dir", "run", "--interval", "0.1"], in: search.workplace.url)
        usleep(1_000_000)
        try search.workplace.remove("run/ledger.jsonl")
        usleep(500_000)
        // Another run is still refused: watching takes no lock, nor gives one away.
        #expect(try search.pelnas("run", "--run-dir", "run", "--quiet").code == 75)
        kill(running.identifier, SIGTERM)
        #expect(try running.wait().code == 143)
        let ending = try watch.wait()
        #expect(ending.code == 75)
        #expect(ending.output.contains("generation 0: HV so far 0."))
        #expect(ending.output.hasSuffix("at work: wait\n"))
        #expect(ending.output.split(separator: "\n").count == 2, "what was told is not told again")
    }

    @Test func settingsThatChangeMeanwhileAreSeenAlthoughNoStepEnds() throws {
        let search = try Search(
            chain: """
                  - partition
                  - seed
                  - program: {name: wait, command: [sh, -c, "sleep 600; echo 1 > run/waited.txt"], writes: [waited.txt]}
                """)
        let running = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet"], in: search.workplace.url)
        defer { kill(running.identifier, SIGTERM) }
        try search.workplace.wait(for: "run/generation-00/candidates.jsonl")
        let watch = try RunningCommand(
            ["pelnas", "watch", "--run-dir", "run", "--interval", "0.1"], in: search.workplace.url)
        func waitFor(_ line: String) {
            for _ in 0..<3_000 where !watch.outputSoFar.contains(line) { usleep(10_000) }
        }
        waitFor("at work: wait\n")
        let settings = try search.workplace.read("run/settings.json")
        try search.workplace.write(
            settings.replacing("\"random_seed\":7", with: "\"random_seed\":8"), to: "run/settings.json")
        waitFor("at work: wait\nat work: seed\n")
        kill(running.identifier, SIGTERM)
        _ = try running.wait()
        let ending = try watch.wait()
        #expect(ending.output.hasSuffix("at work: wait\nat work: seed\n"))
        #expect(ending.errors.contains("2 of 3 steps are not done"), "\(ending.errors)")
    }

    @Test(arguments: [("dumb", false), ("xterm", true)])
    func aTerminalThatCannotMoveItsCursorGetsLinesOneAfterAnother(_ terminal: String, _ moves: Bool) throws {
        let search = try Search()
        try search.complete()
        let output = try search.onTerminal(
            ["pelnas", "watch", "--run-dir", "run"], environment: ["TERM": terminal, "NO_COLOR": "1"])
        #expect(output.contains("\u{1B}") == moves)
        #expect(output.contains("generation 2: HV so far 0.") == !moves, "\(output)")
        let run = try search.onTerminal(
            ["pelnas", "run", "--run-dir", "run", "--force"],
            environment: ["TERM": terminal, "NO_COLOR": "1"])
        #expect(run.contains("\u{1B}") == moves)
        #expect(run.contains("archive@2: ") == !moves)
    }

    @Test(.enabled(if: Self.isInterruptHeard, "these tests run with SIGINT ignored, as in the background"))
    func anInterruptEndsItQuietly() throws {
        let search = try Search(
            chain: """
                  - program: {name: wait, command: [sh, -c, "sleep 60; echo 1 > run/waited.txt"], writes: [waited.txt]}
                """)
        let running = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet"], in: search.workplace.url)
        defer { kill(running.identifier, SIGTERM) }
        try search.workplace.wait(for: "run/settings.json")
        let watch = try RunningCommand(["pelnas", "watch", "--run-dir", "run"], in: search.workplace.url)
        usleep(500_000)
        kill(watch.identifier, SIGINT)
        let ending = try watch.wait()
        #expect(ending.code == 130)
        #expect(ending.errors.isEmpty)
        kill(running.identifier, SIGTERM)
        _ = try running.wait()
    }

    @Test func offATerminalARunTellsTheHypervolumeBehindArchivesAndWhenQuietNothing() throws {
        let search = try Search()
        let ending = try search.pelnas("run", "pipeline.yaml", "--run-dir", "run")
        #expect(ending.code == 0)
        let lines = ending.errors.split(separator: "\n")
        #expect(lines.count == 12)
        let told = lines.filter { $0.contains(/, HV so far [01]\.\d{4}$/) }
        #expect(told.map { $0.prefix { $0 != ":" } } == ["archive@0", "archive@1", "archive@2"])
        let quiet = try search.pelnas("run", "--run-dir", "run", "--force", "--quiet")
        #expect(quiet.errors.isEmpty)
    }

    @Test func anIntervalThatIsNoneIsAUsageError() throws {
        let search = try Search()
        try search.complete("run", "--until", "seed")
        for interval in ["0", "-1", "nan", "inf", "1e300"] {
            let ending = try search.pelnas("watch", "--run-dir", "run", "--interval=\(interval)")
            #expect(ending.code == 64, "\(interval)")
        }
    }

    /// Whether a program that these tests start would be stopped by an interrupt: one that was ignored stays so.
    private static var isInterruptHeard: Bool {
        var action = sigaction()
        sigaction(SIGINT, nil, &action)
        #if canImport(Glibc)
            let disposition = action.__sigaction_handler.sa_handler
        #else
            let disposition = action.__sigaction_u.__sa_handler
        #endif
        return unsafeBitCast(disposition, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
