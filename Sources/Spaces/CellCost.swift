/// The image data set a NAS-Bench-201 network is built for: it sets the input's size and the number of
/// classes, and so the network's cost.
public enum Dataset: String, CaseIterable, Sendable {
    case cifar10
    case cifar100
    case imageNet16 = "ImageNet16-120"

    public var classes: Int {
        switch self {
        case .cifar10: 10
        case .cifar100: 100
        case .imageNet16: 120
        }
    }

    /// Height and width of an input image, in pixels.
    public var side: Int { self == .imageNet16 ? 16 : 32 }
}

/// Multiply-adds and parameters of the whole network built from a cell: a stem of 16 channels, three
/// stages of five cells at 16, 32 and 64 channels with a residual reduction before the second and the
/// third, batch normalisation, global pooling and a linear classifier (Dong and Yang 2020, section 2.1).
///
/// Both equal NAS-Bench-Suite-Zero's `flops` and `params` columns on all 15,625 cells and three data
/// sets, its counter's habits included: an activation costs one a value, batch normalisation two, pooling
/// its window, and the global pool a window one wider than the image. Dead edges count. Both are sums over
/// the edges, so `LinearCost` says all of them.
extension Cell {
    /// Multiply-adds of one forward pass of one image, in millions.
    public func flopsMillions(on dataset: Dataset) -> Double {
        Double(LinearCost.of(.flops, on: dataset).total(counts)) / 1e6
    }

    /// Trained parameters, in millions.
    public func paramsMillions(on dataset: Dataset) -> Double {
        Double(LinearCost.of(.params, on: dataset).total(counts)) / 1e6
    }
}

/// What can be told of any network without a table or a device.
public enum CostMeasure: String, CaseIterable, Sendable {
    /// Trained parameters, in millions.
    case params = "params_m"
    /// Multiply-adds, in millions.
    case flops = "flops_m"

    /// Of the network built from the cell, in millions.
    public func millions(of cell: Cell, on dataset: Dataset) -> Double {
        Double(LinearCost.of(self, on: dataset).total(cell.counts)) / 1e6
    }

    /// Of a network whose cells have six empty edges, in millions.
    public func base(on dataset: Dataset) -> Double { Double(LinearCost.of(self, on: dataset).base) / 1e6 }

    /// What an edge adds that carries the operation and not `none`, in millions.
    public func added(by operation: Operation, on dataset: Dataset) -> Double {
        Double(LinearCost.of(self, on: dataset).edges[Int(operation.rawValue)]) / 1e6
    }
}

/// A network's cost as what remains without its cells' edges and what each of them adds, in single
/// parameters or multiply-adds.
struct LinearCost {
    private(set) var base: Int
    /// By the operation's number.
    private(set) var edges: [Int]

    func total(_ counts: Cell.OperationCounts) -> Int {
        var total = base
        for operation in Operation.allCases { total += counts[operation] * edges[Int(operation.rawValue)] }
        return total
    }

    static func of(_ measure: CostMeasure, on dataset: Dataset) -> LinearCost {
        let costs = measure == .params ? params : flops
        switch dataset {
        case .cifar10: return costs[0]
        case .cifar100: return costs[1]
        case .imageNet16: return costs[2]
        }
    }

    /// In the order of `Dataset.allCases`: passes over the whole space ask for them cell by cell.
    private static let params = Dataset.allCases.map(countingParams)
    private static let flops = Dataset.allCases.map(countingFlops)

    private static func countingFlops(on dataset: Dataset) -> LinearCost {
        let side = dataset.side
        let last = side / 4
        var cost = LinearCost(
            base: normalised(input: 3, output: 16, kernel: 3) * side * side, edges: [0, 0, 0, 0, 0])
        for (stage, width) in widths.enumerated() {
            let pixels = (side >> stage) * (side >> stage)
            if stage > 0 { cost.base += reductionFlops(to: width, pixels: pixels) }
            let activation = width
            let cells = cellsPerStage * pixels
            cost.add(
                (activation + normalised(input: width, output: width, kernel: 3)) * cells, .convolution3x3)
            cost.add(
                (activation + normalised(input: width, output: width, kernel: 1)) * cells, .convolution1x1)
            cost.add(9 * width * cells, .averagePool3x3)
        }
        cost.base += (2 + 1) * 64 * last * last
        cost.base += 64 * (last + 1) * (last + 1)
        cost.base += 64 * dataset.classes
        return cost
    }

    private static func countingParams(on dataset: Dataset) -> LinearCost {
        var cost = LinearCost(base: normalised(input: 3, output: 16, kernel: 3), edges: [0, 0, 0, 0, 0])
        for (stage, width) in widths.enumerated() {
            if stage > 0 {
                cost.base += normalised(input: width / 2, output: width, kernel: 3)
                cost.base += normalised(input: width, output: width, kernel: 3)
                cost.base += width / 2 * width
            }
            cost.add(cellsPerStage * normalised(input: width, output: width, kernel: 3), .convolution3x3)
            cost.add(cellsPerStage * normalised(input: width, output: width, kernel: 1), .convolution1x1)
        }
        cost.base += 2 * 64
        cost.base += (64 + 1) * dataset.classes
        return cost
    }

    private mutating func add(_ cost: Int, _ operation: Operation) {
        edges[Int(operation.rawValue)] += cost
    }

    private static let cellsPerStage = 5
    private static let widths = [16, 32, 64]

    /// Weights of a convolution and the two per channel of the batch normalisation behind it; also what
    /// both cost at one pixel.
    private static func normalised(input: Int, output: Int, kernel: Int) -> Int {
        input * output * kernel * kernel + 2 * output
    }

    /// A residual reduction: two activated 3x3 convolutions, the first with stride 2, beside a 2x2 pooling
    /// and a 1x1 convolution. `pixels` counts the output's.
    private static func reductionFlops(to width: Int, pixels: Int) -> Int {
        let half = width / 2
        let activations = half * 4 + width
        let convolutions =
            normalised(input: half, output: width, kernel: 3)
            + normalised(input: width, output: width, kernel: 3)
        let shortcut = half * 4 + half * width
        return (activations + convolutions + shortcut) * pixels
    }
}
