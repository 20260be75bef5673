import Foundation
import Spaces
import TestSupport
import Testing

@testable import Benchmarks

/// The real tables, each read and imported once for all tests.
private enum Imported {
    static let folder = Result { try TemporaryFolder() }
    static let report = Result {
        try TableImport.run(inputs: [RealTables.folder], into: folder.get().path)
    }
    static func tables() throws -> TableFolder {
        _ = try report.get()
        return try TableFolder(path: folder.get().path)
    }
}

@Suite(
    "The real tables",
    .enabled(if: RealTables.areThere, "\(RealTables.absence)")
)
struct RealTablesTests {
    private let dataset = Dataset.cifar10

    @Test("All seven import, complete, and agree with what is known")
    func importing() throws {
        let lines = try Imported.report.get().lines
        #expect(lines.count == 7)
        #expect(lines.allSatisfy { $0.contains(": 15,625 cells, ") })
        #expect(lines.contains("nas-bench-201/accuracy: 15,625 cells, 6 columns; known values agree"))
        #expect(lines.contains("hw-nas-bench/cifar10: 15,625 cells, 10 columns; known values agree"))
        #expect(lines.filter { $0.hasSuffix("flops and params agree with the cells' own") }.count == 3)
    }

    @Test("CSV and imported table give the same numbers")
    func bothKinds() throws {
        let imported = try Imported.tables()
        let written = try TableFolder(path: RealTables.folder)
        #expect(
            try imported.accuracy(dataset: .imageNet16, split: .test).column
                == written.accuracy(dataset: .imageNet16, split: .test).column)
        #expect(
            try imported.latency(dataset: .cifar100, device: .eyeriss).column
                == written.latency(dataset: .cifar100, device: .eyeriss).column)
        #expect(try imported.proxies(dataset: .cifar10).columns == written.proxies(dataset: .cifar10).columns)
    }

    @Test("4,699 cells do not run on the Edge TPU, on any data set; all run elsewhere")
    func edgeTPU() throws {
        for dataset in Dataset.allCases {
            for device in Device.allCases {
                let latency = try Imported.tables().latency(dataset: dataset, device: device)
                #expect(latency.column.missingCount == (device == .edgetpu ? 4_699 : 0))
                #expect(latency.notes.isEmpty == (device != .edgetpu))
            }
        }
    }

    @Test("Disconnected cells guess, and have no zen score")
    func disconnected() throws {
        let tables = try Imported.tables()
        let test = try tables.accuracy(dataset: .cifar10, split: .test).column
        let zen = try tables.proxies(dataset: .cifar10).columns[12]
        let disconnected = Cell.all.filter { !$0.isConnected }
        #expect(disconnected.count == 341)
        #expect(disconnected.allSatisfy { test.value(of: $0) == 10 && zen.value(of: $0) == nil })
        #expect(zen.missingCount == 341)
    }

    @Test("cifar100 borrows the ten proxies it has no value of")
    func borrowing() throws {
        let proxies = try Imported.tables().proxies(dataset: .cifar100)
        #expect(Set(TableKind.proxyNames).subtracting(proxies.borrowed) == ["flops", "params", "zen"])
        #expect(proxies.columns.allSatisfy { !$0.isEmpty })
        for dataset in [Dataset.cifar10, .imageNet16] {
            let own = try Imported.tables().proxies(dataset: dataset)
            #expect(own.borrowed == [])
            #expect(own.columns.filter { $0.missingCount >= 6_180 }.count == 10)
        }
    }

    @Test("A JSON made of the table gives the table back; keys in another order of edges are refused")
    func suiteZero() throws {
        let folder = try TemporaryFolder()
        let table = try BenchmarkTable(path: RealTables.folder + "/nas-bench-suite-zero/cifar10.csv")
        let columns = try table.columns(TableKind.proxyNames)
        func json(_ columns: [Column], _ key: (Cell) -> String) throws -> String {
            var text = "{\"cifar10\": {"
            for cell in Cell.all {
                text += cell.code == 0 ? "" : ", "
                text += "\"\(key(cell))\": {"
                text += columns.map {
                    "\"\($0.name)\": {\"score\": \($0.value(of: cell).map { "\($0)" } ?? "NaN")}"
                }
                .joined(separator: ", ")
                text += "}"
            }
            return try folder.write("zc.json", text + "}}")
        }
        let right = try json(columns, SuiteZeroImportTests.key)
        _ = try TableImport.run(inputs: [right], into: folder.path)
        let imported = try BenchmarkTable(path: folder.path + "/nas-bench-suite-zero/cifar10.table")
        #expect(try imported.columns(TableKind.proxyNames) == columns)
        // By target instead of by source: each cell keeps its operations, and so its flops.
        let wrong = try json([columns[2], columns[12]]) { cell in
            SuiteZeroImportTests.key(cell.replacing(edge: 2, with: cell[3]).replacing(edge: 3, with: cell[2]))
        }
        let complaint = message { _ = try TableImport.run(inputs: [wrong], into: folder.path) }
        #expect(complaint.contains("given to the wrong edges"))
    }

    @Test(
        "A pickle of HW-NAS-Bench's figures gives the same columns as the CSV",
        .enabled(if: Python.hasNumPy, "python3 with numpy is not there"))
    func hardware() throws {
        let folder = try TemporaryFolder()
        try Python.run(
            """
            import csv, pickle, sys
            import numpy as np
            rows = list(csv.DictReader(open(sys.argv[1])))
            metrics = {n: np.array([float(r[n]) for r in rows]) for n in rows[0] if n not in ("index", "arch")}
            metrics["config"] = [{"arch_str": r["arch"], "C": 16, "N": 5} for r in rows]
            metrics["raspi4_latency"] = list(metrics["raspi4_latency"].tolist())
            pickle.dump({"nasbench201": {"cifar10": metrics}, "fbnet": {}}, open(sys.argv[2], "wb"), 4)
            """, [RealTables.folder + "/hw-nas-bench/cifar10.csv", folder.path + "/hw.pickle"])
        let report = try TableImport.run(inputs: [folder.path + "/hw.pickle"], into: folder.path)
        #expect(report.lines == ["hw-nas-bench/cifar10: 15,625 cells, 10 columns; known values agree"])
        let names = TableKind.hardware.columns
        #expect(
            try TableFolder(path: folder.path).table("hw-nas-bench/cifar10").columns(names)
                == Imported.tables().table("hw-nas-bench/cifar10").columns(names))
        let written = try Imported.tables().table("hw-nas-bench/cifar10")
        #expect(report.tables[0].contentHash == written.contentHash)
    }
}
