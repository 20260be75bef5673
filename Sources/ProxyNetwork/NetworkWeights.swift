internal import Spaces

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension RandomStream {
    /// Normally distributed numbers, mean 0 and variance 1 (Box and Muller 1958).
    mutating func normals(_ count: Int) -> [Double] {
        var numbers: [Double] = []
        numbers.reserveCapacity(count + 1)
        while numbers.count < count {
            let radius = (-2 * log(1 - unit())).squareRoot()
            let angle = 2 * Double.pi * unit()
            numbers.append(radius * cos(angle))
            numbers.append(radius * sin(angle))
        }
        return Array(numbers[..<count])
    }
}

/// Weights of an untrained network. A layer's own name draws them, so the layers that two cells share have the
/// same weights: less of what sets two cells apart is chance.
extension CellNetwork {
    /// PyTorch's default, which the benchmark's tables were made with: uniform within 1 / sqrt(fan-in), He et al.
    /// 2015 with a slope of sqrt(5).
    func drawUniform(seed: Int) {
        for layer in layers {
            let bound = 1 / Double(layer.layer.fanIn).squareRoot()
            var stream = RandomStream(seed: seed, "weights", layer.layer.name)
            let weights = layer.weights.values
            layer.forEachWeight { weights[$0] = Scalar((2 * stream.unit() - 1) * bound) }
        }
        let bound = 1 / Double(classifier.count / shape.classes).squareRoot()
        var stream = RandomStream(seed: seed, "weights", "classifier")
        for index in classifier.indices { classifier[index] = Scalar((2 * stream.unit() - 1) * bound) }
        for index in classifierBias.indices {
            classifierBias[index] = Scalar((2 * stream.unit() - 1) * bound)
        }
    }

    /// Normal, biases 0 (Lin et al. 2021).
    func drawNormal(seed: Int) {
        for layer in layers {
            var stream = RandomStream(seed: seed, "normal weights", layer.layer.name)
            var numbers = stream.normals(layer.layer.fanIn * layer.layer.outputs)[...]
            let weights = layer.weights.values
            layer.forEachWeight { weights[$0] = Scalar(numbers.popFirst() ?? 0) }
        }
    }

    /// Puts images in: row-major, image, channel, row, column.
    func show(_ pixels: [Double]) {
        let side = shape.side
        var next = 0
        for image in 0..<shape.batch {
            for channel in 0..<3 {
                for row in 0..<side {
                    for column in 0..<side {
                        let index = images.index(image: image, channel: channel, row: row, column: column)
                        images.values[index] = Scalar(pixels[next])
                        next += 1
                    }
                }
            }
        }
    }

    /// The weights' absolute values in another network of the same layers.
    func copyAbsolutes<Other>(to other: CellNetwork<Other>) {
        for (layer, copy) in zip(layers, other.layers) {
            for index in 0..<layer.weights.count {
                copy.weights.values[index] = Other(abs(layer.weights.values[index]))
            }
        }
        other.classifier = classifier.map { Other(abs($0)) }
        other.classifierBias = classifierBias.map { Other(abs($0)) }
    }
}
