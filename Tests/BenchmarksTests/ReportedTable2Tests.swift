import Benchmarks
import Foundation
import Records
import Testing

/// Table 2 of PEL-NAS as it ships in `data/reported` is what the tests hold against the real tables.
struct ReportedTable2Tests {
    @Test func theShippedLinesAreThoseOfTheTest() throws {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "data/reported/pel-nas.jsonl")
        let records = try JSONLines.read(
            ReportedRecord.self, from: [UInt8](Data(contentsOf: file)), file: "pel-nas.jsonl"
        ).filter { $0.table == "Table 2" && $0.row == "LLM-NAS (Ours)" }
        for device in Set(Table2Tests.reported.map(\.device)) {
            let expected = Table2Tests.reported.filter { $0.device == device }
            let shipped = records.filter { $0.device == device.rawValue }
            #expect(
                shipped.filter { $0.measure == .top1AccuracyPercent }.map(\.value)
                    == expected.map(\.accuracy), "\(device)")
            #expect(
                shipped.filter { $0.measure == .latencyMilliseconds }.map(\.value)
                    == expected.map(\.latency), "\(device)")
        }
        #expect(records.count == 2 * Table2Tests.reported.count)
    }
}
