import Foundation
import ModelServer
import Records
import Testing

/// Bodies that are JSON by a hair, or not.
@Suite struct StrangeBodyTests {
    /// A completion so many levels deep.
    private func completion(levels: Int) -> String {
        let list = String(repeating: "[", count: levels - 1) + String(repeating: "]", count: levels - 1)
        return #"{"choices":[{"message":{"content":"brackets [[[[ \"{{ \\"}}],"deep":\#(list)}"#
    }

    @Test("Nested as deep as a line can hold", arguments: [10, 61, 62]) func deep(levels: Int) async throws {
        let body = completion(levels: levels)
        let (answers, _) = try await ask([request("a")]) { _ in .text(body) }
        #expect(answers.code == 0)
        // The line as a whole can be read, with all its levels.
        #expect(answers["a"].status == 200)
        #expect(answers["a"].content == #"brackets [[[[ "{{ \"#)
    }

    @Test("Nested deeper is refused, and not asked again", arguments: [63, 64, 65, 5000])
    func tooDeep(levels: Int) async throws {
        let body = completion(levels: levels)
        let (answers, requests) = try await ask([request("a")]) { _ in .text(body) }
        #expect(answers.code == 0)
        #expect(requests.count == 1)
        #expect(answers["a"].status == 200)
        #expect(answers["a"].body == .null)
        #expect(answers["a"].errorCode == "too_deep")
        #expect(answers["a"].errorMessage == "the body is nested deeper than 62 levels")
    }

    @Test("More values than are read is refused, and not asked again") func tooMany() async throws {
        let zeros = String(repeating: "0,", count: 1 << 20)
        let (answers, requests) = try await ask([request("a")]) { _ in
            .text("{\"choices\":[{\"message\":{\"content\":\"a\"},\"logprobs\":[\(zeros)0]}]}")
        }
        #expect(answers.code == 0)
        #expect(requests.count == 1)
        #expect(answers["a"].errorCode == "too_large")
        #expect(answers["a"].errorMessage == "the body has more than 1048576 values")
    }

    @Test(
        "Half a character becomes one that stands for it, and the rest is read",
        arguments: [
            (#"cut \ud83d"#, "cut \u{FFFD}"), (#"\uD83D\u00e9"#, "\u{FFFD}é"), (#"\ude00!"#, "\u{FFFD}!"),
            (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"), (#"\\ud83d \ud83d"#, #"\ud83d \#u{FFFD}"#),
            (#"\ud83d\n"#, "\u{FFFD}\n"),
        ])
    func halfCharacter(written: String, read: String) async throws {
        let (answers, requests) = try await ask([request("a")]) { _ in
            .text(#"{"choices":[{"message":{"content":"\#(written)"}}]}"#)
        }
        #expect(answers.code == 0)
        #expect(requests.count == 1)
        #expect(answers["a"].content == read)
    }

    @Test("Bytes that are no UTF-8 become characters that stand for them") func noUTF8() async throws {
        let body = Data(#"{"choices":[{"message":{"content":"caf"#.utf8) + [0xE9] + Data(#""}}]}"#.utf8)
        let (answers, requests) = try await ask([request("a")]) { _ in ModelReply(data: body) }
        #expect(answers.code == 0)
        #expect(requests.count == 1)
        #expect(answers["a"].content == "caf\u{FFFD}")
    }

    @Test(
        "A success without a completion is asked again as often as a broken connection",
        arguments: ["{}", #"{"choices":null}"#, "[]", #"{"error":{"message":"upstream"}}"#, "", "{"])
    func noCompletion(body: String) async throws {
        let (answers, requests) = try await ask([request("a"), request("b")], "--retries", "1") { seen in
            seen.question == "b" && seen.repetition == 1 ? .completion("there") : .text(body, status: 202)
        }
        #expect(answers.code == 75)
        #expect(requests.count == 4)
        #expect(answers["a"].attempts == 2)
        #expect(answers["b"].content == "there")
    }

    @Test("A success whose body tells a final refusal is not asked again") func refusedInBody() async throws {
        let (answers, requests) = try await ask([request("a")]) { _ in
            .text(#"{"error":{"message":"I do not like it","code":400}}"#)
        }
        #expect(answers.code == 0)
        #expect(requests.count == 1)
        #expect(answers["a"].status == 200)
    }
}
