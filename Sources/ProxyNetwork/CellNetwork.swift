internal import CNetworkKernels
internal import Spaces

/// The network of a cell with its weights, forward and backward, a batch at a time.
///
/// A forward pass keeps what backward passes need; several of them may follow. Nothing is shared between
/// networks but the arena, so each thread has its own of both, and results do not depend on how many there are.
final class CellNetwork<Scalar: NetworkScalar> {
    let shape: NetworkShape
    let plan: NetworkPlan
    let arena: Arena<Scalar>
    /// Whether batch normalisation is there; synflow goes without.
    let isNormalised: Bool

    let layers: [LayerState<Scalar>]
    /// Where a layer's weights are turned round, one layer at a time.
    private(set) lazy var flipped = Numbers<Scalar>(layers.map(\.weights.count).max() ?? 0)
    /// Of the linear layer: classes times features.
    var classifier: [Scalar]
    var classifierBias: [Scalar]
    var classifierGradient: [Double] = []

    let images: FeatureMap<Scalar>
    /// What convolutions read, kept for the weights' gradients.
    var operands: [FeatureMap<Scalar>?]
    /// Which of an operand's values were above 0, a bit a channel.
    var masks: [[UInt16]]
    /// Whether masks are taken as they are instead of found anew: then the network is smooth in its weights.
    var masksAreFrozen = false
    var values: [FeatureMap<Scalar>?]

    // The last: normalisation, ReLU, mean over pixels, linear.
    var lastNormalisation: Normalisation<Scalar>
    var lastMask: [UInt16] = []
    /// The features before the mean over pixels.
    var features: FeatureMap<Scalar>?
    /// Images times features.
    var pooled: [Double] = []
    /// Images times classes.
    private(set) var logits: [Double] = []

    var valueGradients: [FeatureMap<Scalar>?]
    var operandGradients: [FeatureMap<Scalar>?]

    init(_ cell: Cell, _ shape: NetworkShape, arena: Arena<Scalar>, isNormalised: Bool = true) {
        self.shape = shape
        self.arena = arena
        self.isNormalised = isNormalised
        plan = NetworkPlan(cell, shape)
        layers = plan.layers.map { LayerState($0) }
        let channels = plan.values[plan.output].channels
        classifier = Array(repeating: 0, count: shape.classes * channels)
        classifierBias = Array(repeating: 0, count: shape.classes)
        images = FeatureMap(pn_map(images: shape.batch, channels: 3, side: shape.side, pad: 1))
        operands = plan.operands.map { _ in nil }
        masks = plan.operands.map { _ in [] }
        values = plan.values.map { _ in nil }
        valueGradients = values
        operandGradients = operands
        lastNormalisation = Normalisation(channels: channels)
    }

    deinit { release() }

    /// Whether a convolution is followed by batch normalisation.
    func normalises(_ layer: LayerState<Scalar>) -> Bool { isNormalised && layer.layer.isNormalised }

    /// Gives back what a pass kept.
    func release() {
        for layer in layers {
            arena.give(layer.output)
            layer.output = nil
        }
        for number in operands.indices.dropFirst() {
            arena.give(operands[number])
            operands[number] = nil
        }
        for number in values.indices {
            arena.give(values[number])
            values[number] = nil
        }
        for number in operandGradients.indices {
            arena.give(operandGradients[number])
            operandGradients[number] = nil
        }
        arena.give(features)
        features = nil
    }

    func map(ofValue number: Int) -> pn_map {
        let map = plan.values[number]
        return pn_map(images: shape.batch, channels: map.channels, side: map.side, pad: 0)
    }

    func map(ofOperand number: Int) -> pn_map {
        let map = plan.operands[number]
        return pn_map(images: shape.batch, channels: map.channels, side: map.side, pad: 1)
    }

    /// A value to add to: new, with any content, where nothing was added yet.
    private func sum(_ number: Int) -> (features: FeatureMap<Scalar>, first: Bool) {
        if let there = values[number] { return (there, false) }
        let new = arena.take(map(ofValue: number))
        values[number] = new
        return (new, true)
    }

