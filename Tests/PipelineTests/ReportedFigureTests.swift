import Foundation
import Pipeline
import PipelineFile
import Records
import Testing

/// The figures that a run's summary and report quote are those of `data/reported`, Table 3.
struct ReportedFigureTests {
    private func rows(_ name: String) throws -> [ReportedRecord] {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "data/reported/\(name)")
        return try JSONLines.read(
            ReportedRecord.self, from: [UInt8](Data(contentsOf: file)), file: name)
    }

    @Test func theAccuraciesOfCoLLMAreAsTheDataHasThem() throws {
        let rows = try rows("collm-nas.jsonl").filter { $0.table == "Main results, NAS-Bench-201" }
        for dataset in PipelineSettings.Dataset.allCases {
            let own = rows.filter { $0.dataset == dataset.rawValue }
            let quoted = try #require(ReportedAccuracy.coLLM(dataset))
            let row = try #require(own.first { $0.row == "Ours" })
            #expect(row.value == quoted.accuracyPercent && row.deviation == quoted.deviation)
            #expect(own.first { $0.row.hasPrefix("Optimal") }?.value == quoted.optimumPercent)
        }
    }

    @Test func everyPairIsAsTheDataHasIt() throws {
        let rows = try rows("pel-nas.jsonl").filter { $0.table == "Table 3" && $0.row == "LLM-NAS" }
        for dataset in PipelineSettings.Dataset.allCases {
            for device in PipelineSettings.Device.allCases {
                let pair = rows.filter { $0.dataset == dataset.rawValue && $0.device == device.rawValue }
                let quoted = try #require(ReportedFigure.pelNAS(dataset, device))
                #expect(
                    pair.filter { $0.measure == .hypervolume }.map(\.value) == [quoted.hypervolume],
                    "\(dataset), \(device)")
                #expect(
                    pair.filter { $0.measure == .igd }.map(\.value) == [quoted.igd], "\(dataset), \(device)")
            }
        }
    }
}
