public import Spaces

/// Multiply-adds and parameters of a network of any size, counted as `Cell.flopsMillions(on:)` and
/// `Cell.paramsMillions(on:)` do for the benchmark's: dead edges count.
struct NetworkCost {
    /// Of one image.
    private(set) var multiplyAdds = 0.0
    private(set) var parameters = 0.0

    init(of cell: Cell, _ shape: NetworkShape) {
        let plan = NetworkPlan(cell, shape)
        for step in plan.steps {
            switch step {
            case .convolve(let number, let operand, let value):
                add(plan.layers[number], plan, operand, plan.values[value])
            case .halve(_, let operand): multiplyAdds += 4 * size(plan.operands[operand])
            case .pool(_, let to): multiplyAdds += 9 * size(plan.values[to])
            // An activation is counted with each convolution that reads it.
            case .rectify, .skip: break
            }
        }
        let last = plan.values[plan.output]
        let channels = Double(last.channels)
        // Normalisation, activation, the mean over a window one wider than the image, the linear layer.
        multiplyAdds += 3 * size(last) + channels * Double((last.side + 1) * (last.side + 1))
        multiplyAdds += channels * Double(shape.classes)
        parameters += 2 * channels + (channels + 1) * Double(shape.classes)
    }

    private mutating func add(
        _ layer: NetworkPlan.Layer, _ plan: NetworkPlan, _ operand: Int, _ output: NetworkPlan.Map
    ) {
        let fanIn = Double(layer.fanIn)
        multiplyAdds += size(output) * fanIn
        parameters += Double(layer.outputs) * fanIn
        // The stem reads images, and a shortcut the mean of two by two, as they are.
        if operand > 0, layer.isNormalised { multiplyAdds += size(plan.operands[operand]) }
        if layer.isNormalised {
            multiplyAdds += 2 * size(output)
            parameters += 2 * Double(layer.outputs)
        }
    }

    private func size(_ map: NetworkPlan.Map) -> Double { Double(map.channels * map.side * map.side) }
}

extension Cell {
    /// Multiply-adds of one image and parameters of the cell's network of any size, in millions.
    public func costMillions(in shape: NetworkShape) -> (flops: Double, params: Double) {
        let cost = NetworkCost(of: self, shape)
        return (cost.multiplyAdds / 1e6, cost.parameters / 1e6)
    }
}
