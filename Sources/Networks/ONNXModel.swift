internal import Spaces

/// A network as an ONNX model (onnx.ai, IR version 7, opset 13: what runtimes and compilers since 2021 read):
/// for measuring latency and size elsewhere, and as a start for training.
///
/// It is **not trained**: weights are random, by the seed, and the model says so. The same cell, data set,
/// edges, batch and seed give the same bytes on any machine. Input is `images`, float32 of (batch, 3, side,
/// side), output `logits`, float32 of (batch, classes). Field numbers are onnx.proto's.
public struct ONNXModel {
    /// How many images go through at once.
    public enum Batch: Sendable, Equatable {
        /// As many as come: the dimension has a name only.
        case any
        case fixed(Int)
    }

    private let graph: NetworkGraph
    private let seed: Int
    private let batch: Batch

    public init(_ graph: NetworkGraph, seed: Int = 0, batch: Batch = .any) {
        self.graph = graph
        self.seed = seed
        self.batch = batch
    }

    /// What the model says of itself, by name, in its `metadata_props`.
    public var metadata: [(name: String, value: String)] {
        [
            ("arch_str", graph.cell.description),
            ("nats_bench_index", "\(graph.cell.natsBenchIndex)"),
            ("dataset", graph.dataset.rawValue),
            ("edges", graph.edges.rawValue),
            ("parameters", "\(graph.parameterCount)"),
            ("weights", "untrained: uniformly random (He et al. 2015), seed \(seed)"),
            ("batch_normalisation", "folded into the convolutions, but for the last"),
        ]
    }

    /// The file's content.
    public var bytes: [UInt8] {
        var model = ProtobufWriter()
        model.integer(1, 7)
        model.string(2, "pelnas")
        model.string(
            6,
            "UNTRAINED network of NAS-Bench-201 cell \(graph.cell.natsBenchIndex) for \(graph.dataset.rawValue), "
                + "\(graph.cell): random weights, for measuring and as a start for training.")
        model.message(7, write)
        model.message(8) { $0.integer(2, 13) }
        for property in metadata {
            model.message(14) {
                $0.string(1, property.name)
                $0.string(2, property.value)
            }
        }
        return model.bytes
    }

    private func write(_ writer: inout ProtobufWriter) {
        for node in graph.nodes { writer.message(1) { write(node, &$0) } }
        writer.string(2, "nas-bench-201-\(graph.cell.natsBenchIndex)")
        for weight in graph.weights { writer.message(5) { write(weight, &$0) } }
        writer.message(11) { write(graph.input, &$0) }
        writer.message(12) { write(graph.output, &$0) }
    }

    private func write(_ node: NetworkGraph.Node, _ writer: inout ProtobufWriter) {
        for input in node.inputs { writer.string(1, input) }
        writer.string(2, node.output.name)
        writer.string(3, node.output.name)
        writer.string(4, node.operation.onnxName)
        for attribute in node.operation.onnxAttributes {
            writer.message(5) {
                $0.string(1, attribute.name)
                switch attribute.value {
                case .float(let value):
                    $0.float(2, value)
                    $0.integer(20, 1)
                case .integer(let value):
                    $0.integer(3, value)
                    $0.integer(20, 2)
                case .integers(let values):
                    $0.integers(8, values)
                    $0.integer(20, 7)
                }
            }
        }
    }

    private func write(_ weight: NetworkGraph.Weight, _ writer: inout ProtobufWriter) {
        writer.integers(1, weight.shape)
        writer.integer(2, 1)
        writer.string(8, weight.name)
        writer.data(9, weight.littleEndianValues(seed: seed))
    }

    private func write(_ value: NetworkGraph.Value, _ writer: inout ProtobufWriter) {
        let sides = value.side > 0 ? [value.side, value.side] : []
        writer.string(1, value.name)
        writer.message(2) { type in
            type.message(1) { tensor in
                tensor.integer(1, 1)
                tensor.message(2) { shape in
                    shape.message(1) {
                        switch batch {
                        case .any: $0.string(2, "batch")
                        case .fixed(let count): $0.integer(1, count)
                        }
                    }
                    for size in [value.channels] + sides { shape.message(1) { $0.integer(1, size) } }
                }
            }
        }
    }
}
