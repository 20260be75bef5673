import Testing

@testable import Records

struct JSONLinesTests {
    /// The error that reading candidates from this text ends in, or "accepted".
    private func refusal(_ text: String) -> String { refusal(Array(text.utf8)) }

    private func refusal(_ bytes: [UInt8]) -> String {
        do {
            _ = try JSONLines.read(CandidateRecord.self, from: bytes, file: "runs/a/candidates.jsonl")
            return "accepted"
        } catch {
            return "\(error)"
        }
    }

    private let line =
        #"{"schema":"candidate/1","cell":"c","generation":0,"id":"g","niche":"S0","operator":"seed","parents":[],"rationale":null}"#

    @Test func anEmptyFileHasNoRecords() throws {
        #expect(try JSONLines.read(CandidateRecord.self, from: [], file: "").isEmpty)
        #expect(JSONLines.bytes(of: [CandidateRecord]()) == [])
    }

    @Test func everyLineIsOneRecordInItsOrder() throws {
        let records = (0..<50).map {
            CandidateRecord(id: "g00-S0-c\($0)", generation: $0, niche: "S0", cell: "c", operation: "seed")
        }
        let bytes = JSONLines.bytes(of: records)
        #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 50)
        #expect(bytes.last == UInt8(ascii: "\n"))
        #expect(try JSONLines.read(CandidateRecord.self, from: bytes, file: "") == records)
    }

    @Test func linesAreCountedFromOne() throws {
        var seen: [(Int, JSON)] = []
        try Array("1\n\"two\"\n[3]".utf8).withUnsafeBytes {
            try JSONLines.forEach(in: $0, file: "file") { seen.append(($0, $1)) }
        }
        #expect(seen.map(\.0) == [1, 2, 3])
        #expect(seen.map(\.1) == [.integer(1), .string("two"), .array([.integer(3)])])
    }

    @Test func theBodysErrorEndsTheReading() {
        struct Enough: Error {}
        var lines = 0
        #expect(throws: Enough.self) {
            try Array("1\n2\n3\n".utf8).withUnsafeBytes {
                try JSONLines.forEach(in: $0, file: "file") { line, _ in
                    lines += 1
                    if line == 2 { throw Enough() }
                }
            }
        }
        #expect(lines == 2)
    }

    @Test func theLastLineNeedsNoNewlineAndLinesMayEndLikeOnWindows() {
        #expect(refusal(line) == "accepted")
        #expect(refusal(line + "\r\n" + line + "\r\n") == "accepted")
    }

    @Test func aMissingFieldIsNamed() {
        let torn = line.replacing("\"niche\":\"S0\",", with: "")
        #expect(
            refusal(line + "\n" + torn + "\n")
                == "runs/a/candidates.jsonl:2: field 'niche': is missing, expected a string")
    }

    @Test func aFieldOfTheWrongTypeIsNamed() {
        #expect(
            refusal(line.replacing("\"generation\":0", with: "\"generation\":\"0\""))
                == "runs/a/candidates.jsonl:1: field 'generation': found \"0\", expected a whole number of at least 0"
        )
    }

    @Test func theWrongKindOfRecordIsNamed() {
        #expect(
            refusal(line.replacing("candidate/1", with: "niche/1"))
                == "runs/a/candidates.jsonl:1: field 'schema': found \"niche/1\", expected \"candidate/1\"")
        #expect(
            refusal("{}")
                == "runs/a/candidates.jsonl:1: field 'schema': found nothing, expected \"candidate/1\"")
        #expect(
            refusal("[]") == "runs/a/candidates.jsonl:1: field 'schema': found a list, expected an object")
    }

    @Test func aBlankLineIsAnError() {
        let message = "the line is empty, expected a JSON record"
        #expect(refusal("\n") == "runs/a/candidates.jsonl:1: \(message)")
        #expect(refusal(line + "\n\n") == "runs/a/candidates.jsonl:2: \(message)")
        #expect(refusal(line + "\n\n" + line + "\n") == "runs/a/candidates.jsonl:2: \(message)")
        #expect(
            refusal(line + "\n \n")
                == "runs/a/candidates.jsonl:2: the text ends where a value should stand at byte 2")
    }

    /// Wherever a crash cuts the last line, the error names that line.
    @Test func aTornLastLineIsAnError() {
        let whole = Array((line + "\n" + line + "\n").utf8)
        for count in (line.utf8.count + 2)..<(whole.count - 1) {
            #expect(
                refusal(Array(whole[..<count])).hasPrefix("runs/a/candidates.jsonl:2: "), "\(count) bytes")
        }
        #expect(
            refusal(Array(whole[..<(line.utf8.count + 20)]))
                == "runs/a/candidates.jsonl:2: the text ends inside a string at byte 11")
    }

    @Test func aFieldOfTheUsersOwnIsLetThrough() {
        #expect(refusal(line.replacing("\"niche\"", with: "\"mine\":[1,2],\"niche\"")) == "accepted")
    }
}