    /// A value to read; zeros where nothing was added.
    private func value(_ number: Int) -> FeatureMap<Scalar> {
        let (features, first) = sum(number)
        if first { features.clear() }
        return features
    }

    /// - Parameter keeping: whether a backward pass will follow, which needs what the layers read and made.
    func forward(keeping: Bool = true) {
        release()
        operands[0] = images
        let lastReader = plan.lifetimes.lastReader
        var unread = plan.readers
        for (number, step) in plan.steps.enumerated() {
            run(step)
            if !keeping, case .convolve(let layer, let operand, _) = step {
                arena.give(layers[layer].output)
                layers[layer].output = nil
                unread[operand] -= 1
                if unread[operand] == 0, operand > 0 {
                    arena.give(operands[operand])
                    operands[operand] = nil
                }
            }
            for value in lastReader.indices where lastReader[value] == number {
                arena.give(values[value])
                values[value] = nil
            }
        }
        finish()
    }

    private func run(_ step: NetworkPlan.Step) {
        switch step {
        case .convolve(let number, let operand, let target):
            guard let input = operands[operand] else { return }
            let layer = layers[number]
            let (sum, first) = sum(target)
            let output = arena.take(map(ofValue: target))
            layer.output = output
            Scalar.convolve(
                layer.forward, input.map, input.values, layer.weights.values, output.map, output.values, 1)
            if normalises(layer) {
                layer.normalisation.measure(output)
                layer.normalisation.apply(output, to: sum, first: first)
            } else {
                add(output, to: sum, first: first)
            }
        case .rectify(let from, let operand):
            let input = value(from)
            let output = arena.take(map(ofOperand: operand))
            operands[operand] = output
            rectify(input, output, &masks[operand])
        case .halve(let from, let operand):
            let input = value(from)
            let output = arena.take(map(ofOperand: operand).padded(0))
            operands[operand] = output
            Scalar.pool2(input.map, input.values, output.map, output.values)
        case .pool(let from, let to):
            let input = value(from)
            let (sum, first) = sum(to)
            Scalar.pool3(input.map, input.values, sum.values, first ? 1 : 0)
        case .skip(let from, let to):
            let input = value(from)
            let (sum, first) = sum(to)
            add(input, to: sum, first: first)
        }
    }

    func rectify(_ input: FeatureMap<Scalar>, _ output: FeatureMap<Scalar>, _ mask: inout [UInt16]) {
        let count = input.count / 16
        if mask.count != count { mask = Array(repeating: 0, count: count) }
        Scalar.rectify(
            input.map, input.values, output.map, output.values, &mask, masksAreFrozen ? 1 : 0)
    }

    func add(_ features: FeatureMap<Scalar>, to sum: FeatureMap<Scalar>, first: Bool) {
        if first {
            sum.values.update(from: features.values, count: features.count)
        } else {
            for index in 0..<features.count { sum.values[index] += features.values[index] }
        }
    }

    private func finish() {
        let last = value(plan.output)
        let output = arena.take(last.map)
        features = output
        if isNormalised {
            let normalised = arena.take(last.map)
            lastNormalisation.measure(last)
            lastNormalisation.apply(last, to: normalised, first: true)
            rectify(normalised, output, &lastMask)
            arena.give(normalised)
        } else {
            rectify(last, output, &lastMask)
        }
        let channels = plan.values[plan.output].channels
        let pixels = last.map.pixels
        pooled = Array(repeating: 0, count: shape.batch * channels)
        for image in 0..<shape.batch {
            for channel in 0..<channels {
                let start = output.index(image: image, channel: channel, row: 0, column: 0)
                var total = 0.0
                for pixel in 0..<pixels { total += Double(output.values[start + pixel * 16]) }
                pooled[image * channels + channel] = total / Double(pixels)
            }
        }
        logits = []
        for image in 0..<shape.batch {
            for classNumber in 0..<shape.classes {
                var total = Double(classifierBias[classNumber])
                for channel in 0..<channels {
                    total +=
                        Double(classifier[classNumber * channels + channel])
                        * pooled[image * channels + channel]
                }
                logits.append(total)
            }
        }
    }
}
