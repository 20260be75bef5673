internal import CNetworkKernels

/// What a backward pass finds besides the gradients of weights and images.
struct BackwardResult {
    /// The sum over all weights of the weight times its gradient.
    var weightProducts = 0.0
    /// Fisher information: see `ProxyValues.fisher`.
    var fisher = 0.0
}

extension CellNetwork {
    struct Wanted: OptionSet {
        let rawValue: Int
        static var weightGradients: Wanted { Wanted(rawValue: 1) }
        static var fisher: Wanted { Wanted(rawValue: 2) }
        /// Left in `operandGradients[0]` until the next pass.
        static var imageGradient: Wanted { Wanted(rawValue: 4) }
    }

    /// Takes a gradient of the logits, images times classes, back through the last forward pass.
    func backward(_ logitGradient: [Double], _ wanted: Wanted = []) -> BackwardResult {
        var result = BackwardResult()
        arena.give(operandGradients[0])
        operandGradients[0] = nil
        backThroughHead(logitGradient, wanted, &result)
        let firstWriter = plan.lifetimes.firstWriter
        for (number, step) in plan.steps.enumerated().reversed() {
            back(step, wanted, &result)
            for value in firstWriter.indices where firstWriter[value] == number {
                arena.give(valueGradients[value])
                valueGradients[value] = nil
            }
        }
        for number in valueGradients.indices {
            arena.give(valueGradients[number])
            valueGradients[number] = nil
        }
        return result
    }

    private func backThroughHead(_ gradient: [Double], _ wanted: Wanted, _ result: inout BackwardResult) {
        guard let last = values[plan.output] else { return }
        let channels = plan.values[plan.output].channels
        let pixels = last.map.pixels
        var ofWeights = Array(repeating: 0.0, count: classifier.count)
        let spread = arena.take(last.map)
        spread.clear()
        var squares = 0.0
        for image in 0..<shape.batch {
            var ofPooled = Array(repeating: 0.0, count: channels)
            for classNumber in 0..<shape.classes {
                let slope = gradient[image * shape.classes + classNumber]
                let logit = logits[image * shape.classes + classNumber]
                result.weightProducts += slope * (logit - Double(classifierBias[classNumber]))
                squares += (slope * logit) * (slope * logit)
                for channel in 0..<channels {
                    ofPooled[channel] += slope * Double(classifier[classNumber * channels + channel])
                    ofWeights[classNumber * channels + channel] += slope * pooled[image * channels + channel]
                }
            }
            for channel in 0..<channels {
                let value = Scalar(ofPooled[channel] / Double(pixels))
                let start = spread.index(image: image, channel: channel, row: 0, column: 0)
                for pixel in 0..<pixels { spread.values[start + pixel * 16] = value }
            }
        }
        if wanted.contains(.weightGradients) { classifierGradient = ofWeights }
        if wanted.contains(.fisher) { result.fisher += squares / Double(shape.batch) / 2 * Double(channels) }
        let gradient = arena.take(last.map)
        valueGradients[plan.output] = gradient
        Scalar.maskedAdd(last.map, spread.values, lastMask, gradient.values, 1)
        if isNormalised {
            combine(gradient, last, lastNormalisation, into: spread, step: 1)
            gradient.values.update(from: spread.values, count: spread.count)
        }
        arena.give(spread)
    }

    /// The gradient before batch normalisation from the one behind; gives what features times it sum up to.
    @discardableResult
    private func combine(
        _ gradient: FeatureMap<Scalar>, _ features: FeatureMap<Scalar>,
        _ normalisation: Normalisation<Scalar>?,
        into result: FeatureMap<Scalar>, step: Int, products: UnsafeMutablePointer<Double>? = nil
    ) -> Double {
        var sums = Array(repeating: 0.0, count: gradient.map.lanes)
        var dots = sums
        Scalar.products(gradient.map, gradient.values, features.values, &sums, &dots)
        let total: Double
        let (scale, slope, shift): (Vectors<Scalar>, Vectors<Scalar>, Vectors<Scalar>)
        if let normalisation {
            let parts = normalisation.gradient(sums, dots)
            (scale, slope, shift) = (Vectors(parts.gradient), Vectors(parts.features), Vectors(parts.shift))
            total = parts.product
        } else {
            let zeros = sums.map { _ in 0.0 }
            (scale, slope, shift) = (Vectors(sums.map { _ in 1.0 }), Vectors(zeros), Vectors(zeros))
            total = dots.reduce(0, +)
        }
        withExtendedLifetime((scale, slope, shift)) {
            Scalar.combine(
                gradient.map, gradient.values, features.values, scale.values, slope.values, shift.values,
                result.map, result.values, Int32(step), products)
        }
        return total
    }

