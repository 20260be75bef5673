import Foundation
import Testing

@testable import Records

struct JSONWriterTests {
    @Test func membersStandInTheOrderOfTheirBytes() {
        let value = JSON(object: [
            ("é", .integer(1)), ("b", .integer(2)), ("a", .integer(3)), ("B", .integer(4)), ("", .integer(5)),
            ("\u{10000}", .integer(6)), ("\u{FFFD}", .integer(7)), ("ab", .integer(8)),
        ])
        #expect(
            value.text == #"{"":5,"B":4,"a":3,"ab":8,"b":2,"é":1,"\#u{FFFD}":7,"\#u{10000}":6}"#)
    }

    @Test func inOrderMeansInTheOrderGiven() {
        var writer = JSONWriter()
        writer.write(members: [.init("schema", .string("x/1")), .init("a", .null)])
        writer.endLine()
        #expect(writer.text == "{\"schema\":\"x/1\",\"a\":null}\n")
    }

    @Test func thereAreNoSpaces() {
        let value = JSON.array([.object([]), .array([]), .array([.null, .bool(true), .bool(false)])])
        #expect(value.text == "[{},[],[null,true,false]]")
    }

    @Test func aNumberHasItsShortestForm() {
        let value = JSON.array([
            .integer(0), .integer(.min), .number(0.1), .number(3), .number(1e23), .number(-0.0),
            .number(.leastNonzeroMagnitude),
        ])
        #expect(value.text == "[0,-9223372036854775808,0.1,3.0,1e+23,-0.0,5e-324]")
    }

    @Test func whatIsNotFiniteIsNull() {
        #expect(
            JSON.array([.number(.nan), .number(.infinity), .number(-.infinity)]).text == "[null,null,null]")
    }

    @Test func onlyWhatMustBeIsEscaped() {
        #expect(JSON.string("a/b é 😀 \u{2028}").text == "\"a/b é 😀 \u{2028}\"")
        #expect(
            JSON.string("\" \\ \n \r \t \u{8} \u{C} \0 \u{1F}").text
                == #""\" \\ \n \r \t \u0008 \u000c \u0000 \u001f""#)
        #expect(JSON(object: [("a\"b", .null)]).text == #"{"a\"b":null}"#)
    }

    /// No terminal shall obey a text: ESC, and CSI in its one-character form.
    @Test func everyControlCharacterIsEscapedAndNothingElse() {
        for number in UInt32(0)...0x2FF {
            guard let scalar = Unicode.Scalar(number) else { continue }
            let written = JSON.string("x\(Character(scalar))y").text
            let isControl = number < 0x20 || (0x7F...0x9F).contains(number)
            let isSpecial = number == 0x22 || number == 0x5C
            #expect(
                written.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
            #expect(written.contains("\\") == (isControl || isSpecial), "U+\(String(number, radix: 16))")
            if (0x7F...0x9F).contains(number) {
                #expect(written == "\"x\\u00\(String(number, radix: 16))y\"")
            }
        }
    }

    @Test func escapesStandBesideEachOther() {
        #expect(JSON.string("\u{9B}\u{9B}\u{7F}").text == #""\u009b\u009b\u007f""#)
        #expect(JSON.string("\u{A0}Â\u{80}").text == "\"\u{A0}Â\\u0080\"")
    }

    /// Foundation reads back what was meant.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func foundationReadsWhatIsWritten(_ seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for number in 0..<300 {
            let texts = (0..<4).map { _ in random.string() }
            let value = JSON(texts)
            let read = try #require(foundation(Array(value.text.utf8)) as? [String])
            #expect(
                read.map { Array($0.utf8) } == texts.map { Array($0.utf8) }, "seed \(seed), value \(number)")
        }
    }
}
