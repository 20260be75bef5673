import TestSupport
import Testing

@testable import LanguageModel
@testable import Records

/// What is found in a text: the JSON's own text, with "…" behind it where it is truncated, or the problem.
private func found(_ text: String, _ keys: [String] = ["children"]) -> String {
    do {
        let reply = try ReplyJSON.find(in: text, keys: keys)
        return reply.value.text + (reply.isTruncated ? "…" : "")
    } catch {
        return error.description
    }
}

private let one = #"{"children":[{"cell":"abc"}]}"#
private let two = #"{"children":[{"cell":"def"}]}"#

struct ReplyJSONTests {
    @Test(arguments: [
        one, "  \n\(one)\n", "\u{FEFF}\(one)", "```json\n\(one)\n```", "```\n\(one)\n```", "~~~\n\(one)\n~~~",
        "```JSON\(one)```", "Here you are:\n\n\(one)\n\nGood luck!", "```json\n\(one)",
        "Sure, {S2} it's [here] {is it?: \(one)",
        JSON.string(one).text, #"{"result":\#(one),"notes":"none"}"#, "[\(one)]",
    ])
    func anObjectIsFoundWhateverStandsAroundIt(text: String) {
        #expect(found(text) == one)
    }

    @Test(arguments: [
        "<think>Maybe \(two)? No.</think>\n\(one)", "<thinking>\(two)</thinking>\(one)",
        "<reasoning>\(two)</reasoning>\n```json\n\(one)\n```", "\(two) so</think>\(one)",
        "<think>a</think> \(two) <think>b</think> \(one)",
        "<|channel|>analysis<|message|>\(two)<|end|><|start|>assistant<|channel|>final<|constrain|>json<|message|>\(one)<|return|>",
        "<think>it's { unfinished [\" </think>\(one)", "<think>\(one)</think>", "<think>Let me see: \(one)",
        "<think>\(one)</think>\nAs I said.", "<think>\(two)</think>[{\"x\":1},{\"y\":2}] and then \(one)",
    ])
    func whatFollowsTheThinkingIsTheAnswer(text: String) {
        #expect(found(text) == one)
    }

    @Test func aMarkWithinAStringIsNoMark() {
        let text = #"{"children":[{"cell":"abc","rationale":"after </think> ```"},{"cell":"def"}]}"#
        #expect(found(text) == json(text).text)
    }

    @Test(arguments: [
        #"["a","b"]"#, #"[{"cell":"a"},{"cell":"b"}]"#, #"[{"rule_1":"a"},"b"]"#,
    ])
    func aBareListIsFound(list: String) {
        #expect(found(list) == list)
        #expect(found("See [1] and {x}:\n```\n\(list)\n```\nas in [2, 3].") == list)
    }

    @Test func anotherAcceptedKeyServesAsWell() {
        let text = #"{"Updated_Knowledge_Base":["a"]}"#
        #expect(found("{\"thoughts\":[\"x\"]} \(text)", ["rules", "Updated_Knowledge_Base"]) == text)
        #expect(found("\(text) [\"b\",\"c\"]", ["rules", "Updated_Knowledge_Base"]) == text)
    }

    @Test func theLastOfEqualsCountsAndTheFencedBeforeTheLoose() {
        #expect(found("\(two) no, rather \(one)") == one)
        #expect(found("```json\n\(two)\n```\nNo, rather:\n```json\n\(one)\n```") == one)
        #expect(found("```json\n\(one)\n```\nrather than \(two)") == one)
        #expect(found("\(one) but never {\"children\":[]} or {\"children\":null}") == one)
    }

    @Test func objectsWithoutTheirListAreTakenForOne() {
        #expect(found(#"{"cell":"a"}"#) == #"{"cell":"a"}"#)
        #expect(found("{\"cell\":\"a\"}\n{\"cell\":\"b\"}") == #"[{"cell":"a"},{"cell":"b"}]"#)
        #expect(found("1. {\"cell\":\"a\"}\n2. {\"cell\":\"b\"} \(one)") == one)
    }

    @Test func anEmptyListIsAnAnswer() {
        #expect(found(#"{"children":[]}"#) == #"{"children":[]}"#)
        #expect(found("I have none: []") == "[]")
    }

