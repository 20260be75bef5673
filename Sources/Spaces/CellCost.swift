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
/// its window, and the global pool a window one wider than the image. Dead edges count.
extension Cell {
    /// Multiply-adds of one forward pass of one image, in millions.
    public func flopsMillions(on dataset: Dataset) -> Double {
        let side = dataset.side
        let last = side / 4
        var total = Self.normalised(input: 3, output: 16, kernel: 3) * side * side
        for (stage, width) in Self.widths.enumerated() {
            let pixels = (side >> stage) * (side >> stage)
            if stage > 0 { total += Self.reductionFlops(to: width, pixels: pixels) }
            let activation = width
            let edges =
                count(of: .convolution3x3)
                * (activation + Self.normalised(input: width, output: width, kernel: 3))
                + count(of: .convolution1x1)
                * (activation + Self.normalised(input: width, output: width, kernel: 1))
                + count(of: .averagePool3x3) * 9 * width
            total += Self.cellsPerStage * edges * pixels
        }
        total += (2 + 1) * 64 * last * last
        total += 64 * (last + 1) * (last + 1)
        total += 64 * dataset.classes
        return Double(total) / 1e6
    }

    /// Trained parameters, in millions.
    public func paramsMillions(on dataset: Dataset) -> Double {
        var total = Self.normalised(input: 3, output: 16, kernel: 3)
        for (stage, width) in Self.widths.enumerated() {
            if stage > 0 {
                total += Self.normalised(input: width / 2, output: width, kernel: 3)
                total += Self.normalised(input: width, output: width, kernel: 3)
                total += width / 2 * width
            }
            total +=
                Self.cellsPerStage
                * (count(of: .convolution3x3) * Self.normalised(input: width, output: width, kernel: 3)
                    + count(of: .convolution1x1) * Self.normalised(input: width, output: width, kernel: 1))
        }
        total += 2 * 64
        total += (64 + 1) * dataset.classes
        return Double(total) / 1e6
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
