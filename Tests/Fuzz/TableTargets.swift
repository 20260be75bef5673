import Benchmarks
import ComputedProxies
import Files
import Foundation
import ProxyNetwork
import Spaces
import TestSupport

private let first = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|"
private let second = "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|"

/// Benchmarks' originals, imported tables and images.
func tableTargets(_ scratch: ScratchFile) throws -> [FuzzTarget] {
    let csv = [
        "arch,cifar10_valid,cifar10_test\n\(first),91.25,90.5\n\"\(second)\",10,10\n",
        "index,arch,cifar10_valid\r\n5,\"\(first)\",1e1\r\n6,\(second),\r\n",
        "arch,fpga_latency,fpga_energy\n\(first),1.5,2\n\(second),nan,-1\n",
    ].map { Array($0.utf8) }
    let suite = [
        #"{"cifar10": {"(4, 0, 3, 1, 4, 3)": {"synflow": {"score": 1.5, "time": 2}, "snip": null, "val_accuracy": 91.5}}, "svhn": {"x": [1]}}"#,
        #"{"ImageNet16-120": {"\#(first)": {"flops": 15.5, "params": {"score": NaN}}}}"#,
    ].map { Array($0.utf8) }
    let pickles = SamplePickle.allCases.map(\.bytes)
    func importing(_ name: String) -> ([UInt8]) throws -> Void {
        { bytes in
            let path = try scratch.holding(bytes, name)
            _ = try TableImport.run(inputs: [path], into: scratch.folder + "/tables")
        }
    }
    return [
        FuzzTarget(
            "table/csv", samples: csv,
            words: [
                "arch", "index", ",", "\"", "\"\"", "\n", "\r\n", "\r", "nan", "inf", "-inf", first, second,
                "cifar10_valid", "\0", "\u{FEFF}",
            ],
            allowance: Allowance.table
        ) { bytes in
            let path = try scratch.holding(bytes, "a.csv")
            try Misbehaviour.refusing { _ = try BenchmarkTable(path: path).columns(["cifar10_valid"]) }
            try importing("a.csv")(bytes)
        },
        FuzzTarget(
            "table/suite-zero", samples: suite,
            words: [
                "{", "}", "[", "]", "\"", ",", ":", "NaN", "Infinity", "-Infinity", "null", "\"score\"",
                "\"(0, 0, 0, 0, 0, 0)\"",
                "\"cifar10\"", "\"val_accuracy\"", "\\u0041", "\\", "1e999",
            ], isJSON: true, allowance: Allowance.table, read: importing("a.json")),
        FuzzTarget(
            "table/pickle", samples: pickles, words: pickleWords, allowance: Allowance.table,
            read: importing("a.pickle")),
        FuzzTarget(
            "table/imported", samples: [try importedTable(scratch, csv[0])],
            words: ["\0\0\0\0", "cifar10_valid"]
        ) { bytes in
            let table = try BenchmarkTable(path: try scratch.holding(bytes, "a.table"))
            for column in try table.columns(table.columns) { _ = column.value(of: Cell.all[7]) }
            try table.verify()
        },
        FuzzTarget("table/images", samples: [images(3_073), images(3_074)], words: ["\0", "\u{9}"]) { bytes in
            for (dataset, name) in [(Dataset.cifar10, "a.bin"), (.cifar100, "b.bin")] {
                var shape = NetworkShape(dataset)
                shape.batch = 2
                try Misbehaviour.refusing {
                    _ = try ImageFile(path: try scratch.holding(bytes, name), dataset: dataset).batch(
                        shape, seed: 1)
                }
            }
        },
        FuzzTarget(
            "table/image-pickle", samples: pickles + [imagePickle], words: pickleWords,
            allowance: Allowance.values
        ) { bytes in
            var shape = NetworkShape(.imageNet16)
            shape.batch = 2
            _ = try ImageFile(path: try scratch.holding(bytes, "a.pickle"), dataset: .imageNet16).batch(
                shape, seed: 1)
        },
    ]
}

private let pickleWords = [
    "(", ".", "0", "1", "2", "a", "b", "e", "u", "s", "t", "]", "}", ")", "l", "d", "R", "q\0", "h\0",
    "r\0\0\0\0", "K\u{1}", "J\0\0\0\0",
    "cos\nsystem\n", "cnumpy\ndtype\n", "cnumpy\nndarray\n", "cnumpy.core.multiarray\n_reconstruct\n",
    "c_codecs\nencode\n",
    "ccollections\nOrderedDict\n", "X\u{4}\0\0\0data", "I01\n", "L5L\n", "F1.5\n", "Vx\n", "N",
]

/// As `pelnas import` writes it.
private func importedTable(_ scratch: ScratchFile, _ csv: [UInt8]) throws -> [UInt8] {
    let report = try TableImport.run(
        inputs: [try scratch.holding(csv, "sample.csv")], into: scratch.folder + "/sample")
    guard let table = report.tables.first else { throw Misbehaviour("the sample gave no table") }
    return try FileSystem.read(table.path).withUnsafeBytes { Array($0) }
}

/// Three images, each as many bytes.
private func images(_ bytes: Int) -> [UInt8] { (0..<3 * bytes).map { UInt8($0 % bytes % 251 % 10) } }

/// {"data": an array of 2 x 768 bytes, "labels": [1, 2]}, protocol 2.
private let imagePickle: [UInt8] = {
    var bytes = Array("\u{0}".utf8)
    bytes = [0x80, 2, 0x7D, 0x28] + text("data")
    bytes += Array("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n".utf8) + [0x4B, 0, 0x85]
    bytes += Array("c_codecs\nencode\n".utf8) + text("b") + text("latin1") + [0x86, 0x52, 0x87, 0x52]
    bytes +=
        [0x28, 0x4B, 1, 0x4B, 2, 0x4D, 0, 3, 0x86] + Array("cnumpy\ndtype\n".utf8) + text("u1") + [
            0x89, 0x88, 0x87, 0x52,
        ]
    bytes += [0x28, 0x4B, 3] + text("|") + Array("NNN".utf8)
    bytes +=
        Array("J".utf8) + [255, 255, 255, 255] + Array("J".utf8) + [
            255, 255, 255, 255, 0x4B, 0, 0x74, 0x62, 0x89,
        ]
    bytes += Array("c_codecs\nencode\n".utf8) + text(String(repeating: "a", count: 1_536)) + text("latin1")
    bytes += [0x86, 0x52, 0x74, 0x62] + text("labels") + [0x5D, 0x28, 0x4B, 1, 0x4B, 2, 0x65, 0x75, 0x2E]
    return bytes
}()

private func text(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    return [0x58] + (0..<4).map { UInt8(bytes.count >> (8 * $0) & 255) } + bytes
}
