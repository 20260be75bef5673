public import Spaces

/// A network as the operations it runs, in order, and the weights they take: what a file format is written
/// from. Weights are described, not held: their values are drawn when they are written.
public struct NetworkGraph: Sendable, Equatable {
    /// A feature map: channels times side times side values for each image; side 0 stands for a vector.
    public struct Value: Sendable, Equatable {
        public var name: String
        public var channels: Int
        public var side: Int
        /// How much of each source, a convolution or the images, is in it in an untrained network: what comes
        /// of the same source adds up, what comes of different ones is independent.
        var amplitudes: [Double] = []

        /// About how large the values are, squared. Weights behind are scaled by it, as batch normalisation
        /// would scale them.
        var meanSquare: Double { amplitudes.reduce(0) { $0 + $1 * $1 } }

        var size: Int { channels * max(1, side * side) }
    }

    public enum Operation: Sendable, Equatable {
        /// Takes a weight and, unless the convolution is bare, a bias: what is left of batch normalisation.
        /// Padded so that stride 1 keeps the side.
        case convolution(kernel: Int, stride: Int)
        case rectify
        /// Of kernel 3 padded, the padding not counted; of kernel 2 without.
        case averagePool(kernel: Int, stride: Int)
        case add
        /// Nothing of its input but the shape.
        case zeros
        case normalise
        case poolGlobally
        case flatten
        case classify
    }

    /// One step. It is named for what it puts out.
    public struct Node: Sendable, Equatable {
        public var operation: Operation
        /// Names of values, then of weights, in the order ONNX wants them.
        public var inputs: [String]
        public var output: Value
        /// Channels of the first input.
        var inputChannels: Int
    }

    public struct Weight: Sendable, Equatable {
        public var name: String
        public var shape: [Int]
        public var content: Content
        /// How many of the benchmark's trained parameters it stands for. A convolution's bias stands for two a
        /// channel, the scale and shift that batch normalisation was folded from; statistics stand for none.
        public var parameters: Int

        public var count: Int { shape.reduce(1, *) }
    }

    public enum Content: Sendable, Equatable {
        /// Uniformly random between plus and minus the bound.
        case uniform(bound: Double)
        case constant(Float)
    }

    /// Which of the cell's edges are built.
    public enum Edges: String, Sendable {
        /// Every edge but `none`, as the benchmark builds and measures the network: also those whose result
        /// nothing reads, or that only pass on what an empty node holds.
        case all
        /// Those alone on a path from the cell's input to its output.
        case live
    }

    public let cell: Cell
    public let dataset: Dataset
    public let edges: Edges
    public let input: Value
    public internal(set) var output: Value
    public internal(set) var nodes: [Node] = []
    public internal(set) var weights: [Weight] = []
    /// How many sources there are; the first are the images.
    var sources = 1

    public init(_ cell: Cell, on dataset: Dataset, edges: Edges = .all) {
        self.cell = cell
        self.dataset = dataset
        self.edges = edges
        input = Value(name: "images", channels: 3, side: dataset.side, amplitudes: [1])
        output = input
        build()
    }

    /// Trained parameters as the benchmark counts them: `Cell.paramsMillions` of the cell, or of its canonical
    /// form for live edges alone, in units.
    public var parameterCount: Int { weights.reduce(0) { $0 + $1.parameters } }

    /// Multiply-adds for one image by NAS-Bench-Suite-Zero's counter, whose habits `Cell.flopsMillions`
    /// tells: batch normalisation counts although it is folded.
    public var multiplyAdds: Int { nodes.reduce(0) { $0 + multiplyAdds(of: $1) } }

    private func multiplyAdds(of node: Node) -> Int {
        switch node.operation {
        case .convolution(let kernel, _):
            let isNormalised = node.inputs.count > 2
            return node.output.size * (node.inputChannels * kernel * kernel + (isNormalised ? 2 : 0))
        case .rectify: return node.output.size
        case .averagePool(let kernel, _): return node.output.size * kernel * kernel
        case .normalise: return 2 * node.output.size
        case .poolGlobally:
            let window = dataset.side / 4 + 1
            return node.output.channels * window * window
        case .classify: return node.output.channels * node.inputChannels
        case .add, .zeros, .flatten: return 0
        }
    }
}
