import Foundation
import PipelineFile
import Records
import StageKit
import Testing

@testable import Measurement

/// What is kept, and what is asked for again.
@Suite struct MeasurerTests {
    private let folder = Folder()

    /// A folder of the test's own, gone when it is.
    private final class Folder: Sendable {
        let path: String
        init() {
            let url = FileManager.default.temporaryDirectory.appending(path: "measurer-\(UUID().uuidString)")
            try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            path = url.path
        }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    /// A script that writes down what it was asked, and answers as `body` says.
    private func script(_ body: String) throws -> [String] {
        let path = "\(folder.path)/measure.sh"
        try """
        while IFS= read -r line; do
            id=${line#*\\"id\\":\\"}; id=${id%%\\"*}
            echo "$id" >> \(folder.path)/asked
            \(body)
        done

        """.write(toFile: path, atomically: true, encoding: .utf8)
        return ["/bin/sh", path]
    }

    private func asked() -> [String] {
        let text = (try? String(contentsOfFile: "\(folder.path)/asked", encoding: .utf8)) ?? ""
        try? FileManager.default.removeItem(atPath: "\(folder.path)/asked")
        return text.split(separator: "\n").map(String.init)
    }

    private func requests(_ range: Range<Int>) -> [MeasureRequest] {
        range.map {
            MeasureRequest(id: "c\($0)", cell: "cell \($0)", space: "s", dataset: "d", device: "v")
        }
    }

    private func measure(
        _ range: Range<Int>, _ command: PipelineSettings.Command
    ) throws -> [Measurer.Value?] {
        let store = try MeasurementStore(runDirectory: folder.path, mayWrite: true)
        let measurer = Measurer(store, tell: { _ in })
        return try measurer.measure(requests(range), [.init("latency_ms", command)]).map { $0["latency_ms"] }
    }

    private var file: String { "\(folder.path)/measurements/measured.jsonl" }

