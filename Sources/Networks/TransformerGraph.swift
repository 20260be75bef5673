internal import Spaces

/// The operators of a transformer in the order they run. Values have the names of AutoFormer's modules
/// (`Vision_TransformerSuper`); its `super_` prefixes of layers that a subnet is cut from are kept where its
/// `state_dict` has them.
struct TransformerGraph: Sendable {
    static let input = "images"
    static let output = "logits"

    let transformer: VisionTransformer
    private(set) var nodes: [ONNXDocument.Node] = []
    var weights: TransformerWeights

    /// Patches and the class token.
    var tokens: Int { transformer.patches + 1 }

    init(_ transformer: VisionTransformer, seed: Int, weights form: VisionTransformerModel.Weights) {
        self.transformer = transformer
        let width = transformer.embedding
        let largest = transformer.blocks.reduce(
            max(VisionTransformer.classes * width, (transformer.patches + 1) * width, 768 * width)
        ) { max($0, 3 * $1.attentionWidth * width, transformer.hiddenWidth($1) * width) }
        weights = TransformerWeights(seed: seed, form: form, largest: largest)
        build()
    }

    private mutating func build() {
        var value = patches()
        for (number, block) in transformer.blocks.enumerated() {
            let name = "blocks.\(number)"
            let normal = normalised("\(name).attn_layer_norm", value)
            let attended = attention("\(name).attn", normal, heads: block.heads)
            value = node("Add", "\(name).attended", [value, attended])
            let again = normalised("\(name).ffn_layer_norm", value)
            let hidden = transformer.hiddenWidth(block)
            let first = linear("\(name).fc1", again, transformer.embedding, hidden)
            let second = linear(
                "\(name).fc2", activated("\(name).gelu", first), hidden, transformer.embedding)
            value = node("Add", name, [value, second])
        }
        classifier(normalised("norm", value))
    }

    /// Each patch by one convolution, the class token before them, positions added.
    private mutating func patches() -> String {
        let (width, side) = (transformer.embedding, VisionTransformer.patch)
        let name = "patch_embed_super.proj"
        let inputs = [
            Self.input, uniform("\(name).weight", [width, 3, side, side], fanIn: 3 * side * side),
            bias("\(name).bias", width),
        ]
        let convolved = node(
            "Conv", name, inputs,
            [
                ("kernel_shape", .integers([side, side])), ("strides", .integers([side, side])),
            ])
        let rows = node(
            "Reshape", "patch_embed_super.flat",
            [convolved, weights.integers("shape.patches", [0, width, transformer.patches])])
        let patches = transposed("patch_embed_super", rows, [0, 2, 1])

        let images = node(
            "Shape", "cls_token.images", [patches], [("start", .integer(0)), ("end", .integer(1))])
        let shape = node(
            "Concat", "cls_token.shape", [images, weights.integers("shape.token", [1, width])],
            [("axis", .integer(0))])
        let token = node(
            "Expand", "cls_token.expanded",
            [weights.weight("cls_token", [1, 1, width], bound: 1), shape])
        let joined = node("Concat", "tokens", [token, patches], [("axis", .integer(1))])
        return node(
            "Add", "positioned", [joined, weights.weight("pos_embed", [1, tokens, width], bound: 1)])
    }

    /// The mean over patches, the class token left out (AutoFormer's `--gp`).
    private mutating func classifier(_ value: String) {
        let places = [
            weights.integers("place.patches", [1]), weights.integers("place.end", [Int(Int32.max)]),
            weights.integers("axis.tokens", [1]),
        ]
        let patches = node("Slice", "pooled.patches", [value] + places)
        let pooled = node(
            "ReduceMean", "pooled", [patches], [("axes", .integers([1])), ("keepdims", .integer(0))])
        let (width, classes) = (transformer.embedding, VisionTransformer.classes)
        let inputs = [
            pooled, uniform("head.weight", [classes, width], fanIn: width), bias("head.bias", classes),
        ]
        _ = node("Gemm", Self.output, inputs, [("transB", .integer(1))])
    }
}

/// The pieces that it is put together from. Each gives its output's name.
extension TransformerGraph {
    mutating func node(
        _ operation: String, _ name: String, _ inputs: [String],
        _ attributes: [(name: String, value: ONNXDocument.Attribute)] = []
    ) -> String {
        nodes.append(.init(operation: operation, inputs: inputs, outputs: [name], attributes: attributes))
        return name
    }

    /// One operator with several outputs.
    mutating func split(_ names: [String], _ input: String, axis: Int) {
        nodes.append(
            .init(operation: "Split", inputs: [input], outputs: names, attributes: [("axis", .integer(axis))])
        )
    }

    mutating func transposed(_ name: String, _ input: String, _ order: [Int]) -> String {
        node("Transpose", name, [input], [("perm", .integers(order))])
    }

    /// Random so that what was of mean square 1 stays so.
    mutating func uniform(_ name: String, _ shape: [Int], fanIn: Int) -> String {
        weights.weight(name, shape, bound: (3 / Float(fanIn)).squareRoot())
    }

    mutating func bias(_ name: String, _ width: Int) -> String {
        weights.weight(name, [width], bound: 0.1)
    }

    /// PyTorch keeps a layer's weight by output; runtimes turn it once, as they load it.
    mutating func linear(_ name: String, _ input: String, _ width: Int, _ outputs: Int) -> String {
        let weight = uniform("\(name).weight", [outputs, width], fanIn: width)
        let turned = transposed("\(name).weight.turned", weight, [1, 0])
        let product = node("MatMul", "\(name).product", [input, turned])
        return node("Add", name, [product, bias("\(name).bias", outputs)])
    }

    mutating func normalised(_ name: String, _ input: String) -> String {
        let shape = [transformer.embedding]
        let inputs = [
            input, weights.weight("\(name).weight", shape, bound: 0.1, middle: 1),
            weights.weight("\(name).bias", shape, bound: 0.1),
        ]
        return node("LayerNormalization", name, inputs, [("axis", .integer(-1)), ("epsilon", .float(1e-5))])
    }

    /// GELU by the error function (Hendrycks and Gimpel 2016), written as runtimes know to fuse it.
    mutating func activated(_ name: String, _ input: String) -> String {
        let root = weights.number("number.root_2", Float(2).squareRoot())
        let scaled = node("Div", "\(name).scaled", [input, root])
        let error = node("Erf", "\(name).erf", [scaled])
        let moved = node("Add", "\(name).moved", [error, weights.number("number.1", 1)])
        let product = node("Mul", "\(name).product", [input, moved])
        return node("Mul", name, [product, weights.number("number.half", 0.5)])
    }
}
