import Foundation
import Testing

/// `evaluate` in shares: whoever does them, in whatever order, the file is the one that the stage makes alone.
@Suite struct ShardTests {
    private static let evaluations = "generation-01/evaluations.jsonl"

    /// A search whose generation 1 is proposed and not evaluated, and what evaluating it alone gives.
    private func search() throws -> (search: Search, expected: String) {
        let search = try Search(generations: 1)
        try search.complete("alone")
        try search.complete("run", "--until", "prompt@1")
        return (search, try search.workplace.read("alone/\(Self.evaluations)"))
    }

    private func evaluate(_ search: Search, _ more: String...) throws -> Ending {
        try RunningCommand(
            ["evaluate", "--run-dir", "run", "--generation", "1"] + more, in: search.workplace.url
        ).wait()
    }

    @Test func anyNumberOfSharesInAnyOrderIsTheSameFile() throws {
        let (search, expected) = try search()
        // More shares than candidates too: some have nothing to do.
        for count in [1, 2, 3, 7, 40] {
            try search.workplace.remove("run")
            try search.complete("run", "--until", "prompt@1")
            for number in (1...count).shuffled() {
                let ending = try evaluate(search, "--shard", "\(number)/\(count)", "--quiet")
                #expect(ending.code == 0, "\(ending.errors)")
            }
            let merged = try evaluate(search, "--merge", "\(count)")
            #expect(merged.code == 0, "\(merged.errors)")
            #expect(try search.workplace.read("run/\(Self.evaluations)") == expected, "\(count) shares")
            #expect(try search.journalLines().count { $0.contains("\"stage\":\"evaluate\"") } == 2)
        }
        // The driver finds it done, and ends as if it had done it.
        let status = try search.pelnas("plan", "--run-dir", "run")
        #expect(status.output.contains("a run would begin at archive@1"), "\(status.output)")
        try search.complete("run")
        #expect(try search.results("run") == search.results("alone"))
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)
    }

    @Test func atOnceAndTwiceAndThrice() throws {
        let (search, expected) = try search()
        // Four at work at a time, each share twice.
        let atWork = try (0..<8).map { number in
            try RunningCommand(
                ["evaluate", "--run-dir", "run", "--generation", "1", "--shard", "\(number % 4 + 1)/4"],
                in: search.workplace.url)
        }
        for command in atWork {
            let ending = try command.wait()
            #expect(ending.code == 0, "\(ending.errors)")
        }
        #expect(try evaluate(search, "--shard", "3/4").errors.contains("shard 3/4 is there already"))
        for attempt in 0..<3 {
            let ending = try evaluate(search, "--merge", "4")
            #expect(ending.code == 0, "\(ending.errors)")
            #expect(attempt == 0 || ending.errors.contains("is there already"), "\(ending.errors)")
            #expect(try search.workplace.read("run/\(Self.evaluations)") == expected)
        }
        let lines = try search.journalLines().count
        // A share of what is merged already is cut from it, and merges to the same again.
        for number in 1...3 { #expect(try evaluate(search, "--shard", "\(number)/3", "--quiet").code == 0) }
        #expect(try evaluate(search, "--merge", "3").code == 0)
        #expect(try search.workplace.read("run/\(Self.evaluations)") == expected)
        #expect(try search.journalLines().count == lines)
        #expect(
            try search.workplace.files(below: "run/generation-01").keys.allSatisfy { !$0.contains("shard") })
    }

    @Test func whatIsMissingOrOfAnotherTimeIsNamed() throws {
        let (search, expected) = try search()
        #expect(try evaluate(search, "--shard", "2/3").code == 0)
        let missing = try evaluate(search, "--merge", "3")
        #expect(missing.code == 66)
        #expect(
            missing.errors
                == "evaluate: run/generation-01/evaluations.jsonl: shards 1/3, 3/3 are missing; evaluate --run-dir run "
                + "--generation 1 --shard 1/3 makes one\n")
        #expect(try evaluate(search, "--shard", "1/3").code == 0)
        #expect(try evaluate(search, "--shard", "3/3").code == 0)
        // A verification in between knows what shares are, and `clean` would remove them.
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)

        // Other candidates: all of it is of another time.
        let candidates = try search.workplace.read("run/generation-01/candidates.jsonl")
        let fewer = candidates.split(separator: "\n").dropLast().map { $0 + "\n" }.joined()
        try search.workplace.write(fewer, to: "run/generation-01/candidates.jsonl")
        let stale = try evaluate(search, "--merge", "3")
        #expect(stale.code == 66)
        #expect(stale.errors.contains("shards 1/3, 2/3, 3/3 are of other candidates"), "\(stale.errors)")
        try search.workplace.write(candidates, to: "run/generation-01/candidates.jsonl")

        // A share that lost its end on the way.
        let file = "run/generation-01/evaluations.shard-2-of-3.jsonl"
        let share = try search.workplace.read(file)
        try search.workplace.write(String(share.dropLast(40)), to: file)
        let torn = try evaluate(search, "--merge", "3")
        #expect(torn.code == 65)
        #expect(torn.errors.contains("is not what its shard wrote"), "\(torn.errors)")
        #expect(try evaluate(search, "--shard", "2/3").code == 0, "a share that is not whole is done again")
        #expect(try evaluate(search, "--merge", "3").code == 0)
        #expect(try search.workplace.read("run/\(Self.evaluations)") == expected)
    }

    @Test func nobodyWritesBesideShares() throws {
        let (search, _) = try search()
        // Another machine's share at work holds the lock as shares do.
        let holder = try RunningCommand(
            ["flock", "--shared", "--no-fork", "run", "sh", "-c", "touch held; exec sleep 60"],
            in: search.workplace.url)
        try search.workplace.wait(for: "held")
        #expect(try evaluate(search, "--shard", "1/1").code == 0)
        #expect(try evaluate(search, "--merge", "1").code == 75)
        #expect(try search.pelnas("run", "--run-dir", "run").code == 75)
        kill(holder.identifier, SIGKILL)
        _ = try? holder.wait()
    }

    @Test func optionsThatMakeNoSenseAreRefused() throws {
        let (search, _) = try search()
        for wrong in ["0/3", "4/3", "1", "1/0", "a/b", "1/20000"] {
            #expect(try evaluate(search, "--shard", wrong).code == 64, "\(wrong)")
        }
        for wrong in [
            ["--shard", "1/2", "--niche", "S1"], ["--shard", "1/2", "--output", "-"],
            ["--shard", "1/2", "--merge", "2"], ["--merge", "0"], ["--merge", "2", "--input", "-"],
            ["--shard", "1/2", "--config", "pipeline.yaml"],
        ] {
            let ending = try RunningCommand(
                ["evaluate", "--run-dir", "run", "--generation", "1"] + wrong, in: search.workplace.url
            ).wait()
            #expect(ending.code == 64, "\(wrong) \(ending.errors)")
        }
        let other = try run(
            "archive", "--run-dir", "run", "--generation", "0", "--shard", "1/2", in: search.workplace.url)
        #expect(other.code == 64)
        #expect(other.errors == "archive: --shard: archive works on all of it at once\n")
    }
}