    @Test func whatIsKnownIsNotAskedAgain() throws {
        var command = PipelineSettings.Command.accuracy(
            try script(#"echo "{\"id\":\"$id\",\"latency_ms\":${id#c}}""#))
        let first = try measure(0..<4, command)
        #expect(asked() == ["c0", "c1", "c2", "c3"])
        #expect(try measure(0..<4, command) == first && asked().isEmpty)
        #expect(try measure(2..<6, command).map { $0?.summary?.median } == [2, 3, 4, 5])
        #expect(asked() == ["c4", "c5"])
        // More repeats are another measurement; how outliers are judged, or by how many workers, is not.
        command.outliers = 0
        command.workers = 3
        _ = try measure(0..<6, command)
        #expect(asked().isEmpty)
        command.repeats = 2
        #expect(try measure(0..<1, command)[0]?.summary?.kept == 2)
        #expect(asked() == ["c0", "c0"])
    }

    @Test func aChangedProgramIsAskedAnew() throws {
        var command = PipelineSettings.Command.accuracy(
            try script(#"echo "{\"id\":\"$id\",\"latency_ms\":1}""#))
        _ = try measure(0..<2, command)
        command.arguments = try script(#"echo "{\"id\":\"$id\",\"latency_ms\":2}""#)
        #expect(try measure(0..<2, command).map { $0?.summary?.median } == [2, 2])
        #expect(asked().count == 4)
        // The former's values are still there, should it come back.
        command.arguments = try script(#"echo "{\"id\":\"$id\",\"latency_ms\":1}""#)
        #expect(try measure(0..<2, command).map { $0?.summary?.median } == [1, 1])
        #expect(asked().isEmpty)
    }

    @Test func aProgramMayMoveButNotChangeItsArguments() throws {
        let here = try script("true")
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/other", withIntermediateDirectories: true)
        let there = "\(folder.path)/other/measure.sh"
        try FileManager.default.copyItem(atPath: here[1], toPath: there)
        #expect(MeasuringProgram.contentHash(here) == MeasuringProgram.contentHash([here[0], there]))
        #expect(MeasuringProgram.contentHash(here) != MeasuringProgram.contentHash(here + ["--fast"]))
        #expect(MeasuringProgram.contentHash(["a", "b c"]) != MeasuringProgram.contentHash(["a b", "c"]))
    }

    @Test func aTornLastLineIsRepaired() throws {
        let command = PipelineSettings.Command.accuracy(
            try script(#"echo "{\"id\":\"$id\",\"latency_ms\":1}""#))
        _ = try measure(0..<3, command)
        _ = asked()
        let whole = try Data(contentsOf: URL(filePath: file))
        try whole.dropLast(40).write(to: URL(filePath: file))
        _ = try measure(0..<3, command)
        #expect(asked() == ["c2"])
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 3 && lines.allSatisfy { $0.hasPrefix("{\"schema\":\"measurement/1\"") })
    }

    @Test func aFailureStopsAndKeepsWhatWasMeasured() throws {
        let command = PipelineSettings.Command.accuracy(
            try script(
                #"[ "$id" != c2 ] || { echo "fan broke" >&2; exit 7; }; echo "{\"id\":\"$id\",\"latency_ms\":1}""#
            ))
        let failure = #expect(throws: StageFailure.self) { try measure(0..<9, command) }
        #expect(failure?.code == .unavailable)
        for words in [
            "c2 (cell 2)", "ended with code 7", "fan broke", "asked 3 times", "2 of 9", "run again",
        ] {
            #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
        }
        #expect(asked() == ["c0", "c1", "c2", "c2", "c2"])
        #expect(throws: StageFailure.self) { try measure(0..<9, command) }
        #expect(asked().first == "c2")
    }

    @Test func skippedTheyHaveNoValueAndStayRecorded() throws {
        var command = PipelineSettings.Command.accuracy(
            try script(#"[ "$id" != c0 ] || exit 7; echo "{\"id\":\"$id\",\"latency_ms\":1}""#))
        command.onFailure = .skip
        command.retries = 0
        let found = try measure(0..<3, command)
        #expect(found[0]?.summary == nil && found[0]?.failure?.contains("code 7") == true)
        #expect(found[1]?.failure == nil && found[1]?.summary?.median == 1)
        #expect(asked() == ["c0", "c1", "c2"])
        #expect(try measure(0..<3, command) == found && asked().isEmpty)
        // Who stops at failures asks again for what failed.
        command.onFailure = .stop
        #expect(throws: StageFailure.self) { try measure(0..<3, command) }
        #expect(asked() == ["c0"])
    }

    @Test func aProgramThatNeverAnswersIsNotPassedOver() throws {
        var command = PipelineSettings.Command.accuracy(try script("exit 7"))
        command.onFailure = .skip
        command.retries = 0
        let failure = #expect(throws: StageFailure.self) { try measure(0..<50, command) }
        #expect(failure?.description.contains("not answered about a single cell") == true)
        #expect(asked().count == Measurer.mostUnproven)
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func oneProgramGivesBothValuesInOneAnswer() throws {
        let arguments = try script(
            #"case "$line" in *'["latency_ms","accuracy_percent"]'*) a=',"accuracy_percent":90';; *) a=;; esac; echo "{\"id\":\"$id\",\"latency_ms\":5$a}""#
        )
        let store = try MeasurementStore(runDirectory: folder.path, mayWrite: true)
        let measurer = Measurer(store, tell: { _ in })
        let found = try measurer.measure(
            requests(0..<2),
            [.init("latency_ms", .cost(arguments)), .init("accuracy_percent", .accuracy(arguments))])
        #expect(found.allSatisfy { $0["latency_ms"]?.summary?.kept == 5 })
        #expect(found.allSatisfy { $0["accuracy_percent"]?.summary?.median == 90 })
        // Accuracy came with the first question, which for latencies was to warm up.
        #expect(asked().count == 12)
    }
}
