import Foundation
import Pipeline
import PipelineFile
import Records
import Testing

/// The figures that a run's summary and report quote are those of `data/reported`, Table 3.
struct ReportedFigureTests {
    @Test func everyPairIsAsTheDataHasIt() throws {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "data/reported/pel-nas.jsonl")
        let rows = try JSONLines.read(
            ReportedRecord.self, from: [UInt8](Data(contentsOf: file)), file: "pel-nas.jsonl"
        ).filter { $0.table == "Table 3" && $0.row == "LLM-NAS" }
        for dataset in PipelineSettings.Dataset.allCases {
            for device in PipelineSettings.Device.allCases {
                let pair = rows.filter { $0.dataset == dataset.rawValue && $0.device == device.rawValue }
                let quoted = ReportedFigure.pelNAS(dataset, device)
                #expect(
                    pair.filter { $0.measure == .hypervolume }.map(\.value) == [quoted.hypervolume],
                    "\(dataset), \(device)")
                #expect(
                    pair.filter { $0.measure == .igd }.map(\.value) == [quoted.igd], "\(dataset), \(device)")
            }
        }
    }
}
