import Testing

@testable import Records

struct ResultRecordsTests {
    @Test func theyComeBack() throws {
        try expectToComeBack(Examples.evaluations)
        try expectToComeBack(Examples.archives)
        try expectToComeBack(Examples.fronts)
        try expectToComeBack(Examples.trueFronts)
    }

    @Test func aCellWithoutAValueHasNull() throws {
        let line = String(decoding: JSONLines.bytes(of: [Examples.evaluations[1]]), as: UTF8.self)
        #expect(line.contains("\"accuracy_percent\":null") && line.contains("\"latency_ms\":null"))
    }

    @Test func whatIsNotANumberIsWrittenAsNull() throws {
        var evaluation = Examples.evaluations[0]
        evaluation.accuracyPercent = .nan
        evaluation.latencyMilliseconds = .infinity
        let read = try JSONLines.read(
            EvaluationRecord.self, from: JSONLines.bytes(of: [evaluation]), file: "evaluations.jsonl")
        #expect(read[0].accuracyPercent == nil && read[0].latencyMilliseconds == nil)
    }

    /// A front's line holds what an evaluation's does; the schema's name alone tells them apart.
    @Test func oneKindIsNotReadAsAnother() {
        #expect(throws: LineError.self) {
            try JSONLines.read(
                EvaluationRecord.self, from: JSONLines.bytes(of: Examples.fronts), file: "front.jsonl")
        }
    }

    @Test func wholeNumbersAreNumbersToo() throws {
        #expect(
            try refusal(of: Examples.evaluations[0], with: "latency_ms", being: .integer(5)) == "accepted")
        #expect(
            try refusal(of: Examples.evaluations[0], with: "latency_ms", being: .string("5"))
                == "field 'latency_ms': found \"5\", expected a number or null")
        #expect(
            try refusal(of: Examples.archives[0], with: "archive_generation", being: .integer(-1))
                == "field 'archive_generation': found -1, expected a whole number of at least 0")
        #expect(
            try refusal(of: Examples.trueFronts[0], with: "on_reference_front", being: nil)
                == "field 'on_reference_front': is missing, expected true or false")
    }
}
