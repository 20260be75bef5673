import Foundation
import Testing

@testable import Records

struct JSONSchemaTests {
    @Test func eachKindOfFieldHasItsWords() {
        let schema = RecordSchema(
            name: "thing/1", title: "A thing",
            fields: [
                .init("choice", .choice(["red", "blue"]), "c"), .init("count", .integer(least: 2), "n"),
                .init("flag", .boolean, "f"), .init("map", .object, "m"),
                .init("share", .number, nullable: true, "s"),
                .init("text", .string, "t"), .init("words", .strings, "w"),
            ])
        let properties = schema.jsonSchema["properties"]
        #expect(properties?["schema"]?.text == #"{"const":"thing/1"}"#)
        #expect(properties?["choice"]?.text == #"{"description":"c","enum":["red","blue"]}"#)
        #expect(properties?["count"]?.text == #"{"description":"n","minimum":2,"type":"integer"}"#)
        #expect(properties?["flag"]?.text == #"{"description":"f","type":"boolean"}"#)
        #expect(properties?["map"]?.text == #"{"description":"m","type":"object"}"#)
        #expect(
            properties?["share"]?.text == #"{"anyOf":[{"type":"number"},{"type":"null"}],"description":"s"}"#)
        #expect(properties?["text"]?.text == #"{"description":"t","type":"string"}"#)
        #expect(
            properties?["words"]?.text == #"{"description":"w","items":{"type":"string"},"type":"array"}"#)
        #expect(
            schema.jsonSchema["required"]?.strings
                == ["schema", "choice", "count", "flag", "map", "share", "text", "words"])
        #expect(schema.jsonSchema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
    }

    /// Python's jsonschema, which knows nothing of us, takes every example, and refuses it with any field
    /// taken out or turned into something else, just as our own check does.
    @Test(.enabled(if: Python.hasJSONSchema, "python3 with jsonschema is not on this machine"))
    func anotherProgramJudgesAlike() throws {
        let odd: [JSON] = [
            .null, .bool(true), .integer(-1), .number(0.5), .string("odd"), .array([.null]), .object([]),
        ]
        var cases: [JSON] = []
        var verdicts: [Bool] = []
        for (schema, lines) in Examples.lines {
            var records: [JSON] = []
            for line in lines {
                let members = try #require(try JSONParser.parse(line).members)
                records.append(.object(members))
                for place in members.indices {
                    var torn = members
                    torn.remove(at: place)
                    records.append(.object(torn))
                    for value in odd {
                        var changed = members
                        changed[place].value = value
                        records.append(.object(changed))
                    }
                }
            }
            verdicts += records.map { record in (try? schema.check(record)) != nil }
            cases.append(JSON(object: [("records", .array(records)), ("schema", schema.jsonSchema)]))
        }
        let answer = try Python.run(
            """
            import json, sys
            from jsonschema import Draft202012Validator
            verdicts = []
            for case in json.load(sys.stdin):
                Draft202012Validator.check_schema(case["schema"])
                validator = Draft202012Validator(case["schema"])
                verdicts += [validator.is_valid(record) for record in case["records"]]
            print(json.dumps(verdicts))
            """, input: JSON.array(cases).text)
        let theirs = try #require(try JSONParser.parse(answer).array).map(\.bool)
        #expect(theirs == verdicts)
        #expect(verdicts.contains(true) && verdicts.contains(false))
    }
}

private enum Python {
    static let hasJSONSchema = (try? run("from jsonschema import Draft202012Validator", input: "")) != nil

    struct Failure: Error {
        var status: Int32
    }

    static func run(_ script: String, input: String) throws -> [UInt8] {
        // By a file, so that neither side waits for the other to drain a pipe.
        let file = URL(fileURLWithPath: NSTemporaryDirectory() + "records-\(UUID().uuidString).json")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return Array(bytes)
    }
}