    @Test(arguments: [
        (#"{"children":[{"cell":"abc",},],}"#, one),
        (#"{"children":[{"cell":"abc"}] // that is all"# + "\n}", one),
        (#"{/* one */"children":[{"cell":/**/"abc"}]}"#, one),
        (
            #"{"children" : [ {"cell":"abc"} {"x":1 "y":2} ]}"#,
            #"{"children":[{"cell":"abc"},{"x":1,"y":2}]}"#
        ),
        ("{\"children\":[\"a\nb\t\u{0}\"]}", #"{"children":["a\nb\t\u0000"]}"#),
        (#"{"children":["nor\_conv \'x\' \" \\ \u00e9"]}"#, #"{"children":["nor_conv 'x' \" \\ é"]}"#),
        (
            #"{"children":["\ud83d\ude00 \ud83d \ude00 \ud83dx \ud83d\u0041"]}"#,
            #"{"children":["😀 � � �x �A"]}"#
        ),
        (
            #"{"children":["a"],"b":True,"c":None,"d":NaN,"e":False}"#,
            #"{"b":true,"c":null,"children":["a"],"d":null,"e":false}"#
        ),
        (
            #"{"children":["a"],"n":[01,.5,+1,1e999,1.5e3,-2]}"#,
            #"{"children":["a"],"n":["01",".5","+1","1e999",1500.0,-2]}"#
        ),
        (#"{"children":["\u12"]}"#, #"{"children":["u12"]}"#),
    ])
    func faultsAreMended(text: String, mended: String) {
        #expect(found(text) == mended)
        #expect(found("So: \(text) Done.") == mended)
    }

    @Test func aCutOffListKeepsItsWholeElements() {
        let children = [
            #"{"cell":"a","parents":["x","y"]}"#, #"{"cell":"b","parents":["z"]}"#, #"{"cell":"c"}"#,
        ]
        let whole = "{\"children\":[\(children.joined(separator: ","))],\"why\":[\"d\",\"e\"]}"
        for count in 1..<whole.utf8.count {
            let text = String(decoding: whole.utf8.prefix(count), as: UTF8.self)
            let kept = children.filter(text.contains).joined(separator: ",")
            let after =
                text.contains(#""d","e""#)
                ? #","why":["d","e"]"# : text.contains(#""d""#) ? #","why":["d"]"# : ""
            let expected =
                kept.isEmpty
                ? "the reply's JSON ends before its first whole item, expected an object with \"children\""
                : "{\"children\":[\(kept)]\(after)}…"
            #expect(found(text) == expected, "\(text)")
            #expect(found("So:\n```json\n\(text)") == expected, "\(text)")
            let answer = kept.isEmpty ? two : expected
            #expect(found("<think>\(two)</think>\(text)") == answer, "\(text)")
        }
    }

    @Test func aListThatBreaksOffKeepsItsWholeElements() {
        #expect(found(#"[{"cell":"a"},{"ce"#) == #"[{"cell":"a"}]…"#)
        #expect(found(#"["a","b"#) == #"["a"]…"#)
        #expect(
            found("```json\n{\"children\":[{\"cell\":\"a\"},\n```\nI ran out of ideas.")
                == #"{"children":[{"cell":"a"}]}…"#)
        #expect(found(#"{"children":[{"cell":"a"}, ...]}"#) == #"{"children":[{"cell":"a"}]}…"#)
        #expect(found(#"{"children":[{"cell":"a"}, {"cell"  \#(one)"#) == one)
    }

    @Test func whatIsAroundAnObjectMayBreakOffToo() {
        #expect(found("{\"answer\": \(one)") == one + "…")
        #expect(
            found("{\"thoughts\": \"none\", \"children\": [{\"cell\": \"a\"}]")
                == #"{"children":[{"cell":"a"}],"thoughts":"none"}…"#)
    }

    @Test func halfAnObjectIsNone() {
        for text in [
            #"{"cell":"a","parents":["x","y"#, #"{"cell":"a","parents":["x","y"],"rationale":"be"#,
            #"{"children":[{"cell":"a","parents":["x","y"]"#,
        ] {
            #expect(
                found(text)
                    == "the reply's JSON ends before its first whole item, expected an object with \"children\"",
                "\(text)")
        }
    }

    @Test func aBrokenChildDoesNotTakeTheOthersAlong() {
        #expect(
            found(
                #"{"children":[{"cell":oops,"parents":["x","y"]},{"cell":"b","parents":["z"]},{"cell":"c"}]}"#
            )
                == #"[{"cell":"b","parents":["z"]},{"cell":"c"}]"#)
        #expect(
            found(#"{"children":[{"cell":"a","cell":"b"},{"cell":"c"}]}"#) == #"{"cell":"c"}"#)
    }

    @Test(arguments: [
        ("", "the reply is empty, expected an object with \"children\""),
        (" \n\u{200B}", "the reply is empty, expected an object with \"children\""),
        ("I cannot.", "found no JSON of use in \"I cannot.\", expected an object with \"children\""),
        ("[1,2,3]", "found no JSON of use in \"[1,2,3]\", expected an object with \"children\""),
        ("{}", "found no JSON of use in \"{}\", expected an object with \"children\""),
        ("7", "found no JSON of use in \"7\", expected an object with \"children\""),
        (
            "\u{1B}]0;x\u{7}",
            #"found no JSON of use in "\u{1b}]0;x\u{7}", expected an object with "children""#
        ),
    ])
    func aProblemSaysWhatWasFound(text: String, problem: String) {
        #expect(found(text) == problem)
    }
}

/// Replies that would cost a careless reader its stack or its afternoon.
struct HostileReplyTests {
    private static let size = 300_000

    @Test func aReplyAboveTheBoundIsNotRead() {
        let long = String(repeating: "[", count: 10 << 20)
        #expect(found(long) == "the reply has 10485760 bytes, at most 4194304 are read")
        let most = String(repeating: " ", count: ReplyJSON.maximumBytes - one.utf8.count) + one
        #expect(found(most) == one)
        #expect(found(most + " ").hasPrefix("the reply has 4194305 bytes"))
    }

    @Test(arguments: [
        "[", "{", "{}", "[]", "}", "[{", "{\"a\":", "[1,", "[\"", "[\"[", "{\"", "[/*", "[//", "`", "```",
        "\\",
        "{\"a\":[{\"b\":", "</think>", "<", "[]]", "{\"\\", "[[],", "[\"a\"", "[true", "[-", "\u{0}",
        "[\"a\",[[",
    ])
    func repetitionEndsSoon(piece: String) {
        let text = String(repeating: piece, count: Self.size / piece.utf8.count)
        _ = found(text)
        #expect(found("<think>\(text)</think>" + one) == one)
    }

    @Test func nestingHasItsLimit() {
        func nested(_ depth: Int) -> String {
            "{\"children\":[\"a\"," + String(repeating: "[", count: depth)
                + String(repeating: "]", count: depth) + "]}"
        }
        #expect(!found(nested(62)).hasSuffix("…"))
        #expect(found(nested(63)) == #"{"children":["a"]}…"#)
        #expect(found(nested(100_000)) == #"{"children":["a"]}…"#)
    }

    @Test func randomTextNeverFailsToEnd() {
        for seed in UInt64(0)..<3_000 {
            var random = SplitMix64(seed: seed)
            let text = random.almostJSON(pieces: Int.random(in: 0...40, using: &random))
            do {
                let reply = try ReplyJSON.find(in: text, keys: ["children"])
                #expect(reply.value.members != nil || reply.value.array != nil, "seed \(seed)")
                #expect(reply.value.text.utf8.count <= 6 * text.utf8.count + 8, "seed \(seed)")
            } catch {
                #expect(!error.message.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test func whateverIsWrittenIsReadAgain() throws {
        for seed in UInt64(0)..<300 {
            var random = SplitMix64(seed: seed)
            let texts = (0..<Int.random(in: 1...4, using: &random)).map { _ in random.hostileText(scalars: 12)
            }
            let value = JSON(object: [("children", JSON(texts)), ("x", .integer(Int(seed)))])
            let inner = Array("Yes:\n```json\n\(value.text)\n```\nBye".utf8)
            let reply = try ReplyJSON.find(in: String(decoding: inner, as: UTF8.self), keys: ["children"])
            #expect(Array(reply.value.text.utf8) == Array(value.text.utf8), "seed \(seed)")
        }
    }
}
