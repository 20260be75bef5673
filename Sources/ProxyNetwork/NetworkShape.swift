public import Spaces

/// The size of a network built from a cell (Dong and Yang 2020, section 2.1), and of the batch that it is shown.
public struct NetworkShape: Sendable, Hashable {
    /// Cells a stage; there are three stages.
    public var cells = 5
    /// Channels of the first stage; the second has twice, the third four times as many.
    public var channels = 16
    public internal(set) var classes = 10
    /// Height and width of an image; a multiple of four.
    public internal(set) var side = 32
    public var batch = 32

    public init() {}

    /// Numbers of one image.
    public var pixels: Int { 3 * side * side }

    public init(_ dataset: Dataset) {
        classes = dataset.classes
        side = dataset.side
    }
}

/// What the network does, step by step, as numbers of values and operands. A value is a sum of what steps
/// add to it; an operand is what convolutions read.
struct NetworkPlan {
    enum Step {
        case convolve(layer: Int, operand: Int, value: Int)
        case rectify(value: Int, operand: Int)
        /// The mean of two by two.
        case halve(value: Int, operand: Int)
        case pool(from: Int, to: Int)
        case skip(from: Int, to: Int)
    }

    struct Layer {
        /// As in files of exported networks.
        var name: String
        var kernel: Int
        var stride = 1
        var inputs: Int
        var outputs: Int
        /// Whether batch normalisation follows; it does but on a reduction's shortcut.
        var isNormalised = true
        /// How many values an output is a sum over.
        var fanIn: Int { inputs * kernel * kernel }
    }

    struct Map: Equatable {
        var channels: Int
        var side: Int
    }

    let cell: Cell
    private(set) var steps: [Step] = []
    private(set) var layers: [Layer] = []
    private(set) var values: [Map] = []
    /// The images come first.
    private(set) var operands: [Map]
    private(set) var output = 0
    /// How many convolutions read each operand.
    private(set) var readers: [Int] = [0]

    /// Every edge of the cell that carries something is built: its canonical form gives a network without dead edges.
    init(_ cell: Cell, _ shape: NetworkShape) {
        self.cell = cell
        operands = [Map(channels: 3, side: shape.side)]
        var map = Map(channels: shape.channels, side: shape.side)
        output = value(map)
        convolve(Layer(name: "stem.0.weight", kernel: 3, inputs: 3, outputs: map.channels), 0, into: output)
        var module = 0
        for stage in 0..<3 {
            if stage > 0 {
                map = Map(channels: map.channels * 2, side: map.side / 2)
                reduce("cells.\(module)", to: map)
                module += 1
            }
            for _ in 0..<shape.cells {
                add(cell, "cells.\(module)", map)
                module += 1
            }
        }
    }

    /// By value, the first step that adds to it and the last that reads it.
    var lifetimes: (firstWriter: [Int], lastReader: [Int]) {
        var first = Array(repeating: -1, count: values.count)
        var last = first
        for (number, step) in steps.enumerated() {
            let (from, to): (Int?, Int?) =
                switch step {
                case .convolve(_, _, let value): (nil, value)
                case .rectify(let value, _), .halve(let value, _): (value, nil)
                case .pool(let from, let to), .skip(let from, let to): (from, to)
                }
            if let from { last[from] = number }
            if let to, first[to] < 0 { first[to] = number }
        }
        last[output] = -1
        return (first, last)
    }

    private mutating func value(_ map: Map) -> Int {
        values.append(map)
        return values.count - 1
    }

    private mutating func operand(_ map: Map) -> Int {
        operands.append(map)
        readers.append(0)
        return operands.count - 1
    }

    private mutating func convolve(_ layer: Layer, _ operand: Int, into value: Int) {
        layers.append(layer)
        readers[operand] += 1
        steps.append(.convolve(layer: layers.count - 1, operand: operand, value: value))
    }

    private mutating func rectified(_ value: Int) -> Int {
        let operand = operand(values[value])
        steps.append(.rectify(value: value, operand: operand))
        return operand
    }

    private mutating func add(_ cell: Cell, _ name: String, _ map: Map) {
        let nodes = [output, value(map), value(map), value(map)]
        var operands: [Int: Int] = [:]
        for (edge, ends) in Cell.edges.enumerated() {
            let (from, to) = (nodes[ends.source], nodes[ends.target])
            switch cell[edge] {
            case .none: break
            case .skipConnect: steps.append(.skip(from: from, to: to))
            case .averagePool3x3: steps.append(.pool(from: from, to: to))
            case .convolution1x1, .convolution3x3:
                let operand = operands[from] ?? rectified(from)
                operands[from] = operand
                let layer = Layer(
                    name: "\(name).layers.\(edge).op.1.weight", kernel: cell[edge] == .convolution1x1 ? 1 : 3,
                    inputs: map.channels, outputs: map.channels)
                convolve(layer, operand, into: to)
            }
        }
        output = nodes[3]
    }

    private mutating func reduce(_ name: String, to map: Map) {
        let half = map.channels / 2
        let inner = value(map)
        let sum = value(map)
        let halved = operand(Map(channels: half, side: map.side))
        convolve(
            Layer(
                name: "\(name).conv_a.op.1.weight", kernel: 3, stride: 2, inputs: half, outputs: map.channels),
            rectified(output), into: inner)
        convolve(
            Layer(name: "\(name).conv_b.op.1.weight", kernel: 3, inputs: map.channels, outputs: map.channels),
            rectified(inner), into: sum)
        steps.append(.halve(value: output, operand: halved))
        convolve(
            Layer(
                name: "\(name).downsample.1.weight", kernel: 1, inputs: half, outputs: map.channels,
                isNormalised: false), halved, into: sum)
        output = sum
    }
}
