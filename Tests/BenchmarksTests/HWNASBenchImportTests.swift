import Spaces
import TestSupport
import Testing

@testable import Benchmarks

@Suite("HW-NAS-Bench's pickle")
struct HWNASBenchImportTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Writes the pickles that Python makes of a CSV: lists and arrays, every protocol, and some with a
    /// twist.
    private static let script = """
        import csv, pickle, sys
        import numpy as np
        rows = list(csv.DictReader(open(sys.argv[1])))
        out = sys.argv[2]
        dataset = sys.argv[3]
        names = [n for n in rows[0] if n not in ("index", "arch")]
        lists = {n: [float(r[n]) for r in rows] for n in names}
        config = [{"name": "infer.tiny", "C": 16, "N": 5, "arch_str": r["arch"], "num_classes": 10} for r in rows]
        fbnet = {"edgegpu_latency": {"ConvNorm": 1.5, "Skip": np.float64(2)}, "raspi4_latency": {}}
        def whole(metrics, config=config):
            return {"nasbench201": {dataset: dict(metrics, **({"config": config} if config is not None else {}))},
                    "fbnet": fbnet}
        kinds = {
            "list": whole(lists),
            "array": whole({n: np.array(v) for n, v in lists.items()}),
            "scalars": whole({n: [np.float64(x) for x in v] for n, v in lists.items()}),
            "big": whole({n: np.array(v).astype(">f8") for n, v in lists.items()}),
            "objects": whole({n: np.array(v, dtype=object) for n, v in lists.items()}, np.array(config, dtype=object)),
            "keyed": whole(lists, dict(enumerate(config))),
            "bare": whole(lists, None),
            "short": whole(dict(lists, fpga_latency=[1.0])),
            "odd": whole(dict(lists, fpga_latency={"a": 1})),
            "twice": whole(lists, config[:-1] + config[:1]),
            "nospace": {"fbnet": fbnet},
        }
        for kind in (sys.argv[4:] or kinds):
            for protocol in range(6):
                with open(f"{out}/{kind}-{protocol}.pickle", "wb") as f:
                    pickle.dump(kinds[kind], f, protocol)
        """

    /// Forty made-up rows; index 0 is not the cell whose figures are known.
    private func writeCSV(_ name: String) throws -> String {
        var text = "index,arch," + TableKind.hardware.columns.joined(separator: ",") + "\n"
        for index in 0..<40 {
            let values = TableKind.hardware.columns.indices.map { "\(Double(index * 10 + $0) / 7)" }
            text += "\(index),\(Cell.number(index * 389)),\(values.joined(separator: ","))\n"
        }
        return try folder.write(name, text)
    }

    private func columns(_ folder: String) throws -> [Column] {
        let table = try BenchmarkTable(path: folder + "/hw-nas-bench/cifar10.table")
        return try table.columns(table.columns)
    }

    @Test(
        "Lists, arrays, scalars, objects in every protocol give what the CSV gives",
        .enabled(if: Python.hasNumPy, "python3 with numpy is not there"))
    func everyProtocol() throws {
        let csv = try writeCSV("cifar10.csv")
        try Python.run(Self.script, [csv, folder.path, "cifar10"])
        _ = try TableImport.run(inputs: [csv], into: folder.path + "/csv")
        let expected = try columns(folder.path + "/csv")
        #expect(expected.map(\.name) == TableKind.hardware.columns)
        for kind in ["list", "array", "scalars", "big", "objects", "keyed"] {
            for number in 0...5 {
                let into = "\(folder.path)/\(kind)-\(number)"
                let report = try TableImport.run(inputs: ["\(into).pickle"], into: into)
                #expect(
                    report.lines == [
                        "hw-nas-bench/cifar10: 40 of 15,625 cells, 10 columns; no known values to compare with"
                    ])
                #expect(try columns(into) == expected, "\(kind), protocol \(number)")
            }
        }
    }

    @Test(
        "A pickle without config takes the cells from a CSV beside it, or says so",
        .enabled(if: Python.hasNumPy, "python3 with numpy is not there"))
    func withoutConfig() throws {
        let csv = try writeCSV("cifar10.csv")
        try Python.run(Self.script, [csv, folder.path, "cifar10", "bare"])
        let pickle = folder.path + "/bare-4.pickle"
        #expect(
            message { _ = try TableImport.run(inputs: [pickle], into: folder.path) }.contains(
                "has no 'config'"))
        _ = try TableImport.run(inputs: [csv], into: folder.path + "/csv")
        var accuracies = "index,arch,cifar10_valid\n"
        for index in 0..<40 { accuracies += "\(index),\(Cell.number(index * 389)),50\n" }
        let map = try folder.write("accuracy.csv", accuracies)
        let report = try TableImport.run(inputs: [pickle, map], into: folder.path + "/both")
        #expect(report.tables.map(\.name) == ["hw-nas-bench/cifar10", "nas-bench-201/accuracy"])
        #expect(try columns(folder.path + "/both") == columns(folder.path + "/csv"))
    }

    @Test(
        "Another layout is refused with what is there",
        .enabled(if: Python.hasNumPy, "python3 with numpy is not there"))
    func otherLayouts() throws {
        let csv = try writeCSV("cifar10.csv")
        try Python.run(Self.script, [csv, folder.path, "cifar10", "short", "odd", "twice", "nospace"])
        func complaint(_ kind: String) -> String {
            message {
                _ = try TableImport.run(inputs: ["\(folder.path)/\(kind)-4.pickle"], into: folder.path + "/t")
            }
        }
        #expect(complaint("short").contains("cifar10, fpga_latency: 1 values, expected 40"))
        #expect(complaint("odd").contains("cifar10, fpga_latency: a dictionary, expected a list or array"))
        #expect(complaint("twice").contains("config: index 39 is |none~0|"))
        #expect(complaint("nospace").contains("expected the space 'nasbench201', found 'fbnet'"))
    }

    @Test("The small pickles that stand in the tests give their two cells", arguments: SamplePickle.allCases)
    func samples(sample: SamplePickle) throws {
        let path = try folder.write("s.pickle", sample.bytes)
        let report = try TableImport.run(inputs: [path], into: folder.path + "/t")
        #expect(
            report.lines[0].contains("2 of 15,625 cells, 3 columns (without edgegpu_energy, edgetpu_latency"))
        let table = try BenchmarkTable(path: folder.path + "/t/hw-nas-bench/cifar10.table")
        let cells = try [SamplePickle.first, SamplePickle.second].map { try Cell(parsing: $0) }
        #expect(try cells.map { try table.column("edgegpu_latency").value(of: $0) } == [1.5, 2.5])
        #expect(try cells.map { try table.column("raspi4_latency").value(of: $0) } == [3, 4])
        #expect(try cells.map { try table.column("fpga_latency").value(of: $0) } == [7, 8])
        #expect(table.origin.format == "HW-NAS-Bench pickle")
        #expect(table.origin.file == "s.pickle")
    }
}
