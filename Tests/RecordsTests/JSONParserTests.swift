import Foundation
import TestSupport
import Testing

@testable import Records

struct JSONParserTests {
    // MARK: - Round trips

    /// Value to text to value is the same to the bit, and text to value to text the same to the byte.
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func whatIsWrittenIsRead(_ seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for number in 0..<200 {
            let value = random.value()
            let text = value.text
            let read = try JSONParser.parse(text)
            #expect(same(read, value), "seed \(seed), value \(number): \(text)")
            #expect(read.text == text, "seed \(seed), value \(number)")
        }
    }

    // MARK: - Values

    @Test(arguments: [
        ("null", JSON.null), ("true", .bool(true)), ("false", .bool(false)), ("\"\"", .string("")),
        ("[]", .array([])),
        ("{}", .object([])), (" \t\r\n[ 1 , [ ] , { } ] \n", .array([.integer(1), .array([]), .object([])])),
        (
            #"{"b":1,"a":{"c":null}}"#,
            JSON(object: [("b", .integer(1)), ("a", JSON(object: [("c", .null)]))])
        ),
    ])
    func aValueIsRead(_ text: String, _ expected: JSON) throws {
        #expect(try JSONParser.parse(text) == expected)
    }

    @Test(arguments: [
        ("", "the text ends where a value should stand at byte 1"),
        ("  ", "the text ends where a value should stand at byte 3"),
        ("nul", "found a word that is not JSON (expected 'null') at byte 1"),
        ("[True]", "found 'T' where a value should stand at byte 2"),
        ("'a'", "found ''' where a value should stand at byte 1"),
        ("\u{FEFF}{}", "found byte 239 where a value should stand at byte 1"),
        ("NaN", "found 'N' where a value should stand at byte 1"),
        ("nullnull", "more text follows the value at byte 5"),
        ("{} {}", "more text follows the value at byte 4"),
        ("[1", "the text ends before ']' at byte 3"),
        ("[1,]", "found ']' where a value should stand at byte 4"),
        ("[1 2]", "expected ',' or ']', found '2' at byte 4"),
        ("[1}", "expected ',' or ']', found '}' at byte 3"),
        ("{\"a\":1", "the text ends before '}' at byte 7"),
        ("{\"a\":1,}", "expected a member name in quotes at byte 8"),
        ("{a:1}", "expected a member name in quotes at byte 2"),
        ("{\"a\" 1}", "expected ':' after \"a\" at byte 6"),
        ("{\"a\":}", "found '}' where a value should stand at byte 6"),
        ("[/**/]", "found '/' where a value should stand at byte 2"),
    ])
    func whatIsNoneIsRefusedAtItsPlace(_ text: String, _ message: String) {
        #expect(refusal(text) == message)
    }

    // MARK: - Nesting

