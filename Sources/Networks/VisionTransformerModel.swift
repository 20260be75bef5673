public import Spaces

/// A vision transformer as an ONNX model (IR version 8, opset 17), as AutoFormer's published code computes it with
/// relative positions and the mean over patches before the classifier, which is how its spaces were trained.
///
/// It is **not trained**: weights are random, by the seed, and the model says so. Weights have the names and
/// shapes of AutoFormer's `state_dict`, cut to the subnet, so a trained one can be poured in. Input is `images`,
/// float32 of (batch, 3, side, side), output `logits`, float32 of (batch, 1000).
public struct VisionTransformerModel: Sendable {
    /// How the weights stand in the file. The network is the same, number by number.
    public enum Weights: String, CaseIterable, Sendable {
        /// Each as it is: 4 bytes a parameter.
        case whole
        /// Large ones as a rule for drawing them, which a runtime follows once as it loads the model (constants
        /// are folded) and not when it runs: below a megabyte where `whole` takes two hundred.
        case compact
    }

    public let transformer: VisionTransformer
    private let seed: Int
    private let graph: TransformerGraph
    private let batch: ONNXModel.Batch

    public init(
        _ transformer: VisionTransformer, seed: Int = 0, batch: ONNXModel.Batch = .any,
        weights: Weights = .whole
    ) {
        self.transformer = transformer
        self.seed = seed
        self.batch = batch
        graph = TransformerGraph(transformer, seed: seed, weights: weights)
    }

    /// Trained numbers, counted over the weights of the graph.
    public var parameterCount: Int { graph.weights.parameterCount }

    /// What the model says of itself, by name, in its `metadata_props`.
    public var metadata: [(name: String, value: String)] {
        [
            ("arch_str", transformer.description),
            ("image_size", "\(transformer.imageSize)"),
            ("parameters", "\(parameterCount)"),
            ("weights", "untrained: uniformly random, seed \(seed), \(graph.weights.form.rawValue)"),
        ]
    }

    /// The file's content.
    public var bytes: [UInt8] {
        let side = ONNXDocument.Dimension.fixed(transformer.imageSize)
        return ONNXDocument(
            irVersion: 8, opset: 17,
            documentation:
                "UNTRAINED vision transformer of AutoFormer's spaces, \(transformer): random weights, for measuring "
                + "and as a start for training.",
            name: "autoformer", metadata: metadata, nodes: graph.weights.nodes + graph.nodes,
            tensors: graph.weights.tensors,
            inputs: [.init(name: TransformerGraph.input, shape: [batch.dimension, .fixed(3), side, side])],
            outputs: [
                .init(
                    name: TransformerGraph.output,
                    shape: [batch.dimension, .fixed(VisionTransformer.classes)])
            ]
        ).bytes
    }
}
