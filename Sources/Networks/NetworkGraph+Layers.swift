/// The pieces that the network is put together from. Each adds its nodes and weights and gives its output.
extension NetworkGraph {
    /// The largest bias, squared.
    static let squaredBias = 0.01

    /// The benchmark's ReLU-Conv-BN.
    mutating func activated(
        _ activation: String, _ name: String, _ input: Value, to channels: Int, kernel: Int, stride: Int = 1
    ) -> Value {
        convolution(
            name, rectified(activation, input), to: channels, kernel: kernel, stride: stride,
            isRectified: true)
    }

    mutating func rectified(_ name: String, _ input: Value) -> Value {
        var value = input
        value.name = name
        return add(.rectify, [input], giving: value)
    }

    /// A convolution with the batch normalisation behind it folded in: both are linear, so one weight and one
    /// bias do for the two. Weights are those of He et al. 2015 ("Delving deep into rectifiers", uniform),
    /// divided by how large the input is, which is what the normalisation would do, so that values neither
    /// vanish nor explode along convolutions. The bias is random and small but not zero, else tools would drop it.
    mutating func convolution(
        _ name: String, _ input: Value, to channels: Int, kernel: Int, stride: Int = 1, isRectified: Bool
    ) -> Value {
        let scale = (isRectified ? 6.0 : 3.0) / (input.meanSquare > 0 ? input.meanSquare : 1)
        let weight = uniform(
            "\(name).weight", [channels, input.channels, kernel, kernel],
            scale / Double(input.channels * kernel * kernel))
        let bias = uniform("\(name).bias", [channels], Self.squaredBias, parameters: 2 * channels)
        // Of zeros only the bias comes out.
        let amplitude = input.meanSquare > 0 ? 1 : (Self.squaredBias / 3).squareRoot()
        let output = Value(
            name: name, channels: channels, side: input.side / stride, amplitudes: newSource(amplitude))
        return add(.convolution(kernel: kernel, stride: stride), [input], weight + bias, giving: output)
    }

    /// Notes a weight drawn uniformly between plus and minus the root of `squaredBound`, and gives its name.
    mutating func uniform(
        _ name: String, _ shape: [Int], _ squaredBound: Double, parameters: Int? = nil
    ) -> [String] {
        var weight = Weight(
            name: name, shape: shape, content: .uniform(bound: squaredBound.squareRoot()), parameters: 0)
        weight.parameters = parameters ?? weight.count
        weights.append(weight)
        return [name]
    }

    /// The amplitudes of a value that no other shares a source with.
    mutating func newSource(_ amplitude: Double) -> [Double] {
        sources += 1
        return Array(repeating: 0, count: sources - 1) + [amplitude]
    }

    mutating func add(
        _ operation: Operation, _ inputs: [Value], _ weights: [String] = [], giving output: Value
    ) -> Value {
        nodes.append(
            Node(
                operation: operation, inputs: inputs.map(\.name) + weights, output: output,
                inputChannels: inputs.first?.channels ?? 0))
        return output
    }
}

extension NetworkGraph.Value {
    mutating func add(_ others: [Double]) {
        let missing = max(0, others.count - amplitudes.count)
        amplitudes += Array(repeating: 0, count: missing)
        for (source, amplitude) in others.enumerated() { amplitudes[source] += amplitude }
    }
}
