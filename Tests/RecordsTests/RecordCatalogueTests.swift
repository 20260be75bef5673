import Foundation
import Testing

@testable import Records

struct RecordCatalogueTests {
    @Test func everyKindIsInItOnce() {
        let names = RecordCatalogue.schemas.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(names) == Set(Examples.lines.map(\.schema.name)), "and the examples show each")
    }

    @Test func everyFileHasItsKind() {
        let files = [
            "niches", "candidates", "rejected", "evaluations", "archive", "front", "front-true", "scores",
            "fit", "surrogates", "calls", "knowledge", "strategy", "ledger", "recording", "journal",
            "results", "measured", "computed",
        ]
        let schemas = files.map { RecordCatalogue.schema(ofFile: $0 + ".jsonl") }
        #expect(
            schemas == RecordCatalogue.schemas.filter { $0 != ReportedRecord.schema },
            "each file another kind, in the catalogue's order; what papers report is of no run")
        for other in ["pipeline.yaml", "front", "Front.jsonl", ""] {
            #expect(RecordCatalogue.schema(ofFile: other) == nil)
        }
    }

    @Test(arguments: RecordCatalogue.schemas.map(\.name))
    func aSchemasFieldsStandByName(_ name: String) throws {
        let schema = try #require(RecordCatalogue.schemas.first { $0.name == name })
        let names = schema.fields.map(\.name)
        #expect(Set(names).count == names.count && !names.contains("schema"))
        #expect(schema.fields.allSatisfy { !$0.description.isEmpty })
        #expect(!schema.title.isEmpty)
        #expect(name.wholeMatch(of: /[a-z-]+\/[1-9][0-9]*/) != nil)
    }

    /// The JSON Schemas that ship are those of the code: `make schemas` writes them.
    @Test(arguments: RecordCatalogue.schemas.map(\.name))
    func theShippedJSONSchemaIsUpToDate(_ name: String) throws {
        let schema = try #require(RecordCatalogue.schemas.first { $0.name == name })
        let file = packageFolder("data/schemas").appendingPathComponent(
            name.replacing("/", with: "-") + ".json")
        let shipped = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(shipped == schema.jsonSchema.text + "\n", "run 'make schemas'")
    }
}
