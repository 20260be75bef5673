internal import Spaces

/// The constants of a transformer's graph: weights, which training would change, and plain numbers.
///
/// All weights are cut from one sequence of random numbers that repeats, each from a place of its own. 8,191 is
/// prime and larger than any row, so the rows of a matrix differ and its rank is not cut.
struct TransformerWeights: Sendable {
    static let period = 8_191
    /// Weights up to this many numbers are always written whole.
    static let small = 8_192

    let form: VisionTransformerModel.Weights
    /// What the graph must compute of constants first.
    private(set) var nodes: [ONNXDocument.Node] = []
    private(set) var tensors: [ONNXDocument.Tensor] = []
    private(set) var parameterCount = 0
    private let seed: Int
    private let noise: [Float]
    private var names: Set<String> = []

    init(seed: Int, form: VisionTransformerModel.Weights, largest: Int) {
        self.form = form
        self.seed = seed
        var random = RandomStream(seed: seed, "weights")
        noise = (0..<Self.period).map { _ in Float(2 * random.unit() - 1) }
        guard form == .compact else { return }
        let noise = noise
        tensors.append(.init(name: "noise", shape: [Self.period]) { Self.littleEndian(noise) })
        let repeats = integers("noise.repeats", [largest / Self.period + 2])
        nodes.append(.init(operation: "Tile", inputs: ["noise", repeats], outputs: ["noise.tiled"]))
    }

    /// A weight, uniformly random between `middle` less and more the bound. Gives its name.
    mutating func weight(_ name: String, _ shape: [Int], bound: Float, middle: Float = 0) -> String {
        let count = shape.reduce(1, *)
        parameterCount += count
        var random = RandomStream(seed: seed, "weights", name)
        let start = random.below(Self.period)
        if form == .compact, count > Self.small, middle == 0 {
            let place = [
                integers("\(name).start", [start]), integers("\(name).end", [start + count]),
            ]
            let shape = integers("\(name).shape", shape)
            let bound = number("\(name).bound", bound)
            nodes += [
                .init(
                    operation: "Slice", inputs: ["noise.tiled"] + place, outputs: ["\(name).drawn"]),
                .init(
                    operation: "Reshape", inputs: ["\(name).drawn", shape], outputs: ["\(name).shaped"]),
                .init(operation: "Mul", inputs: ["\(name).shaped", bound], outputs: [name]),
            ]
        } else {
            let noise = noise
            tensors.append(
                .init(name: name, shape: shape) {
                    Self.littleEndian(
                        (0..<count).lazy.map { middle + noise[(start + $0) % Self.period] * bound })
                })
        }
        return name
    }

    /// A number that is no weight.
    mutating func number(_ name: String, _ value: Float) -> String {
        add(.init(name: name, shape: []) { Self.littleEndian([value]) })
    }

    /// 64-bit integers: shapes, places.
    mutating func integers(_ name: String, _ values: [Int]) -> String {
        add(
            .init(name: name, shape: [values.count], kind: .int64) {
                values.flatMap { Self.bytes(UInt64(bitPattern: Int64($0)), 8) }
            })
    }

    /// 32-bit indices.
    mutating func indices(_ name: String, _ shape: [Int], _ values: [Int]) -> String {
        add(
            .init(name: name, shape: shape, kind: .int32) {
                values.flatMap { Self.bytes(UInt64(UInt32(bitPattern: Int32(clamping: $0))), 4) }
            })
    }

    /// Once for every name.
    private mutating func add(_ tensor: ONNXDocument.Tensor) -> String {
        if names.insert(tensor.name).inserted { tensors.append(tensor) }
        return tensor.name
    }

    private static func littleEndian(_ values: some Collection<Float>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * values.count)
        for value in values {
            let bits = value.bitPattern
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
        }
        return bytes
    }

    private static func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }
}
