import Foundation
import Spaces
import Testing

@testable import Benchmarks

@Suite("Importing tables")
struct TableImportTests {
    private let folder: TemporaryFolder
    private let first =
        "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|"

    init() throws { folder = try TemporaryFolder() }

    private func complaint(_ inputs: String...) -> String {
        message { _ = try TableImport.run(inputs: inputs, into: folder.path + "/tables") }
    }

    @Test("Known values are looked for, and a table without them says so")
    func knownValues() throws {
        let right = try folder.write("a/cifar10.csv", "arch,edgegpu_latency\n\(first),5.807419\n")
        #expect(
            try TableImport.run(inputs: [right], into: folder.path + "/t").lines == [
                "hw-nas-bench/cifar10: 1 of 15,625 cells, 1 column (without edgegpu_energy, raspi4_latency, "
                    + "edgetpu_latency, pixel3_latency, eyeriss_latency, eyeriss_energy, "
                    + "eyeriss_arithmetic_intensity, fpga_latency, fpga_energy); known values agree"
            ])
        let wrong = try folder.write("b/cifar10.csv", "arch,edgegpu_latency\n\(first),5.9\n")
        #expect(complaint(wrong).contains("has 5.9 ms on cifar10; expected 5.807418 ms"))
        let misnamed = try folder.write("c/cifar100.csv", "arch,edgegpu_latency\n\(first),5.807419\n")
        #expect(complaint(misnamed).contains("the values are those of cifar10, expected cifar100's"))
        let accuracy = try folder.write(
            "d.csv",
            "arch,cifar100_test\n|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|,70\n"
        )
        #expect(complaint(accuracy).contains("expected both to be 73.5133"))
    }

    @Test("Failed zen scores on cells with a path mean mixed-up edges")
    func edges() throws {
        let path = try folder.write("cifar10.csv", "arch,zen\n\(first),-1e8\n")
        #expect(complaint(path).contains("the operations were given to the wrong edges"))
    }

    @Test("Nothing is published when any input is wrong")
    func allOrNothing() throws {
        let good = try folder.write("good.csv", "arch,cifar10_valid\n\(Cell.number(5)),50\n")
        let bad = try folder.write("bad.json", "{\"cifar10\": ")
        #expect(complaint(good, bad).contains("bad.json"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/tables"))
    }

    @Test("The same input gives the same bytes, and no file is left aside")
    func repeatable() throws {
        let input = try folder.write("in.csv", "arch,cifar10_valid\n\(Cell.number(5)),50\n")
        for into in ["x", "y", "y"] {
            _ = try TableImport.run(inputs: [input], into: "\(folder.path)/\(into)")
        }
        #expect(
            try folder.read("x/nas-bench-201/accuracy.table") == folder.read("y/nas-bench-201/accuracy.table")
        )
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/y/nas-bench-201")
        #expect(names == ["accuracy.table"])
    }

    @Test("Two inputs for one table are refused by name")
    func twice() throws {
        let one = try folder.write("one.csv", "arch,cifar10_valid\n\(Cell.number(5)),50\n")
        let two = try folder.write("two.csv", "arch,cifar10_test\n\(Cell.number(5)),50\n")
        #expect(complaint(one, two).contains("two.csv: it gives nas-bench-201/accuracy, which"))
    }

    @Test("A folder's tables are imported by their place; what is not there is not wanted")
    func folders() throws {
        try folder.write("in/nas-bench-201/accuracy.csv", "arch,cifar10_valid\n\(Cell.number(5)),50\n")
        try folder.write("in/hw-nas-bench/ImageNet16-120.csv", "arch,fpga_energy\n\(Cell.number(5)),50\n")
        try folder.write(
            "in/nas-bench-suite-zero/older-run-cifar10.csv", "arch_str,snip\n\(Cell.number(5)),50\n")
        let report = try TableImport.run(inputs: [folder.path + "/in"], into: folder.path + "/out")
        #expect(report.tables.map(\.name) == ["hw-nas-bench/ImageNet16-120", "nas-bench-201/accuracy"])
        #expect(complaint(folder.path).contains("the folder has none of nas-bench-201/accuracy.csv"))
        try folder.write("in/hw-nas-bench/cifar10.csv", "arch,cifar10_valid\n\(Cell.number(5)),50\n")
        #expect(
            complaint(folder.path + "/in").contains(
                "its columns are those of nas-bench-201, expected hw-nas-bench's"))
    }

    @Test("What an input is, and which data set it is of, is told or asked for")
    func kinds() throws {
        #expect(complaint(try folder.write("a.bin", [0, 1, 2])).contains("no kind of file that is known"))
        #expect(complaint(try folder.write("b.csv", "")).contains("no kind of file that is known"))
        #expect(
            complaint(try folder.write("c.csv", "arch,x\n")).contains("the columns belong to no benchmark"))
        #expect(
            complaint(try folder.write("d.csv", "arch,snip,fpga_energy\n")).contains(
                "more than one benchmark"))
        #expect(
            complaint(try folder.write("e.csv", "arch,snip\n")).contains(
                "named after its data set: expected cifar10.csv"))
        #expect(complaint(try folder.write("cifar10.csv", "arch,snip\n")).contains("there is no row"))
        #expect(
            complaint(try folder.write("f.table", TableFileTests.sample())).contains(
                "an imported table already"))
        #expect(complaint(try folder.write("g.pkl", "garbage")).contains("g.pkl"))
        guard case .missing = refusal({ _ = try TableImport.run(inputs: ["/nowhere"], into: "/nowhere") })
        else {
            Issue.record("expected .missing")
            return
        }
    }
}
