import Testing

@testable import Records

/// Fields read without a schema's check before them.
struct RecordTests {
    private let fields = RecordFields(
        json: JSON(object: [
            ("text", .string("a")), ("count", .integer(3)), ("share", .number(0.5)), ("flag", .bool(true)),
            ("words", JSON(["a", "b"])), ("map", JSON(object: [("a", .integer(1))])), ("nothing", .null),
        ]))

    @Test func aFieldIsReadAsItsKind() throws {
        #expect(try fields.string("text") == "a")
        #expect(try fields.integer("count") == 3)
        #expect(try fields.number("share") == 0.5)
        #expect(try fields.number("count") == 3)
        #expect(try fields.bool("flag"))
        #expect(try fields.strings("words") == ["a", "b"])
        #expect(try fields.object("map") == [.init("a", .integer(1))])
    }

    @Test func anOptionalFieldMayBeNullOrMissing() {
        #expect(fields.optionalString("text") == "a")
        #expect(fields.optionalInteger("count") == 3)
        #expect(fields.optionalNumber("share") == 0.5)
        for name in ["nothing", "missing"] {
            #expect(fields.optionalString(name) == nil)
            #expect(fields.optionalInteger(name) == nil)
            #expect(fields.optionalNumber(name) == nil)
        }
    }

    @Test func whatIsMissingOrOfAnotherKindIsNamed() {
        func message(_ body: () throws(RecordError) -> Void) -> String {
            do throws(RecordError) {
                try body()
                return "accepted"
            } catch {
                return error.description
            }
        }
        #expect(
            message { () throws(RecordError) in _ = try fields.string("missing") }
                == "field 'missing': is missing, expected a string")
        #expect(
            message { () throws(RecordError) in _ = try fields.string("count") }
                == "field 'count': found 3, expected a string")
        #expect(
            message { () throws(RecordError) in _ = try fields.integer("share") }
                == "field 'share': found 0.5, expected a whole number")
        #expect(
            message { () throws(RecordError) in _ = try fields.number("nothing") }
                == "field 'nothing': found null, expected a number")
        #expect(
            message { () throws(RecordError) in _ = try fields.bool("text") }
                == "field 'text': found \"a\", expected true or false")
        #expect(
            message { () throws(RecordError) in _ = try fields.strings("map") }
                == "field 'map': found {\"a\":1}, expected a list of strings")
        #expect(
            message { () throws(RecordError) in _ = try fields.object("words") }
                == "field 'words': found [\"a\",\"b\"], expected an object")
    }
}
