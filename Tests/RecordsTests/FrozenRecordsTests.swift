import Foundation
import Testing

@testable import Records

/// Lines as an earlier version wrote them, in `Frozen/VERSION/KIND.jsonl`, never changed: what reads them no more needs a
/// new schema number, and a way to go on.
///
/// `FREEZE=0.2.0 swift test --filter FrozenRecordsTests` adds today's for another version.
@Suite struct FrozenRecordsTests {
    private static let folder = packageFolder("Tests/RecordsTests/Frozen")

    @Test func everyLineThatWasEverWrittenIsRead() throws {
        let versions = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(versions.contains("0.1.0"))
        for version in versions {
            let folder = Self.folder.appendingPathComponent(version)
            var kinds: Set<String> = []
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
                for (number, line) in text.split(separator: "\n").enumerated() {
                    let json = try JSONParser.parse(String(line))
                    let kind = try #require(json["schema"]?.string)
                    let schema = try #require(
                        RecordCatalogue.schemas.first { $0.name == kind },
                        "\(version)/\(name):\(number + 1): \(kind) is known no more")
                    try schema.check(json)
                    kinds.insert(kind)
                }
            }
            #expect(kinds.count >= 20, "\(version)")
        }
    }

    /// As values too, those that searches and studies go on from.
    @Test func whatARunGoesOnFromIsUnderstood() throws {
        func records<Kind: Record>(_: Kind.Type) throws -> [Kind] {
            let name = Kind.schema.name.replacing("/", with: "-")
            let file = Self.folder.appendingPathComponent("0.1.0/\(name).jsonl")
            return try JSONLines.read(Kind.self, from: [UInt8](Data(contentsOf: file)), file: name)
        }
        #expect(try !records(NicheRecord.self).isEmpty)
        #expect(try !records(CandidateRecord.self).isEmpty)
        #expect(try !records(EvaluationRecord.self).isEmpty)
        #expect(try !records(ArchiveRecord.self).isEmpty)
        #expect(try !records(JournalRecord.self).isEmpty)
        #expect(try !records(LedgerRecord.self).isEmpty)
        #expect(try !records(KnowledgeRecord.self).isEmpty)
        #expect(try !records(MeasurementRecord.self).isEmpty)
        #expect(try !records(ProxyRecord.self).isEmpty)
        #expect(try !records(ResultRecord.self).isEmpty)
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["FREEZE"] != nil, "FREEZE names no version"))
    func todaysAreFrozen() throws {
        let version = try #require(ProcessInfo.processInfo.environment["FREEZE"])
        let folder = Self.folder.appendingPathComponent(version)
        try #require(!FileManager.default.fileExists(atPath: folder.path), "frozen is frozen")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (schema, lines) in Examples.lines {
            let file = folder.appendingPathComponent(schema.name.replacing("/", with: "-") + ".jsonl")
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
        }
    }
}
