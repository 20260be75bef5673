internal import Spaces

/// A network as an ONNX model (onnx.ai, IR version 7, opset 13: what runtimes and compilers since 2021 read):
/// for measuring latency and size elsewhere, and as a start for training.
///
/// It is **not trained**: weights are random, by the seed, and the model says so. The same cell, data set,
/// edges, batch and seed give the same bytes on any machine. Input is `images`, float32 of (batch, 3, side,
/// side), output `logits`, float32 of (batch, classes). Field numbers are onnx.proto's.
public struct ONNXModel: Sendable {
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
        let cell = "\(graph.cell.natsBenchIndex)"
        return ONNXDocument(
            irVersion: 7, opset: 13,
            documentation:
                "UNTRAINED network of NAS-Bench-201 cell \(cell) for \(graph.dataset.rawValue), "
                + "\(graph.cell): random weights, for measuring and as a start for training.",
            name: "nas-bench-201-\(cell)", metadata: metadata,
            nodes: graph.nodes.map {
                .init(
                    operation: $0.operation.onnxName, inputs: $0.inputs, outputs: [$0.output.name],
                    attributes: $0.operation.onnxAttributes)
            },
            tensors: graph.weights.map { weight in
                .init(name: weight.name, shape: weight.shape) { weight.littleEndianValues(seed: seed) }
            },
            inputs: [port(graph.input)], outputs: [port(graph.output)]
        ).bytes
    }

    private func port(_ value: NetworkGraph.Value) -> ONNXDocument.Port {
        let sizes = [value.channels] + (value.side > 0 ? [value.side, value.side] : [])
        return .init(name: value.name, shape: [batch.dimension] + sizes.map { .fixed($0) })
    }
}

extension ONNXModel.Batch {
    var dimension: ONNXDocument.Dimension {
        switch self {
        case .any: .named("batch")
        case .fixed(let count): .fixed(count)
        }
    }
}
