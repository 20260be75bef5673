import Foundation
import PipelineFile
import StageKit
import Testing

@testable import Measurement

/// Real programs at work: what they say, and what becomes of those that misbehave. Nothing here measures time: a
/// program that hangs does so for ever.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/sh"), "/bin/sh is not there"))
struct WorkerPoolTests {
    /// A loop that answers; `BODY` sets `answer` from `$line`, `$id` and `$n`, the number of the line.
    private static func loop(_ body: String) -> [String] {
        [
            "/bin/sh", "-c",
            #"""
            n=0
            while IFS= read -r line; do
                n=$((n + 1))
                id=${line#*\"id\":\"}; id=${id%%\"*}
                \#(body)
            done
            """#,
        ]
    }

    private static func command(
        _ arguments: [String], workers: Int = 1, retries: Int = 1, timeOut: Double = 120
    ) -> PipelineSettings.Command {
        .init(
            arguments: arguments, workers: workers, timeOutSeconds: timeOut, retries: retries, repeats: 1,
            warmUp: 0)
    }

    private func jobs(_ count: Int, repeats: Int = 1, warmUp: Int = 0) -> [WorkerPool.Job] {
        (0..<count).map {
            .init(
                MeasureRequest(id: "c\($0)", cell: "cell \($0)", space: "s", dataset: "d", device: "v"),
                [Quantity(name: "latency_ms", repeats: repeats, warmUp: warmUp)])
        }
    }

    private func results(
        _ command: PipelineSettings.Command, _ jobs: [WorkerPool.Job], said: (String) -> Void = { _ in }
    ) throws -> [WorkerPool.Result?] {
        var results: [WorkerPool.Result?] = Array(repeating: nil, count: jobs.count)
        try withoutActuallyEscaping(said) { said in
            try WorkerPool(command, tell: said).run(jobs) { results[$0] = $1 }
        }
        return results
    }

    @Test(arguments: [1, 3, 8])
    func everyCellHasItsOwnAnswerOnAnyNumberOfWorkers(_ workers: Int) throws {
        let body = #"echo "{\"id\":\"$id\",\"latency_ms\":${id#c}}""#
        let found = try results(Self.command(Self.loop(body), workers: workers), jobs(40))
        #expect(found.map { $0?.samples["latency_ms"] } == (0..<40).map { [Double($0)] })
        #expect(found.allSatisfy { $0?.failure == nil && $0?.failed == [] })
    }

    @Test func theQuestionIsAsTheProtocolSays() throws {
        var said: [String] = []
        let body = #"echo "$line" >&2; echo "{\"id\":\"$id\",\"latency_ms\":$n}""#
        let found = try results(Self.command(Self.loop(body)), jobs(1, repeats: 2, warmUp: 1)) {
            said.append($0)
        }
        #expect(
            said
                == (1...3).map {
                    #"{"schema":"measure/1","cell":"cell 0","dataset":"d","device":"v","id":"c0","repeat":\#($0),"space":"s","values":["latency_ms"]}"#
                })
        #expect(found[0]?.samples["latency_ms"] == [2, 3])
    }

    @Test func aListIsAskedForOnceAndNullIsNoFailure() throws {
        let list = #"echo "{\"id\":\"$id\",\"latency_ms\":[$n,7]}""#
        #expect(
            try results(Self.command(Self.loop(list)), jobs(2, repeats: 5, warmUp: 2)).map {
                $0?.samples["latency_ms"]
            } == [[1, 7], [2, 7]])
        let null = #"echo "{\"id\":\"$id\",\"latency_ms\":null}""#
        let found = try results(Self.command(Self.loop(null)), jobs(1, repeats: 5, warmUp: 2))
        #expect(found[0]?.samples == ["latency_ms": []] && found[0]?.failure == nil)
    }

    @Test(
        arguments: [
            ("exit 3", "ended with code 3 before it answered"),
            ("kill -9 $$", "was ended by signal 9"),
            ("echo 'no such board' >&2; exit 1", "its last words: no such board"),
            ("exec >&-; sleep 1000", "closed its output"),
            ("echo garbage", "no JSON"),
            (#"echo '{"id":"other","latency_ms":1}'"#, "answered about 'other'"),
            (#"echo "{\"id\":\"$id\",\"error\":\"too hot\"}""#, "said: too hot"),
            ("head -c 3000000 /dev/zero | tr '\\0' x; sleep 1000", "a line of more than 1048576 bytes"),
        ])
    func whatFailsIsTriedAgainAndSaysWhy(_ body: String, _ why: String) throws {
        let found = try results(Self.command(Self.loop(body), retries: 1), jobs(2))
        for result in found {
            #expect(result?.failed == ["latency_ms"] && result?.samples.isEmpty == true)
            #expect(result?.failure?.contains(why) == true, "\(result?.failure ?? "")")
        }
    }

    @Test func aProgramThatHangsIsKilledWithAllItStarted() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Of the first cell it says the number of a program that it started, and hangs; the next process answers.
        let body = """
            if [ ! -e \(folder.path)/hung ]; then sleep 1000 & echo $! > \(folder.path)/hung; wait; fi
            echo "{\\"id\\":\\"$id\\",\\"latency_ms\\":4}"
            """
        let found = try results(Self.command(Self.loop(body), retries: 1, timeOut: 1), jobs(2))
        #expect(found.map { $0?.samples["latency_ms"] } == [[4], [4]])
        let number = try String(contentsOf: folder.appending(path: "hung"), encoding: .utf8)
        let child = try #require(pid_t(number.trimmingCharacters(in: .whitespacesAndNewlines)))
        // Killed with its group; it may yet wait for somebody to reap it.
        var state = "Z"
        for _ in 0..<500 {
            let path = "/proc/\(child)/stat"
            state =
                (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: " ")[2].description
                ?? "gone"
            if state == "Z" || state == "gone" { break }
            usleep(10_000)
        }
        #expect(state == "Z" || state == "gone")
        let hopeless = try results(Self.command(Self.loop("sleep 1000"), retries: 0, timeOut: 0.2), jobs(1))
        #expect(hopeless[0]?.failure == "did not answer within 0.2 s")
    }

    @Test func whatWasMeasuredBeforeADeathCounts() throws {
        // Each process answers twice and dies: five repeats take three of them, and two retries.
        let body = #"[ $n -le 2 ] || exit 1; echo "{\"id\":\"$id\",\"latency_ms\":$n}""#
        let found = try results(Self.command(Self.loop(body), retries: 2), jobs(1, repeats: 5))
        #expect(found[0]?.samples["latency_ms"] == [1, 2, 1, 2, 1])
    }

    @Test func aProgramMayAnswerOnceAndEnd() throws {
        let body = #"echo "{\"id\":\"$id\",\"latency_ms\":$n}"; exit 0"#
        let found = try results(Self.command(Self.loop(body), workers: 2, retries: 2), jobs(6))
        #expect(found.allSatisfy { $0?.samples["latency_ms"] == [1] })
    }

    @Test func aFloodOnStandardErrorHoldsNothingUp() throws {
        var lines = 0
        let body =
            #"i=0; while [ $i -lt 3000 ]; do echo "word $i" >&2; i=$((i + 1)); done; echo "{\"id\":\"$id\",\"latency_ms\":1}""#
        let found = try results(Self.command(Self.loop(body)), jobs(2)) { _ in lines += 1 }
        #expect(found.allSatisfy { $0?.samples["latency_ms"] == [1] })
        #expect(lines <= 501 && lines > 0)
    }

    @Test func aSlowStartIsWaitedFor() throws {
        let slow = [
            "/bin/sh", "-c", "sleep 1; " + Self.loop(#"echo "{\"id\":\"$id\",\"latency_ms\":2}""#)[2],
        ]
        #expect(try results(Self.command(slow), jobs(1))[0]?.samples["latency_ms"] == [2])
    }

    @Test func aProgramThatIsNotThereIsNoService() throws {
        let failure = #expect(throws: StageFailure.self) {
            try results(Self.command(["no-such-program-anywhere"]), jobs(1))
        }
        #expect(failure?.code == .unavailable)
        #expect(failure?.description.contains("'no-such-program-anywhere', cannot be started") == true)
    }

    @Test func stoppedItFinishesWhatItBegan() throws {
        let body = #"echo "{\"id\":\"$id\",\"latency_ms\":1}""#
        let pool = WorkerPool(Self.command(Self.loop(body), workers: 2), tell: { _ in })
        var done: Set<Int> = []
        try pool.run(jobs(50)) { position, _ in
            done.insert(position)
            pool.stop()
        }
        #expect(done.count <= 2 && !done.isEmpty)
    }
}
