import Foundation
import Testing

@testable import Records

/// The papers' numbers in `data/reported`: whole, in their places, and such as can be.
@Suite("What the papers report")
struct ReportedNumbersTests {
    static let files = ["pel-nas", "collm-nas"]
    static let datasets = ["cifar10", "cifar100", "ImageNet16-120"]
    static let devices = ["edgegpu", "raspi4", "edgetpu", "pixel3", "eyeriss", "fpga"]

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: packageFolder("data/reported").appending(path: "\(name).jsonl")))
    }

    static func records(_ name: String) throws -> [ReportedRecord] {
        try JSONLines.read(ReportedRecord.self, from: bytes(name), file: "\(name).jsonl")
    }

    /// The same bytes again: no field beside the schema's, and no number that loses a digit on its way.
    @Test(arguments: files) func everyLineReads(_ name: String) throws {
        let records = try Self.records(name)
        let shipped = try Self.bytes(name).split(separator: UInt8(ascii: "\n"))
        let written = JSONLines.bytes(of: records).split(separator: UInt8(ascii: "\n"))
        #expect(shipped.count == written.count)
        for (shipped, written) in zip(shipped, written) {
            #expect(String(decoding: shipped, as: UTF8.self) == String(decoding: written, as: UTF8.self))
        }
        #expect(Set(records.map(\.paper)) == [name == "pel-nas" ? "arXiv:2510.01472" : "arXiv:2509.26037"])
    }

    @Test(arguments: files) func noNumberStandsTwice(_ name: String) throws {
        var places: Set<String> = []
        for record in try Self.records(name) {
            let place = [
                record.table, record.row, record.dataset ?? "", record.device ?? "", record.space ?? "",
                record.measure.rawValue, record.note?.prefix { $0 != ";" }.description ?? "",
            ].joined(separator: "|")
            #expect(places.insert(place).inserted, "\(place)")
        }
    }

    @Test(arguments: files) func everyNumberCanBe(_ name: String) throws {
        for record in try Self.records(name) {
            let (range, unit) = Self.rangeAndUnit(of: record.measure)
            if record.measure == .spearman, record.unit == "hundredths" {
                #expect((-100...100).contains(record.value), "\(record)")
            } else {
                #expect(range.contains(record.value), "\(record)")
                #expect(record.unit == unit, "\(record)")
            }
            if let deviation = record.deviation {
                #expect(deviation > 0 && deviation < record.value, "\(record)")
            }
            #expect(record.dataset.map { (Self.datasets + ["ImageNet"]).contains($0) } ?? true, "\(record)")
            #expect(record.device.map(Self.devices.contains) ?? true, "\(record)")
            #expect(!record.table.isEmpty && !record.row.isEmpty && record.note != "", "\(record)")
        }
    }

    private static func rangeAndUnit(
        of measure: ReportedRecord.Measure
    ) -> (range: ClosedRange<Double>, unit: String?) {
        switch measure {
        case .hypervolume, .igd, .averageHypervolume, .averageIGD: (0...1, nil)
        case .top1AccuracyPercent, .top5AccuracyPercent, .testAccuracyPercent: (40...100, "percent")
        case .latencyMilliseconds: (1...100, "ms")
        case .flopsMillions: (100...20_000, "M")
        case .paramsMillions: (1...100, "M")
        case .searchCostGPUDays: (0.01...100, "GPU days")
        case .searchCostMinutes: (1...60, "minutes")
        case .searchCostCalls: (1...1000, "calls")
        case .searchCostArchitectures: (1...1000, "architectures")
        case .spearman, .kendall: (-1...1, nil)
        }
    }

    @Test func tablesTwoToSixAreWhole() throws {
        let records = try Self.records("pel-nas")
        let lines = Dictionary(grouping: records, by: \.table).mapValues(\.count)
        // Table 2: eight lines of four devices, two numbers each; Table 3: four methods on 18 pairs, two each.
        #expect(lines["Table 2"] == 64 && lines["Table 3"] == 144)
        #expect(lines["Table 4"] == 5 && lines["Table 5"] == 8 && lines["Table 6"] == 18)
    }

    @Test func everyPairOfTableThreeHasBothMeasuresForEveryMethod() throws {
        let table = try Self.records("pel-nas").filter { $0.table == "Table 3" }
        for dataset in Self.datasets {
            for device in Self.devices {
                for method in ["LLMatic", "FairNAS", "PRP-NAS", "LLM-NAS"] {
                    let measures = table.filter {
                        $0.row == method && $0.dataset == dataset && $0.device == device
                    }.map(\.measure)
                    #expect(measures == [.hypervolume, .igd], "\(method) on \(dataset), \(device)")
                }
            }
        }
    }

    /// The paper's own claim, and a check that no column or row was read into another's place.
    @Test func theirMethodIsBestEverywhereInTableThree() throws {
        let table = try Self.records("pel-nas").filter { $0.table == "Table 3" }
        for pair in Dictionary(grouping: table, by: { "\($0.dataset ?? "") \($0.device ?? "")" }) {
            let hypervolumes = pair.value.filter { $0.measure == .hypervolume }
            let distances = pair.value.filter { $0.measure == .igd }
            #expect(hypervolumes.max { $0.value < $1.value }?.row == "LLM-NAS", "\(pair.key)")
            #expect(distances.min { $0.value < $1.value }?.row == "LLM-NAS", "\(pair.key)")
        }
    }
}
