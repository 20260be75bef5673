import Spaces
import Testing

@testable import Benchmarks

@Suite("A folder of tables")
struct TableFolderTests {
    private let folder: TemporaryFolder
    private let cell = Cell.number(600)
    private let other = Cell.number(9_000)

    init() throws { folder = try TemporaryFolder() }

    private func tables() throws -> TableFolder { try TableFolder(path: folder.path) }

    @Test("No folder and no table are errors of their own kind")
    func missing() throws {
        guard case .missing(let path, _) = refusal({ _ = try TableFolder(path: "/nowhere/tables") }) else {
            Issue.record("expected .missing")
            return
        }
        #expect(path == "/nowhere/tables")
        let tables = try tables()
        guard case .missing = refusal({ _ = try tables.accuracy(dataset: .cifar10, split: .test) }) else {
            Issue.record("expected .missing")
            return
        }
    }

    @Test("Accuracies come with their source; one that is no percentage is refused")
    func accuracy() throws {
        try folder.write(
            "nas-bench-201/accuracy.csv",
            "arch,cifar10_valid,cifar10_test\n\(cell),90.5,91\n\(other),80,101\n")
        let measured = try tables().accuracy(dataset: .cifar10, split: .validation)
        #expect(measured.column.value(of: cell) == 90.5)
        #expect(measured.sources.map(\.name) == ["nas-bench-201/accuracy"])
        #expect(
            measured.notes == [
                "nas-bench-201/accuracy: cifar10_valid has no value for 15,623 of 15,625 cells"
            ])
        let complaint = message { _ = try tables().accuracy(dataset: .cifar10, split: .test) }
        #expect(complaint.contains("cifar10_test: 101.0 for \(other) is no accuracy in percent"))
    }

    @Test("A latency at or below nothing is missing, and so is an energy")
    func costs() throws {
        try folder.write(
            "hw-nas-bench/cifar100.csv", "arch,edgetpu_latency,fpga_energy\n\(cell),-1,3.5\n\(other),0.5,0\n")
        let latency = try tables().latency(dataset: .cifar100, device: .edgetpu)
        #expect(latency.column.value(of: cell) == nil)
        #expect(latency.column.value(of: other) == 0.5)
        let energy = try tables().energy(dataset: .cifar100, device: .fpga)
        #expect(energy.column.value(of: cell) == 3.5)
        #expect(energy.column.value(of: other) == nil)
        #expect(
            message { _ = try tables().energy(dataset: .cifar100, device: .pixel3) }.contains(
                "no energy on Pixel 3"))
        #expect(
            message { _ = try tables().latency(dataset: .cifar100, device: .pixel3) }.contains(
                "no such column"))
    }

    @Test("What cifar100 has no value of comes from cifar10, and the result says so")
    func borrowed() throws {
        let header = "arch," + TableKind.proxyNames.joined(separator: ",")
        func row(_ cell: Cell, _ value: (String) -> String) -> String {
            "\(cell)," + TableKind.proxyNames.map(value).joined(separator: ",")
        }
        try folder.write(
            "nas-bench-suite-zero/cifar10.csv",
            "\(header)\n\(row(cell) { $0 == "nwot" ? "-100000000.0" : "1" })\n\(row(other) { _ in "2" })\n")
        try folder.write(
            "nas-bench-suite-zero/cifar100.csv",
            "\(header)\n\(row(cell) { $0 == "zen" ? "-1e8" : $0 == "flops" ? "3" : "" })\n\(row(other) { $0 == "zen" ? "4" : "" })\n"
        )
        let proxies = try tables().proxies(dataset: .cifar100)
        #expect(proxies.borrowed == TableKind.proxyNames.filter { $0 != "zen" && $0 != "flops" })
        #expect(
            proxies.sources.map(\.name) == ["nas-bench-suite-zero/cifar100", "nas-bench-suite-zero/cifar10"])
        #expect(proxies.notes[0].contains("those of nas-bench-suite-zero/cifar10 stand in"))
        func value(_ name: String, _ cell: Cell) -> Double? {
            proxies.columns.first { $0.name == name }?.value(of: cell)
        }
        #expect(value("snip", cell) == 1)
        #expect(value("flops", cell) == 3)
        #expect(value("flops", other) == nil)
        #expect(value("zen", cell) == nil)
        #expect(value("nwot", cell) == nil)
        #expect(value("nwot", other) == 2)
        #expect(try tables().proxies(dataset: .cifar10).borrowed == [])
    }

    @Test("The imported table wins over the CSV beside it, and its hash differs when its values do")
    func precedence() throws {
        try folder.write("nas-bench-201/accuracy.csv", "arch,cifar10_valid\n\(cell),10\n")
        let before = try tables().accuracy(dataset: .cifar10, split: .validation)
        _ = try TableImport.run(
            inputs: [folder.write("new.csv", "arch,cifar10_valid\n\(cell),20\n")], into: folder.path)
        let after = try tables().accuracy(dataset: .cifar10, split: .validation)
        #expect(before.column.value(of: cell) == 10)
        #expect(after.column.value(of: cell) == 20)
        #expect(after.sources[0].path.hasSuffix("accuracy.table"))
        #expect(after.sources[0].contentHash != before.sources[0].contentHash)
    }

    @Test("Every device has a name for readers and a latency column of its own")
    func devices() {
        #expect(Set(Device.allCases.map(\.displayName)).count == 6)
        #expect(Device.allCases.allSatisfy { TableKind.hardware.columns.contains($0.latencyColumn) })
        #expect(Device.allCases.filter(\.hasEnergy) == [.edgegpu, .eyeriss, .fpga])
    }
}
