import Files
import Foundation
import Records
import Testing

@testable import StageKit

/// Many generations' files are one of a journal's inputs.
@Suite struct GenerationSpanTests {
    private func path(_ generation: Int, _ name: String = "candidates.jsonl") -> String {
        PathPattern.folder(ofGeneration: generation) + "/" + name
    }

    @Test func filesOfConsecutiveGenerationsAreOne() throws {
        var inputs = ["niches.jsonl": "n", "table:a/b": "t", path(9, "archive.jsonl"): "a"]
        for generation in 0..<10 { inputs[path(generation)] = "h\(generation)" }
        // A gap: what lies beyond it is a span of its own.
        for generation in [98, 99, 100] { inputs[path(generation)] = "h\(generation)" }
        let folded = GenerationSpan.folded(inputs)
        #expect(
            folded.keys.sorted() == [
                "generation-00..09/candidates.jsonl", "generation-09/archive.jsonl",
                "generation-98..100/candidates.jsonl", "niches.jsonl", "table:a/b",
            ])
        #expect(folded["generation-09/archive.jsonl"] == "a")
        #expect(GenerationSpan.folded(folded) == folded, "what is folded stays")
        let span = try #require(GenerationSpan("generation-98..100/candidates.jsonl"))
        #expect(span.generations.map(span.path) == [path(98), path(99), path(100)])
    }

    @Test func itsHashFollowsEveryFileAndTheirOrder() throws {
        func hash(_ hashes: [String]) -> String? {
            let inputs = hashes.enumerated().map { (path($0), $1) }
            return GenerationSpan.folded(Dictionary(uniqueKeysWithValues: inputs)).values.first
        }
        let all = hash(["a", "b", "c"])
        #expect(
            Set([all, hash(["a", "b", "d"]), hash(["b", "a", "c"]), hash(["a", "b"]), hash(["ab", "c"])])
                .count == 5)
        #expect(all == ["a", "b", "c"].reduce("") { GenerationSpan.hash($0, and: $1) })
    }

    @Test(arguments: [
        "generation-04/candidates.jsonl", "generation-00..x/a", "generation-5..2/a", "generation--1..2/a",
        "table:generation-0..1/a",
        "generation-0..1", "generation-+0..+1/a", "generation-0..1/a",
        "generation-0..9223372036854775807/a", "generation-0..99999999999999999999/a",
        "a/generation-00..01/b", "", "generation-..3/a",
    ])
    func otherInputsAreNone(_ input: String) { #expect(GenerationSpan(input) == nil) }

    @Test func whatAnExecutionReadIsHeldAgainstWhatItWouldRead() {
        func made(_ inputs: String...) -> JournalRecord {
            JournalRecord(
                stage: "prompt", generation: 3, outcome: .done, message: nil, programHash: "p", version: "1",
                parameters: .object([]), inputs: Dictionary(uniqueKeysWithValues: inputs.map { ($0, "h") }),
                outputs: [:], records: [:], started: "now", seconds: 1)
        }
        let files = ["niches.jsonl", path(0), path(1), path(2)]
        #expect(made("generation-00..02/candidates.jsonl", "niches.jsonl", "table:a/b").hasRead(files))
        #expect(made(path(0), path(1), path(2), "niches.jsonl").hasRead(files))
        #expect(!made("generation-00..03/candidates.jsonl", "niches.jsonl").hasRead(files))
        #expect(!made("generation-00..02/candidates.jsonl").hasRead(files))
        #expect(!made("generation-00..01/candidates.jsonl", path(0), "niches.jsonl").hasRead(files))
        #expect(!made("generation-00..02/archive.jsonl", "niches.jsonl").hasRead(files))
        #expect(!made("generation-00..99999/candidates.jsonl", "niches.jsonl").hasRead(files))
    }

    /// The last line is found however long it and the others are, without what a crash left behind it.
    @Test(arguments: [1, 100, 70_000, 1_500_000])
    func aJournalsLastLineIsReadFromItsEnd(_ length: Int) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let journal = Journal(path: path)
        #expect(try journal.lastRecord() == nil)
        func record(_ stage: String) -> JournalRecord {
            JournalRecord(
                stage: stage, generation: nil, outcome: .done, message: String(repeating: "x", count: length),
                programHash: "p", version: "1", parameters: .object([]), inputs: [:], outputs: [:],
                records: [:],
                started: "now",
                seconds: 1)
        }
        for number in 1...5 {
            try journal.append(record("stage \(number)"))
            #expect(try journal.lastRecord()?.stage == "stage \(number)")
        }
        try AtomicFile.append(Array("{\"schema\":\"jour".utf8), to: path, flushes: false)
        #expect(try journal.lastRecord()?.stage == "stage 5")
        #expect(try journal.records().count == 5)
    }
}
