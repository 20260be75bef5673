import Records
import Testing

@testable import LanguageModel

/// Brackets stand in prose for other reasons than JSON's.
@Suite struct ProseTests {
    @Test(arguments: [
        "See [Output format] for how.", "a \u{1B}[2J b", "[1] Smith, [2] Jones", "{x}",
        "a[i][j]", "[link](http://a.b)", "[ok, then]",
    ])
    func proseIsNoList(_ text: String) {
        #expect(throws: ReplyJSON.Problem.self) { try ReplyJSON.find(in: text, keys: ["rules"]) }
    }

    @Test(arguments: ["[]", "None left:\n```json\n[]\n```", "[\"a\", \"b", "Two: [\"a\"]"])
    func whatIsMeantAsAListIsOne(_ text: String) throws {
        #expect(try ReplyJSON.find(in: text, keys: ["rules"]).value.array != nil)
    }
}
