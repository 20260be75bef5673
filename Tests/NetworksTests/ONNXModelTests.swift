import Foundation
import Spaces
import Testing

@testable import Networks

/// Files that other tools load.
@Suite struct ONNXModelTests {
    private func bytes(_ cell: Cell, seed: Int = 0, batch: ONNXModel.Batch = .any) -> [UInt8] {
        ONNXModel(NetworkGraph(cell, on: .cifar10), seed: seed, batch: batch).bytes
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        Data(bytes).range(of: Data(text.utf8)) != nil
    }

    @Test func theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        let cell = Cell.filled(.convolution1x1)
        #expect(bytes(cell) == bytes(cell))
        #expect(bytes(cell) != bytes(cell, seed: 1))
        #expect(bytes(cell, seed: .min).count > 0)
    }

    /// The bytes that ONNX's tools took, for machines without them: whoever changes them lets those look first.
    @Test func theBytesAreTheOnesThatWereChecked() {
        let hash = bytes(Cell.filled(.skipConnect)).reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        #expect(hash == 382_500_174_667_301_261)
    }

    @Test func itSaysThatItIsUntrainedAndWhatItIs() throws {
        let cell = try #require(Cell(natsBenchIndex: 6111))
        let model = ONNXModel(NetworkGraph(cell, on: .cifar10), seed: 12)
        let bytes = model.bytes
        #expect(contains(bytes, "UNTRAINED"))
        #expect(contains(bytes, cell.description))
        #expect(contains(bytes, "nats_bench_index\u{12}\u{04}6111"))
        #expect(model.metadata.contains { $0.name == "weights" && $0.value.contains("seed 12") })
    }

    @Test func theBatchIsANameOrANumber() {
        let cell = Cell.number(1)
        #expect(contains(bytes(cell), "\u{0A}\u{07}\u{12}\u{05}batch"))
        #expect(!contains(bytes(cell, batch: .fixed(4)), "\u{12}\u{05}batch"))
    }

    @Test func randomWeightsFillTheirBoundsAndNoMore() throws {
        let graph = NetworkGraph(Cell.convolutions, on: .cifar10)
        let weight = try #require(graph.weights.first { $0.name == "cells.16.layers.5.op.1.weight" })
        guard case .uniform(let bound) = weight.content else {
            Issue.record("the weight is not random")
            return
        }
        let bytes = weight.littleEndianValues(seed: 5)
        #expect(bytes.count == 4 * weight.count && weight.count == 64 * 64 * 9)
        let values = stride(from: 0, to: bytes.count, by: 4).map { start in
            Double(
                Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) }))
        }
        #expect(values.allSatisfy { abs($0) <= bound })
        let mean = values.reduce(0, +) / Double(values.count)
        let square = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
        #expect(abs(mean) < 0.02 * bound)
        #expect(abs(square / (bound * bound / 3) - 1) < 0.03)
    }

    /// Protocol Buffers' documentation has these bytes ("Encoding": 150, "testing").
    @Test func protocolBuffersAreWrittenAsDocumented() {
        var writer = ProtobufWriter()
        writer.integer(1, 150)
        writer.string(2, "testing")
        writer.message(3) { $0.integer(1, 150) }
        writer.float(4, 1)
        writer.integer(5, -1)
        writer.integers(6, [3, 270])
        writer.integer(16, 1)
        #expect(
            writer.bytes == [
                0x08, 0x96, 0x01, 0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67, 0x1A, 0x03, 0x08,
                0x96, 0x01,
                0x25, 0, 0, 0x80, 0x3F, 0x28, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01,
                0x30, 3,
                0x30, 0x8E, 0x02, 0x80, 0x01, 1,
            ])
    }

    /// ONNX's checker, its shape inference, onnxruntime and an independent NumPy network take each of them.
    @Test(.enabled(if: Python.hasONNX, "\(Python.absence)"), .timeLimit(.minutes(5)))
    func onnxsOwnToolsReadThemAndNumPyComputesTheSame() throws {
        let folder = try TemporaryFolder()
        var cells = Spaces.Operation.allCases.map(Cell.filled)
        cells += [0, 857, 6111, 9930].compactMap(Cell.init(natsBenchIndex:))
        cells += try [
            // Edges into a node that nobody reads, edges out of an empty one, both, and no way through.
            "|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|",
            "|none~0|+|nor_conv_1x1~0|nor_conv_3x3~1|+|avg_pool_3x3~0|skip_connect~1|nor_conv_1x1~2|",
            "|none~0|+|none~0|avg_pool_3x3~1|+|nor_conv_3x3~0|nor_conv_1x1~1|skip_connect~2|",
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|none~0|none~1|none~2|",
        ].map(Cell.init(parsing:))
        var random = RandomStream(seed: 201, "cells")
        cells += (0..<9).map { _ in Cell.number(random.below(Cell.count)) }
        for (number, cell) in cells.enumerated() {
            let dataset = Dataset.allCases[number % 3]
            let batch = number % 4 == 3 ? ONNXModel.Batch.fixed(2) : .any
            for edges in number % 2 == 0 || cell.deadEdges.isEmpty ? [NetworkGraph.Edges.all] : [.all, .live]
            {
                let graph = NetworkGraph(cell, on: dataset, edges: edges)
                try folder.write(
                    ONNXModel(graph, seed: number, batch: batch).bytes,
                    to: "\(number)-\(cell.letters)-\(edges.rawValue).onnx")
            }
        }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("check_networks.py").path
        let (status, output) = try Python.run([script, folder.path])
        #expect(status == 0, "\(output)")
        #expect(output.split(separator: "\n").count > cells.count, "\(output)")
        if status == 0 { print(output) }
    }
}
