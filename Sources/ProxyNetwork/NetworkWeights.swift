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

/// Weights of untrained networks. A layer's own name draws them, so the layers that two cells share have the same
/// weights, and less of what sets two cells apart is chance. Each is drawn once and kept, some 6 MB of either kind.
final class DrawnWeights {
    private struct Key: Hashable {
        var name: String
        var kernel: Int
    }

    private let seed: Int
    private var uniform: [Key: [Float]] = [:]
    private var normal: [Key: [Float]] = [:]

    init(seed: Int) { self.seed = seed }

    /// PyTorch's default, which the benchmark's tables were made with: uniform within 1 / sqrt(fan-in), He et al.
    /// 2015 with a slope of sqrt(5).
    func drawUniform<Scalar>(_ network: CellNetwork<Scalar>) {
        for state in network.layers {
            let layer = state.layer
            let key = Key(name: layer.name, kernel: layer.kernel)
            if uniform[key] == nil {
                var stream = RandomStream(seed: seed, "weights", layer.name)
                let bound = 1 / Double(layer.fanIn).squareRoot()
                uniform[key] = (0..<layer.fanIn * layer.outputs).map { _ in
                    Float((2 * stream.unit() - 1) * bound)
                }
            }
            state.fill(uniform[key] ?? [])
        }
        let bound = 1 / Double(network.classifier.count / network.shape.classes).squareRoot()
        var stream = RandomStream(seed: seed, "weights", "classifier")
        func draw() -> Scalar { Scalar(Float((2 * stream.unit() - 1) * bound)) }
        for index in network.classifier.indices { network.classifier[index] = draw() }
        for index in network.classifierBias.indices { network.classifierBias[index] = draw() }
    }

    /// Normal (Lin et al. 2021); the linear layer is left as it is, for zen goes by the features before it.
    func drawNormal<Scalar>(_ network: CellNetwork<Scalar>) {
        for state in network.layers {
            let layer = state.layer
            let key = Key(name: layer.name, kernel: layer.kernel)
            if normal[key] == nil {
                var stream = RandomStream(seed: seed, "normal weights", layer.name)
                normal[key] = stream.normals(layer.fanIn * layer.outputs).map { Float($0) }
            }
            state.fill(normal[key] ?? [])
        }
    }
}

extension LayerState {
    /// Every weight, in PyTorch's order.
    func fill(_ numbers: [Float]) {
        var next = 0
        forEachWeight { place in
            weights.values[place] = next < numbers.count ? Scalar(numbers[next]) : 0
            next += 1
        }
    }
}

extension CellNetwork {
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