    @Test func nestingIsBounded() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        func nestedObjects(_ depth: Int) -> String {
            String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)
        }
        #expect(refusal(nested(64)) == "accepted")
        #expect(refusal(nestedObjects(64)) == "accepted")
        #expect(refusal(nested(65)) == "nested deeper than 64 levels at byte 65")
        #expect(refusal(nestedObjects(65)) == "nested deeper than 64 levels at byte 321")
        #expect(refusal(nested(1_000_000)) == "nested deeper than 64 levels at byte 65")
        #expect(
            refusal("[" + Array(repeating: "[]", count: 1_000).joined(separator: ",") + "]") == "accepted")
    }

    @Test func valuesAreCounted() {
        let zeros = Array(repeating: "0", count: JSONParser.maximumValues).joined(separator: ",")
        #expect(refusal("[\(zeros.dropLast(2))]") == "accepted")
        #expect(refusal("[\(zeros)]") == "more than 1048576 values at byte 2097152")
    }

    @Test func aMessageIsNotFilledByAName() {
        let long = String(repeating: "é", count: 10_000)
        #expect(refusal("{\"\(long)\" 1}").utf8.count < 300)
        #expect(refusal("{\"\(long)\":1,\"\(long)\":1}").utf8.count < 300)
    }

    // MARK: - Members that stand twice

    @Test func aRepeatedNameIsRefused() {
        #expect(refusal(#"{"a":1,"b":2,"a":3}"#) == "the member \"a\" stands twice at byte 14")
        #expect(refusal(#"{"a":1,"\u0061":2}"#) == "the member \"a\" stands twice at byte 8")
        #expect(refusal(#"{"a":{"a":1},"b":{"a":1}}"#) == "accepted")
    }

    /// The same among many members, wherever the two stand.
    @Test(arguments: [33, 34, 100], [(0, 1), (0, 31), (0, 32), (31, 32), (5, -1), (-2, -1)])
    func aRepeatedNameAmongManyIsRefused(_ count: Int, _ places: (first: Int, second: Int)) {
        var names = (0..<count).map { "name \($0)" }
        func text() -> String { "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}" }
        #expect(refusal(text()) == "accepted")
        let second = places.second < 0 ? count + places.second : places.second
        let first = places.first < 0 ? count + places.first : places.first
        names[second] = names[first]
        #expect(refusal(text()).hasPrefix("the member \"\(names[first])\" stands twice"))
    }

    /// "é" in one character or in two: our look-up could not tell the two members apart.
    @Test func namesEqualByUnicodeAreRepeated() {
        #expect(refusal("{\"\u{E9}\":1,\"e\u{301}\":2}").contains("stands twice"))
        let many = (0..<40).map { "\"\($0)\":0" }.joined(separator: ",")
        #expect(refusal("{\"\u{E9}\":1,\(many),\"e\u{301}\":2}").contains("stands twice"))
    }

    // MARK: - Strings

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u00E9\u20AC""#, "Aéé€"),
        (#""\ud83d\ude00\uD83D\uDE00""#, "😀😀"), (#""a\u0000b""#, "a\0b"),
        (#""\ud800\udc00\udbff\udfff""#, "\u{10000}\u{10FFFF}"),
        ("\"é😀\u{7F}\u{80}\"", "é😀\u{7F}\u{80}"), (#""\u007f\u009f""#, "\u{7F}\u{9F}"),
        (#""\\u0041""#, "\\u0041"),
    ])
    func escapesAreRead(_ text: String, _ expected: String) throws {
        let read = try #require(try JSONParser.parse(text).string)
        #expect(Array(read.utf8) == Array(expected.utf8))
    }

    @Test(arguments: [
        (#""a"#, "the text ends inside a string at byte 1"),
        (#"["a\"#, "the text ends inside a string at byte 5"),
        (#""\u12"#, "expected four hexadecimal digits after '\\u' at byte 6"),
        (#""\u12g4""#, "expected four hexadecimal digits after '\\u' at byte 6"),
        (#""\u+123""#, "expected four hexadecimal digits after '\\u' at byte 4"),
        (#""\x41""#, "'\\' before 'x' means nothing in JSON at byte 3"),
        (#""\ud800""#, "half of a surrogate pair at byte 2"),
        (#""\udc00""#, "half of a surrogate pair at byte 2"),
        (#""\ud800\ud800""#, "half of a surrogate pair at byte 2"),
        (#""ab\ud800\n""#, "half of a surrogate pair at byte 4"),
        (#""\udc00\ud800""#, "half of a surrogate pair at byte 2"),
        (#""\ud800\u""#, "expected four hexadecimal digits after '\\u' at byte 10"),
        ("\"a\nb\"", "a control character in a string must be escaped at byte 3"),
        ("\"\\t\tb\"", "a control character in a string must be escaped at byte 4"),
    ])
    func aBrokenStringIsRefusedAtItsPlace(_ text: String, _ message: String) {
        #expect(refusal(text) == message)
    }

    @Test(
        arguments: [
            [0x80], [0xC2], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xE2, 0x82],
        ] as [[UInt8]])
    func aStringThatIsNoUTF8IsRefused(_ bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(refusal([quote] + bytes + [quote]) == "the string is not valid UTF-8 at byte 2")
        let escaped = [quote] + Array("\\n".utf8) + bytes + [quote]
        #expect(refusal(escaped) == "the string is not valid UTF-8 at byte 2")
    }

    // MARK: - Numbers

    @Test(arguments: [
        ("0", JSON.integer(0)), ("-0", .integer(0)), ("9223372036854775807", .integer(.max)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.0", .number(1)),
        ("1e2", .number(100)),
        ("-0.5E-1", .number(-0.05)), ("1e-999", .number(0)),
    ])
    func aNumberIsRead(_ text: String, _ expected: JSON) throws {
        #expect(try JSONParser.parse(text) == expected)
    }

    @Test(arguments: [
        ("01", "a number may not begin with 0 and another digit at byte 1"),
        ("-01", "a number may not begin with 0 and another digit at byte 1"),
        ("-", "expected a digit at byte 2"),
        ("-x", "expected a digit at byte 2"), ("1.", "expected a digit after '.' at byte 3"),
        ("1.e5", "expected a digit after '.' at byte 3"),
        ("1e", "expected a digit in the exponent at byte 3"),
        ("1e+", "expected a digit in the exponent at byte 4"),
        ("[1e400]", "the number is too large at byte 2"),
        ("-1e400", "the number is too large at byte 1"), ("0x10", "more text follows the value at byte 2"),
        ("+1", "found '+' where a value should stand at byte 1"),
        (".5", "found '.' where a value should stand at byte 1"),
    ])
    func aBrokenNumberIsRefusedAtItsPlace(_ text: String, _ message: String) {
        #expect(refusal(text) == message)
    }

    /// 100,000 doubles of any bit pattern at all: read as they were written, and as the C library reads them.
    @Test func everyDoubleComesBack() throws {
        let seed: UInt64 = 7
        var random = RandomJSON(seed: seed)
        let values = (0..<100_000).map { _ in random.double() }
        let text = "[" + values.map(\.description).joined(separator: ",") + "]"
        let read = try #require(try JSONParser.parse(text).array).map { $0.number ?? .nan }
        try #require(read.count == values.count)
        let wrong = values.indices.filter { read[$0].bitPattern != values[$0].bitPattern }
        #expect(wrong.isEmpty, "seed \(seed)")
        let decoded = try JSONDecoder().decode([Double].self, from: Data(text.utf8))
        #expect(decoded == read, "Foundation reads something else, seed \(seed)")
    }

    // MARK: - Hostile text

    /// Whatever is done to a valid text, it is read or refused. What is read, Foundation reads too, and it
    /// survives another round; what is refused is refused within the text.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func noMutationTraps(_ seed: UInt64) throws {
        let valid = Array(
            #"{"schema":"candidate/1","cell":"|none~0|+|é😀\u00e9\ud83d\ude00\n~1|","generation":3,"x":[-1.5e-3,0,true,null,[]],"y":{"a":{}}}"#
                .utf8)
        let tokens = [
            "\"", "\\", "{", "}", "[", "]", ",", ":", "\\u", "\\ud83d", "e", "-", ".", "0", "1e999", "\n",
            "null",
        ]
        var random = SplitMix64(seed: seed)
        var accepted = 0
        for number in 0..<2_500 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2:
                    bytes.insert(
                        contentsOf: Array((tokens.randomElement(using: &random) ?? "").utf8), at: place)
                case 3: bytes.swapAt(place, Int.random(in: bytes.indices, using: &random))
                default:
                    bytes.removeSubrange(
                        place..<min(bytes.count, place + Int.random(in: 1...9, using: &random)))
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            do throws(JSONError) {
                let value = try JSONParser.parse(bytes)
                accepted += 1
                #expect(try same(JSONParser.parse(value.text), value), "seed \(seed), mutation \(number)")
                #expect(
                    foundation(bytes) != nil,
                    "seed \(seed), mutation \(number): \(String(decoding: bytes, as: UTF8.self))")
            } catch {
                #expect(0...bytes.count ~= error.offset, "seed \(seed), mutation \(number)")
                // Foundation keeps one of two members of a name, and lets a comma stand before a bracket.
                let isComma =
                    error.offset > 0 && error.offset < bytes.count && bytes[error.offset - 1] == 0x2C
                if !isComma, !error.message.contains("stands twice") {
                    let text = String(decoding: bytes, as: UTF8.self)
                    #expect(foundation(bytes) == nil, "seed \(seed), mutation \(number): \(error) in \(text)")
                }
            }
        }
        #expect(accepted > 100, "the mutations must leave something to read")
    }

    @Test func noPrefixOfAValidTextIsRead() {
        let valid = Array(#"{"a":"é\ud83d\ude00","b":[-1.5e-3,true]}"#.utf8)
        for count in 0..<valid.count {
            #expect(refusal(Array(valid[..<count])) != "accepted", "\(count) bytes")
        }
    }
}
