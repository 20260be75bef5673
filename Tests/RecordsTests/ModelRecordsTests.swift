import Testing

@testable import Records

struct ModelRecordsTests {
    @Test func theyComeBack() throws {
        try expectToComeBack(Examples.calls)
        try expectToComeBack(Examples.knowledge)
        try expectToComeBack(Examples.strategies)
        try expectToComeBack(Examples.ledgers)
        try expectToComeBack(Examples.recordings)
    }

    @Test(arguments: [("outcome", "used, unusable, refused"), ("kind", "knowledge, strategy, children")])
    func aCallsWordsAreFew(_ field: String, _ words: String) throws {
        #expect(
            try refusal(of: Examples.calls[0], with: field, being: .string("other"))
                == "field '\(field)': found \"other\", expected one of \(words)")
    }

    @Test func aSearchStopsForOneOfThreeReasons() throws {
        #expect(
            try refusal(of: Examples.strategies[1], with: "stopped", being: .string("tired"))
                == "field 'stopped': found \"tired\", expected one of target, budget, exhausted or null")
    }

    /// What an endpoint does not tell is null, never 0.
    @Test func tokensMayBeUnknown() throws {
        #expect(try refusal(of: Examples.calls[0], with: "prompt_tokens", being: .null) == "accepted")
        #expect(
            try refusal(of: Examples.ledgers[0], with: "prompt_tokens", being: .integer(-1)).contains(
                "a whole number from 0 to 1000000000 or null"))
    }
}
