import Testing

@testable import Records

struct RecordSchemaTests {
    private static let schema = RecordSchema(
        name: "thing/1", title: "A thing",
        fields: [
            .init("choice", .choice(["red", "blue"]), ""), .init("count", .integer(least: 2), ""),
            .init("flag", .boolean, ""), .init("map", .object, ""),
            .init("share", .number, nullable: true, ""),
            .init("text", .string, ""), .init("words", .strings, ""),
        ])

    private let good: [(String, JSON)] = [
        ("schema", .string("thing/1")), ("choice", .string("red")), ("count", .integer(2)),
        ("flag", .bool(false)),
        ("map", .object([])), ("share", .null), ("text", .string("")), ("words", .array([])),
    ]

    private func refusal(_ members: [(String, JSON)]) -> String {
        do throws(RecordError) {
            try Self.schema.check(JSON(object: members))
            return "accepted"
        } catch {
            return error.description
        }
    }

    @Test func fieldsMayStandInAnyOrderWithOthersBetween() {
        #expect(refusal(good) == "accepted")
        #expect(refusal(good.reversed()) == "accepted")
        #expect(refusal(good.flatMap { [$0, ("my " + $0.0, .null)] }) == "accepted")
    }

    @Test func everyFieldMustBeThere() {
        for place in good.indices.dropFirst() {
            var members = good
            let name = members.remove(at: place).0
            #expect(refusal(members).hasPrefix("field '\(name)': is missing, expected "))
        }
    }

    @Test(arguments: [
        ("choice", JSON.string("green"), "found \"green\", expected one of red, blue"),
        ("choice", .integer(1), "found 1, expected one of red, blue"),
        ("count", .integer(1), "found 1, expected a whole number of at least 2"),
        ("count", .number(2.5), "found 2.5, expected a whole number of at least 2"),
        ("count", .null, "found null, expected a whole number of at least 2"),
        ("flag", .integer(0), "found 0, expected true or false"),
        ("map", .array([]), "found [], expected an object"),
        ("share", .bool(true), "found true, expected a number or null"),
        ("text", .null, "found null, expected a string"),
        ("words", .array([.null]), "found [null], expected a list of strings"),
        (
            "text", .array([.string(String(repeating: "x", count: 99))]),
            "found a list ([\"\(String(repeating: "x", count: 38))…), expected a string"
        ),
    ])
    func aWrongValueIsNamed(_ name: String, _ value: JSON, _ message: String) {
        let members = good.map { $0.0 == name ? (name, value) : $0 }
        #expect(refusal(members) == "field '\(name)': \(message)")
    }

    @Test(arguments: [
        ("count", JSON.number(3)), ("share", .integer(1)), ("share", .number(0.5)),
        ("choice", .string("blue")),
        ("words", JSON(["a"])), ("map", JSON(object: [("anything", .null)])),
    ])
    func aRightValueIsAccepted(_ name: String, _ value: JSON) {
        #expect(refusal(good.map { $0.0 == name ? (name, value) : $0 }) == "accepted")
    }

    @Test func theSchemasNameComesFirst() {
        #expect(
            refusal([("schema", .string("thing/2"))])
                == "field 'schema': found \"thing/2\", expected \"thing/1\"")
        #expect(refusal([("schema", .integer(1))]) == "field 'schema': found 1, expected \"thing/1\"")
        #expect(refusal([]) == "field 'schema': found nothing, expected \"thing/1\"")
        #expect(throws: RecordError(field: "schema", message: "found a string, expected an object")) {
            try Self.schema.check(.string("thing/1"))
        }
    }
}