    private func sum(_ number: Int) -> (FeatureMap<Scalar>, Int32) {
        if let there = valueGradients[number] { return (there, 0) }
        let new = arena.take(map(ofValue: number))
        valueGradients[number] = new
        return (new, 1)
    }

    private func back(_ step: NetworkPlan.Step, _ wanted: Wanted, _ result: inout BackwardResult) {
        switch step {
        case .convolve(let number, let operand, let value):
            // Nothing of it reaches the logits.
            guard let gradient = valueGradients[value] else {
                if wanted.contains(.weightGradients) { layers[number].gradients.clear() }
                return
            }
            back(layers[number], operand, gradient, wanted, &result)
        case .rectify(let value, let operand):
            guard let gradient = operandGradients[operand] else { return }
            let (sum, first) = sum(value)
            Scalar.maskedAdd(sum.map, gradient.values, masks[operand], sum.values, first)
            arena.give(gradient)
            operandGradients[operand] = nil
        case .halve(let value, let operand):
            guard let gradient = operandGradients[operand] else { return }
            let (sum, first) = sum(value)
            Scalar.pool2Gradient(gradient.map, gradient.values, sum.map, sum.values, first)
            arena.give(gradient)
            operandGradients[operand] = nil
        case .pool(let from, let to):
            guard let gradient = valueGradients[to] else { return }
            let (sum, first) = sum(from)
            Scalar.pool3Gradient(sum.map, gradient.values, sum.values, first)
        case .skip(let from, let to):
            guard let gradient = valueGradients[to] else { return }
            let (features, first) = sum(from)
            add(gradient, to: features, first: first == 1)
        }
    }

    private func back(
        _ layer: LayerState<Scalar>, _ operand: Int, _ gradient: FeatureMap<Scalar>, _ wanted: Wanted,
        _ result: inout BackwardResult
    ) {
        guard let output = layer.output, let input = operands[operand] else { return }
        let step = layer.layer.stride
        var map = gradient.map.padded(1)
        map.rows *= Int32(step)
        map.columns *= Int32(step)
        let before = arena.take(map)
        if step > 1 { before.clear() }
        var products = Array(repeating: 0.0, count: wanted.contains(.fisher) ? shape.batch * map.lanes : 0)
        let isFisherWanted = wanted.contains(.fisher)
        result.weightProducts += products.withUnsafeMutableBufferPointer {
            combine(
                gradient, output, normalises(layer) ? layer.normalisation : nil, into: before, step: step,
                products: isFisherWanted ? $0.baseAddress : nil)
        }
        if isFisherWanted {
            let squares = products.reduce(0) { $0 + $1 * $1 }
            result.fisher += squares / Double(shape.batch) / 2 * Double(layer.layer.fanIn)
        }
        if wanted.contains(.weightGradients) {
            layer.gradients.clear()
            Scalar.weightGradient(
                layer.forward, input.map, input.values, before.map, before.values, Int32(step),
                layer.gradients.values)
        }
        if operand > 0 || wanted.contains(.imageGradient) {
            let first = operandGradients[operand] == nil
            let sum = operandGradients[operand] ?? arena.take(input.map.padded(0))
            operandGradients[operand] = sum
            layer.backward(in: flipped) { kernel, flipped in
                Scalar.convolve(
                    kernel, before.map, before.values, flipped, sum.map, sum.values, first ? 1 : 0)
            }
        }
        arena.give(before)
    }
}
