internal import Spaces

extension NetworkGraph.Operation {
    typealias Attribute = ONNXDocument.Attribute

    /// The operator of ONNX (opset 13) that does this.
    var onnxName: String {
        switch self {
        case .convolution: "Conv"
        case .rectify: "Relu"
        case .averagePool: "AveragePool"
        case .add: "Add"
        case .zeros: "Mul"
        case .normalise: "BatchNormalization"
        case .poolGlobally: "GlobalAveragePool"
        case .flatten: "Flatten"
        case .classify: "Gemm"
        }
    }

    var onnxAttributes: [(name: String, value: Attribute)] {
        func window(_ kernel: Int, _ stride: Int) -> [(name: String, value: Attribute)] {
            [
                ("kernel_shape", .integers([kernel, kernel])),
                // Half the window on every side where it has a middle, none where it has not.
                ("pads", .integers(Array(repeating: kernel % 2 == 1 ? kernel / 2 : 0, count: 4))),
                ("strides", .integers([stride, stride])),
            ]
        }
        switch self {
        case .convolution(let kernel, let stride):
            return window(kernel, stride) + [("dilations", .integers([1, 1])), ("group", .integer(1))]
        case .averagePool(let kernel, let stride):
            return window(kernel, stride) + [("count_include_pad", .integer(0))]
        // PyTorch's default, which the benchmark trained with.
        case .normalise: return [("epsilon", .float(1e-5))]
        case .flatten: return [("axis", .integer(1))]
        case .classify: return [("transB", .integer(1))]
        case .rectify, .add, .zeros, .poolGlobally: return []
        }
    }
}

extension NetworkGraph.Weight {
    /// The values as 32-bit floats, row by row. Each weight has a stream of its own by its name, and no function
    /// but the square root is taken, which every machine rounds alike: so the bytes are the same everywhere.
    func littleEndianValues(seed: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * count)
        func append(_ value: Float) {
            var rest = value.bitPattern
            for _ in 0..<4 {
                bytes.append(UInt8(truncatingIfNeeded: rest))
                rest >>= 8
            }
        }
        switch content {
        case .constant(let value):
            for _ in 0..<count { append(value) }
        case .uniform(let bound):
            var random = RandomStream(seed: seed, "weights", name)
            for _ in 0..<count { append(Float((2 * random.unit() - 1) * bound)) }
        }
        return bytes
    }
}
