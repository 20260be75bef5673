import Testing

@testable import Spaces

/// The network layer by layer, each counted where it stands: slow, and without a formula for the whole.
private struct Network {
    private(set) var flops = 0
    private(set) var params = 0

    init(_ cell: Cell, _ dataset: Dataset) {
        var side = dataset.side
        convolution(from: 3, to: 16, kernel: 3, side: side)
        for width in [16, 32, 64] {
            if width > 16 {
                side /= 2
                reduction(to: width, side: side)
            }
            for _ in 0..<5 {
                for operation in cell.operations { edge(operation, width: width, side: side) }
            }
        }
        normalisation(64, side: side)
        activation(64, side: side)
        flops += 64 * (side + 1) * (side + 1)
        flops += 64 * dataset.classes
        params += 64 * dataset.classes + dataset.classes
    }

    private mutating func edge(_ operation: Operation, width: Int, side: Int) {
        switch operation {
        case .none, .skipConnect: break
        case .convolution1x1, .convolution3x3:
            activation(width, side: side)
            convolution(from: width, to: width, kernel: operation == .convolution1x1 ? 1 : 3, side: side)
        case .averagePool3x3: flops += 3 * 3 * width * side * side
        }
    }

    private mutating func reduction(to width: Int, side: Int) {
        activation(width / 2, side: 2 * side)
        convolution(from: width / 2, to: width, kernel: 3, side: side)
        activation(width, side: side)
        convolution(from: width, to: width, kernel: 3, side: side)
        // The shortcut: a 2x2 pooling, then a 1x1 convolution without normalisation.
        flops += 2 * 2 * (width / 2) * side * side
        flops += (width / 2) * width * side * side
        params += (width / 2) * width
    }

    private mutating func convolution(from input: Int, to output: Int, kernel: Int, side: Int) {
        flops += kernel * kernel * input * output * side * side
        params += kernel * kernel * input * output
        normalisation(output, side: side)
    }

    private mutating func normalisation(_ width: Int, side: Int) {
        flops += 2 * width * side * side
        params += 2 * width
    }

    private mutating func activation(_ width: Int, side: Int) { flops += width * side * side }
}

struct CellCostTests {
    @Test func datasetsAreWhatTheyAre() {
        #expect(Dataset.allCases.map(\.rawValue) == ["cifar10", "cifar100", "ImageNet16-120"])
        #expect(Dataset.allCases.map(\.classes) == [10, 100, 120])
        #expect(Dataset.allCases.map(\.side) == [32, 32, 16])
    }

    /// As the released tables have them.
    @Test func knownCellsHaveTheirKnownCosts() throws {
        let light = try Cell("p1s1ss")
        let heavy = try Cell("33ps3s")
        #expect(
            light.flopsMillions(on: .cifar10) == 17.958592 && light.paramsMillions(on: .cifar10) == 0.129306)
        #expect(
            light.flopsMillions(on: .cifar100) == 17.964352 && light.paramsMillions(on: .cifar100) == 0.135156
        )
        #expect(
            light.flopsMillions(on: .imageNet16) == 4.497472
                && light.paramsMillions(on: .imageNet16) == 0.136456)
        #expect(
            heavy.flopsMillions(on: .cifar10) == 116.692672 && heavy.paramsMillions(on: .cifar10) == 0.802426)
    }

    @Test(arguments: Dataset.allCases)
    func countingLayerByLayerGivesTheSame(_ dataset: Dataset) {
        for cell in Space.cells.filter({ $0.code % 13 == 0 }) {
            let network = Network(cell, dataset)
            #expect(cell.flopsMillions(on: dataset) == Double(network.flops) / 1e6, "\(cell)")
            #expect(cell.paramsMillions(on: dataset) == Double(network.params) / 1e6, "\(cell)")
        }
    }

    @Test func onlyHowManyCountsNotWhere() throws {
        #expect(try Cell("13ps--").flopsMillions(on: .cifar10) == Cell("s--p31").flopsMillions(on: .cifar10))
        #expect(try Cell("------").flopsMillions(on: .cifar10) == Cell("ssssss").flopsMillions(on: .cifar10))
    }

    @Test func aNetworkCostsWhatItsEdgesAdd() {
        for dataset in Dataset.allCases {
            for measure in CostMeasure.allCases {
                for cell in Space.cells.prefix(3_000) {
                    let sum = cell.operations.reduce(measure.base(on: dataset)) {
                        $0 + measure.added(by: $1, on: dataset)
                    }
                    #expect(abs(sum - measure.millions(of: cell, on: dataset)) < 1e-9)
                }
            }
            #expect(CostMeasure.params.added(by: .averagePool3x3, on: dataset) == 0)
            #expect(CostMeasure.flops.added(by: .averagePool3x3, on: dataset) > 0)
        }
    }
}
