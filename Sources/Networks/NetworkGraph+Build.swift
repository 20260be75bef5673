import Spaces

/// The network that NAS-Bench-201 builds of a cell (Dong and Yang 2020, section 2.1; `TinyNetwork`,
/// `InferCell` and `ResNetBasicblock` of AutoDL-Projects): a stem, three stages of five cells at 16, 32 and 64
/// channels, a residual reduction before the second and the third, one more normalisation, global average
/// pooling, a linear classifier.
///
/// Nodes and weights have the names of the benchmark's modules: `cells.0.layers.3.op.1.weight` is the
/// convolution on edge 3 of the first cell in its `state_dict` too, so a trained network can be poured in. The
/// batch normalisation behind it, `op.2`, is folded into `op.1`.
extension NetworkGraph {
    mutating func build() {
        let built = edges == .live ? cell.canonical : cell
        var value = convolution("stem.0", input, to: 16, kernel: 3, isRectified: false)
        var module = 0
        for channels in [16, 32, 64] {
            if channels > 16 {
                value = reduction("cells.\(module)", value, to: channels)
                module += 1
            }
            for _ in 0..<5 {
                value = self.cell(built, "cells.\(module)", value)
                module += 1
            }
        }
        classifier(value)
    }

    private mutating func cell(_ cell: Cell, _ name: String, _ input: Value) -> Value {
        // nil for a node that nothing enters: it holds zeros, made when somebody reads them.
        var states: [Value?] = [input]
        var entering: [Value] = []
        for (edge, ends) in Cell.edges.enumerated() {
            if cell[edge] != .none {
                let source = states[ends.source] ?? zeros("\(name).node\(ends.source)", like: input)
                states[ends.source] = source
                entering.append(layer(cell[edge], "\(name).layers.\(edge).op", source))
            }
            if ends.source == ends.target - 1 {
                states.append(sum("\(name).node\(ends.target)", entering))
                entering.removeAll()
            }
        }
        return states[3] ?? zeros("\(name).node3", like: input)
    }

    private mutating func layer(_ operation: Spaces.Operation, _ name: String, _ source: Value) -> Value {
        switch operation {
        case .none: return zeros(name, like: source)
        case .skipConnect: return source
        case .convolution1x1:
            return activated("\(name).0", "\(name).1", source, to: source.channels, kernel: 1)
        case .convolution3x3:
            return activated("\(name).0", "\(name).1", source, to: source.channels, kernel: 3)
        case .averagePool3x3:
            var pooled = source
            pooled.name = name
            return add(.averagePool(kernel: 3, stride: 1), [source], giving: pooled)
        }
    }

    /// The sum of all of them, nil of none; one alone is passed on as it is.
    private mutating func sum(_ name: String, _ values: [Value]) -> Value? {
        guard var total = values.first else { return nil }
        for (number, value) in values.enumerated().dropFirst() {
            var next = total
            next.name = number == values.count - 1 ? name : "\(name).\(number)"
            next.add(value.amplitudes)
            total = add(.add, [total, value], giving: next)
        }
        return total
    }

    /// Zeros of an input's shape, which cannot be written down: the number of images is not known here.
    private mutating func zeros(_ name: String, like input: Value) -> Value {
        let zero = "zero"
        if !weights.contains(where: { $0.name == zero }) {
            weights.append(Weight(name: zero, shape: [], content: .constant(0), parameters: 0))
        }
        var value = input
        value.name = name
        value.amplitudes = []
        return add(.zeros, [input], [zero], giving: value)
    }

    private mutating func reduction(_ name: String, _ input: Value, to channels: Int) -> Value {
        let first = activated(
            "\(name).conv_a.op.0", "\(name).conv_a.op.1", input, to: channels, kernel: 3, stride: 2)
        let second = activated("\(name).conv_b.op.0", "\(name).conv_b.op.1", first, to: channels, kernel: 3)
        var pooled = input
        pooled.name = "\(name).downsample.0"
        pooled.side /= 2
        pooled = add(.averagePool(kernel: 2, stride: 2), [input], giving: pooled)
        // The shortcut has no batch normalisation, hence neither bias nor a change of scale.
        var shortcut = pooled
        shortcut.name = "\(name).downsample.1"
        shortcut.channels = channels
        shortcut.amplitudes = newSource(pooled.meanSquare.squareRoot())
        let weight = uniform(
            "\(shortcut.name).weight", [channels, pooled.channels, 1, 1], 3 / Double(pooled.channels))
        shortcut = add(.convolution(kernel: 1, stride: 1), [pooled], weight, giving: shortcut)
        return sum("\(name).sum", [shortcut, second]) ?? shortcut
    }

    private mutating func classifier(_ value: Value) {
        let shape = [value.channels]
        let statistics: [(name: String, content: Content, parameters: Int)] = [
            ("weight", .constant(1), value.channels), ("bias", .constant(0), value.channels),
            ("running_mean", .constant(0), 0),
            ("running_var", .constant(Float(max(value.meanSquare, 1e-3))), 0),
        ]
        weights += statistics.map {
            Weight(name: "lastact.0.\($0.name)", shape: shape, content: $0.content, parameters: $0.parameters)
        }
        var next = value
        next.name = "lastact.0"
        next = add(
            .normalise, [value], statistics.map { "lastact.0.\($0.name)" }, giving: next)
        next = rectified("lastact.1", next)
        var pooled = next
        pooled.name = "global_pooling"
        pooled.side = 1
        pooled = add(.poolGlobally, [next], giving: pooled)
        var vector = pooled
        vector.name = "features"
        vector.side = 0
        vector = add(.flatten, [pooled], giving: vector)
        let weight = uniform(
            "classifier.weight", [dataset.classes, value.channels], 3 / Double(value.channels))
        let bias = uniform("classifier.bias", [dataset.classes], Self.squaredBias)
        output = add(
            .classify, [vector], weight + bias,
            giving: Value(name: "logits", channels: dataset.classes, side: 0))
    }
}
