import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Searches whose latencies, or accuracies, a program of the user's measures.
@Suite struct CommandEvaluatorTests {
    /// Answers 1 ms and 2 more for each 3x3 convolution, and notes what it was asked about.
    private static let script = #"""
        while IFS= read -r line; do
            id=${line#*\"id\":\"}; id=${id%%\"*}
            cell=${line#*\"cell\":\"}; cell=${cell%%\"*}
            echo "$id" >> asked
            n=1; rest=$cell
            while [ "${rest#*nor_conv_3x3}" != "$rest" ]; do rest=${rest#*nor_conv_3x3}; n=$((n + 2)); done
            SLOW
            echo "{\"id\":\"$id\",\"latency_ms\":$n}"
        done

        """#

    private static func settings(_ more: String = "", repeats: Int = 3) -> String {
        "evaluate.latency={source: command, command: [sh, measure.sh], repeats: \(repeats), warm_up: 0\(more)}"
    }

    private func search(slow: String = "") throws -> Search {
        let search = try Search()
        try search.workplace.write(Self.script.replacing("SLOW", with: slow), to: "measure.sh")
        return search
    }

    private func records(_ search: Search, _ file: String) throws -> [[String: Any]] {
        try search.workplace.read("run/\(file)").split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func asked(_ search: Search) -> Int {
        let text = (try? search.workplace.read("asked")) ?? ""
        try? search.workplace.remove("asked")
        return text.split(separator: "\n").count
    }

    @Test func aSearchGoesByWhatIsMeasured() throws {
        let search = try search()
        try search.complete("run", "--set", Self.settings())
        let evaluated = try records(search, "generation-00/evaluations.jsonl")
        for record in evaluated {
            let convolutions = try #require(record["cell"] as? String).split(separator: "|").count {
                $0.hasPrefix("nor_conv_3x3")
            }
            #expect(record["latency_ms"] as? Double == Double(1 + 2 * convolutions))
            #expect(record["latency_source"] as? String == "command")
            #expect(record["latency_spread_ms"] as? Double == 0 && record["latency_repeats"] as? Int == 3)
            #expect(record["accuracy_spread_percent"] == nil && record["accuracy_repeats"] == nil)
        }
        let count = try (0...2).reduce(0) {
            try $0 + records(search, "generation-0\($1)/evaluations.jsonl").count
        }
        #expect(asked(search) == 3 * count)
        #expect(try records(search, "measurements/measured.jsonl").count == count)
        // No true front is known: the front's own volume is told, and nothing that compares.
        let scores = try records(search, "scores.jsonl")
        #expect(scores.count == 4)
        for score in scores {
            #expect(score["reference"] as? String == "none" && score["normalisation"] as? String == "none")
            #expect(try #require(score["hypervolume_found"] as? Double) > 0)
            #expect(score["hypervolume"] is NSNull && score["igd"] is NSNull)
            #expect(score["reference_latency_ms"] as? Double != nil)
        }
        let front = try records(search, "front-true.jsonl")
        #expect(front.allSatisfy { $0["true_latency_ms"] is NSNull && $0["reference"] as? String == "none" })
        for command in [["verify"], ["front"], ["status"], ["report"], ["export"]] {
            let ending = try RunningCommand(
                ["pelnas"] + command + ["--run-dir", "run"], in: search.workplace.url
            ).wait()
            #expect(ending.code == 0, "\(command) \(ending.output) \(ending.errors)")
        }
        // Nothing is stale, and done again by force it is the same without a question.
        let before = try search.results()
        try search.complete("run", "--force", "--set", Self.settings())
        #expect(try search.results() == before && asked(search) == 0)
        // Measurements outlast a cleaning of all that can be made again.
        #expect(try search.pelnas("clean", "--run-dir", "run", "--all").code == 0)
        #expect(search.workplace.exists("run/measurements/measured.jsonl"))
        try search.complete("run", "--set", Self.settings())
        #expect(try search.results() == before && asked(search) == 0)
    }

    @Test func theSummaryTellsTheVolumeUpToThePointThatIsNamed() throws {
        let search = try search()
        let ending = try search.pelnas(
            "run", "pipeline.yaml", "--run-dir", "run", "--set", Self.settings(repeats: 1), "--set",
            "score.reference={accuracy_percent: 0, latency_ms: 50}")
        #expect(ending.code == 0)
        #expect(ending.output.contains("up to 0.00 % and 50.000 ms"), "\(ending.output)")
        let score = try #require(records(search, "scores.jsonl").last)
        #expect(score["reference_accuracy_percent"] as? Double == 0)
        // By hand: the staircase below (100 %, 50 ms).
        let front = try records(search, "front.jsonl").map {
            (try #require($0["accuracy_percent"] as? Double), try #require($0["latency_ms"] as? Double))
        }
        var area = 0.0
        var best = 0.0
        for (accuracy, latency) in front.sorted(by: { $0.1 < $1.1 }) where accuracy > best {
            area += (50 - latency) * (accuracy - best)
            best = accuracy
        }
        #expect(abs(try #require(score["hypervolume_found"] as? Double) - area) < 1e-6)
        // Measured once there is no spread to tell.
        #expect(
            try records(search, "generation-00/evaluations.jsonl").allSatisfy { $0["latency_repeats"] == nil }
        )
    }

    @Test func measuredAndLookedUpAreNeverMixed() throws {
        let search = try search()
        func refusal(_ settings: String...) throws -> String {
            let ending = try RunningCommand(
                ["pelnas", "run", "pipeline.yaml", "--run-dir", "run"] + settings.flatMap { ["--set", $0] },
                in: search.workplace.url
            ).wait()
            #expect(ending.code == 78, "\(ending.errors)")
            return ending.errors
        }
        #expect(try refusal(Self.settings(), "score.truth=table").contains("score.truth: none"))
        #expect(try refusal(Self.settings(), "score.truth=surrogate").contains("score.truth: none"))
        #expect(try refusal(Self.settings(", noise: 0.1")).contains("noise of its own"))
        #expect(try refusal(Self.settings(), "target.latency_limit_ms=3").contains("leave the limit out"))
        #expect(try refusal("evaluate.latency.source=command").contains("command: [the program"))
        #expect(try refusal("evaluate.latency={source: command, command: measure.sh}").contains("a list"))
        #expect(try refusal("score.reference.latency_ms=50").contains("score.truth: none alone"))
        #expect(try refusal(Self.settings(", worker: 2")).contains("did you mean 'workers'"))
    }

    @Test func anyNumberOfWorkersGivesTheSameBytes() throws {
        let search = try search()
        try search.complete("run", "--set", Self.settings())
        try search.complete("other", "--set", Self.settings(", workers: 4"))
        for file in ["generation-00/evaluations.jsonl", "generation-02/archive.jsonl", "front.jsonl"] {
            #expect(try search.workplace.read("run/\(file)") == search.workplace.read("other/\(file)"))
        }
    }

    @Test func aChangedProgramIsMeasuredAnew() throws {
        let search = try search()
        try search.complete("run", "--set", Self.settings())
        _ = asked(search)
        let lines = try search.journalLines().count
        try search.workplace.write(
            Self.script.replacing("SLOW", with: "n=$((n + 1))"), to: "measure.sh")
        let status = try search.pelnas("status", "--run-dir", "run")
        #expect(status.output.contains("program:latency changed"), "\(status.output)")
        try search.complete("run", "--set", Self.settings())
        #expect(try search.steps(from: lines).first == "evaluate@0")
        #expect(asked(search) > 0)
        let latencies = try records(search, "generation-00/evaluations.jsonl").compactMap {
            $0["latency_ms"] as? Double
        }
        #expect(latencies.allSatisfy { $0 >= 2 })
    }

    @Test func killedInTheMiddleItAsksOnlyForTheRest() throws {
        // About every cell from the seventh on it hangs, until a file says that it may go on.
        let search = try search(
            slow: #"while [ "$(wc -l < asked)" -gt 6 ] && [ ! -e go ]; do touch stuck; sleep 0.1; done"#)
        let victim = try RunningCommand(
            [
                "pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet", "--set",
                Self.settings(repeats: 1),
            ],
            in: search.workplace.url)
        try search.workplace.wait(for: "stuck")
        kill(-victim.identifier, SIGKILL)
        kill(victim.identifier, SIGKILL)
        // The stage leads a group of its own, so it lives on until it is killed, too.
        try endStage(search)
        let held = try search.workplace.read("run/measurements/measured.jsonl").split(separator: "\n").count
        #expect(held == 6)
        // Its worker finds nobody to answer to.
        try search.workplace.write("", to: "go")
        #expect(try victim.wait().code == 128 + SIGKILL)
        let questions = asked(search)
        #expect(questions == 7)
        try search.complete("run", "--set", Self.settings(repeats: 1))
        let count = try (0...2).reduce(0) {
            try $0 + records(search, "generation-0\($1)/evaluations.jsonl").count
        }
        #expect(asked(search) == count - 6)
    }

    /// Kills the stage that holds the run directory's lock, by its command line.
    private func endStage(_ search: Search) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            guard let process = pid_t(name),
                let line = try? String(contentsOfFile: "/proc/\(name)/cmdline", encoding: .utf8),
                line.contains("/evaluate\0"),
                let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd"),
                folder == search.workplace.url.path
            else { continue }
            kill(process, SIGKILL)
        }
    }

    @Test func aProgramThatFailsEndsWith69AndTheRunGoesOnLater() throws {
        let search = try search(
            slow: #"[ "$id" != g00-S1-c2 ] || [ -e mended ] || { echo 'board is off' >&2; exit 4; }"#)
        let arguments = [
            "run", "pipeline.yaml", "--run-dir", "run", "--quiet", "--set", Self.settings(repeats: 1),
        ]
        let failed = try RunningCommand(["pelnas"] + arguments, in: search.workplace.url).wait()
        #expect(failed.code == 69, "\(failed.errors)")
        for words in [
            "g00-S1-c2", "ended with code 4", "board is off", "asked 3 times", "run again to go on",
        ] {
            #expect(failed.errors.contains(words), "\(failed.errors)")
        }
        let questions = asked(search)
        try search.workplace.write("", to: "mended")
        try search.complete("run", "--set", Self.settings(repeats: 1))
        let count = try (0...2).reduce(0) {
            try $0 + records(search, "generation-0\($1)/evaluations.jsonl").count
        }
        #expect(asked(search) == count - (questions - 3))
    }

    @Test func passedOverACandidateHasNoValueAndTheRecordSaysSo() throws {
        let search = try search(slow: #"[ "$id" != g00-S1-c2 ] || exit 4"#)
        try search.complete("run", "--set", Self.settings(", on_failure: skip, retries: 0", repeats: 1))
        let record = try #require(
            records(search, "generation-00/evaluations.jsonl").first { $0["id"] as? String == "g00-S1-c2" })
        #expect(record["latency_ms"] is NSNull)
        #expect(record["latency_source"] as? String == "command (no answer)")
        let kept = try #require(records(search, "measurements/measured.jsonl").first { $0["failure"] != nil })
        #expect((kept["failure"] as? String)?.contains("code 4") == true)
    }

    @Test func whatIsWithinTheNoiseStaysInTheArchives() throws {
        let search = try search()
        // A spread of 1.4826 for every cell.
        try search.workplace.write(
            Self.script.replacing("SLOW", with: "n=[$((n + 9)),$((n + 10)),$((n + 11))]"), to: "measure.sh")
        try search.complete("run", "--set", Self.settings())
        try search.complete("other", "--set", Self.settings(), "--set", "archive.noise=1")
        let (plain, noisy) = (
            try search.workplace.read("run/generation-00/archive.jsonl").split(separator: "\n").count,
            try search.workplace.read("other/generation-00/archive.jsonl").split(separator: "\n").count
        )
        #expect(noisy > plain)
        // What archives come to is shown by the same rule as the finished front.
        let last = try search.pelnas("front", "--run-dir", "other", "--json", "--generation", "2").output
        let finished = try search.workplace.read("other/front.jsonl")
        #expect(
            Set(
                last.split(separator: "\n").compactMap {
                    $0.firstRange(of: /"cell":"[^"]*"/).map { last[$0] }
                })
                == Set(
                    finished.split(separator: "\n").compactMap {
                        $0.firstRange(of: /"cell":"[^"]*"/).map { finished[$0] }
                    }))
        let lines = try search.journalLines().count
        try search.complete("run", "--set", Self.settings(), "--set", "archive.noise=1")
        #expect(try search.steps(from: lines).first == "archive@0")
        #expect(
            try search.workplace.read("run/generation-00/archive.jsonl").split(separator: "\n").count == noisy
        )
    }

    @Test func narrowedToANicheOnlyItsCellsAreMeasured() throws {
        let search = try search()
        try search.complete("run", "--set", Self.settings(repeats: 1), "--until", "seed")
        let ending = try RunningCommand(
            ["evaluate", "--run-dir", "run", "--generation", "0", "--niche", "S2"], in: search.workplace.url
        ).wait()
        #expect(ending.code == 0, "\(ending.errors)")
        let evaluated = try records(search, "generation-00/evaluations.jsonl")
        #expect(!evaluated.isEmpty && evaluated.allSatisfy { $0["niche"] as? String == "S2" })
        #expect(asked(search) == evaluated.count)
    }
}
