import Testing

@testable import Records

struct JournalRecordTests {
    @Test func theyComeBack() throws {
        try expectToComeBack(Examples.journals)
    }

    @Test func theSameJournalHasTheSameBytes() {
        // A dictionary's order differs from one to the next; the file's must not.
        let paths = (0..<50).map { ("generation-\($0)/candidates.jsonl", "hash \($0)") }
        var forwards = Examples.journals[0]
        var backwards = forwards
        forwards.inputs = Dictionary(uniqueKeysWithValues: paths)
        backwards.inputs = Dictionary(minimumCapacity: 4_000)
        for (path, hash) in paths.reversed() { backwards.inputs[path] = hash }
        #expect(JSONLines.bytes(of: [forwards]) == JSONLines.bytes(of: [backwards]))
    }

    @Test func aHashIsAString() throws {
        let hashes = JSON(object: [("front.jsonl", .integer(7))])
        for field in ["inputs", "outputs"] {
            #expect(
                try refusal(of: Examples.journals[0], with: field, being: hashes)
                    == "field '\(field).front.jsonl': found 7, expected a content hash")
        }
    }

    @Test(arguments: [
        (JSON.string("30"), "\"30\""), (.null, "null"), (.number(1.5), "1.5"), (.integer(-1), "-1"),
    ])
    func aCountOfRecordsIsAWholeNumber(_ count: JSON, _ found: String) throws {
        #expect(
            try refusal(
                of: Examples.journals[0], with: "records", being: JSON(object: [("front.jsonl", count)]))
                == "field 'records.front.jsonl': found \(found), expected a whole number of at least 0")
    }

    @Test func anOutcomeIsOneOfTwo() throws {
        #expect(
            try refusal(of: Examples.journals[0], with: "outcome", being: .string("maybe"))
                == "field 'outcome': found \"maybe\", expected one of done, failed")
    }
}
