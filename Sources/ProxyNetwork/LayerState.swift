internal import CNetworkKernels

/// A convolution's weights and what it keeps of a pass.
final class LayerState<Scalar: NetworkScalar> {
    let layer: NetworkPlan.Layer
    let weights: Numbers<Scalar>
    /// Of the last backward pass that was asked for them. Made by the first: synflow does without.
    private(set) lazy var gradients = Numbers<Scalar>(weights.count)
    var output: FeatureMap<Scalar>?
    var normalisation: Normalisation<Scalar>

    init(_ layer: NetworkPlan.Layer) {
        self.layer = layer
        let blocks = ((layer.outputs + 15) / 16) * ((layer.inputs + 15) / 16)
        weights = Numbers(blocks * layer.kernel * layer.kernel * 256)
        normalisation = Normalisation(channels: layer.outputs)
    }

    /// Where the weight from an input to an output channel stands.
    static func index(_ layer: NetworkPlan.Layer, _ output: Int, _ input: Int, _ row: Int, _ column: Int)
        -> Int
    {
        let block = output / 16 * ((layer.inputs + 15) / 16) + input / 16
        let tap = (block * layer.kernel + row) * layer.kernel + column
        return (tap * 16 + input % 16) * 16 + output % 16
    }

    /// Calls with every weight's place, in PyTorch's order.
    func forEachWeight(_ body: (Int) -> Void) {
        for output in 0..<layer.outputs {
            for input in 0..<layer.inputs {
                for row in 0..<layer.kernel {
                    for column in 0..<layer.kernel { body(Self.index(layer, output, input, row, column)) }
                }
            }
        }
    }

    var forward: pn_kernel {
        pn_kernel(
            kernel: Int32(layer.kernel), stride: Int32(layer.stride),
            last_channels: Int32((layer.inputs - 1) % 16 + 1))
    }

    /// The convolution that takes an output's gradient to the input's: with weights turned round and, where the
    /// stride is two, zeros between the gradient's rows and columns. The turned weights are put in `flipped`.
    func backward(in flipped: Numbers<Scalar>, _ body: (pn_kernel, UnsafePointer<Scalar>) -> Void) {
        Scalar.flip(
            Int32((layer.outputs + 15) / 16), Int32((layer.inputs + 15) / 16), Int32(layer.kernel),
            weights.values,
            flipped.values)
        body(
            pn_kernel(
                kernel: Int32(layer.kernel), stride: 1, last_channels: Int32((layer.outputs - 1) % 16 + 1)),
            flipped.values)
    }
}

/// Batch normalisation in training mode (Ioffe and Szegedy 2015), as at the start of training: scale 1, shift 0.
/// The whole batch gives mean and variance.
struct Normalisation<Scalar: NetworkScalar> {
    static var epsilon: Double { 1e-5 }

    let channels: Int
    private(set) var mean: [Double]
    private(set) var variance: [Double]
    /// Values a channel.
    private(set) var count = 0

    init(channels: Int) {
        self.channels = channels
        mean = Array(repeating: 0, count: (channels + 15) / 16 * 16)
        variance = mean
    }

    mutating func measure(_ features: FeatureMap<Scalar>) {
        var sums = Array(repeating: 0.0, count: mean.count)
        var squares = sums
        Scalar.moments(features.map, features.values, &sums, &squares)
        count = Int(features.map.images) * features.map.pixels
        for channel in mean.indices {
            mean[channel] = sums[channel] / Double(count)
            variance[channel] = max(0, squares[channel] / Double(count) - mean[channel] * mean[channel])
        }
    }

    private func inverse(_ channel: Int) -> Double { 1 / (variance[channel] + Self.epsilon).squareRoot() }

    /// Adds the normalised features to `sum`, or sets it.
    func apply(_ features: FeatureMap<Scalar>, to sum: FeatureMap<Scalar>, first: Bool) {
        let scale = Vectors<Scalar>(mean.indices.map(inverse))
        let shift = Vectors<Scalar>(mean.indices.map { -mean[$0] * inverse($0) })
        withExtendedLifetime((scale, shift)) {
            Scalar.scaleAdd(
                features.map, features.values, scale.values, shift.values, sum.values, first ? 1 : 0)
        }
    }

    /// The coefficients by which a gradient behind and the features give the gradient before, and how much
    /// features times their gradient sum up to: next to nothing, for scaling a channel's features changes nothing
    /// but by epsilon.
    func gradient(_ sums: [Double], _ products: [Double]) -> (
        gradient: [Double], features: [Double], shift: [Double], product: Double
    ) {
        var (ofGradient, ofFeatures, shift) = (mean, mean, mean)
        var product = 0.0
        for channel in mean.indices {
            let scale = inverse(channel)
            let meanGradient = sums[channel] / Double(count)
            let slope = (products[channel] - mean[channel] * sums[channel]) * scale / Double(count)
            ofGradient[channel] = scale
            ofFeatures[channel] = -scale * scale * slope
            shift[channel] = -scale * meanGradient + mean[channel] * scale * scale * slope
            product += Double(count) * slope * Self.epsilon * scale * scale
        }
        return (ofGradient, ofFeatures, shift, product)
    }
}

/// A few numbers, aligned as vectors of sixteen want them.
final class Vectors<Scalar: NetworkScalar> {
    let values: UnsafeMutablePointer<Scalar>

    init(_ numbers: [Double]) {
        values = allocate(numbers.count)
        for (index, number) in numbers.enumerated() { values[index] = Scalar(number) }
    }

    deinit { values.deallocate() }
}
