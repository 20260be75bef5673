import Spaces

/// How far apart two cells are, in four ways that each tell something of their accuracy or latency: what the
/// kernels of `CellKernel` are made of. All are small whole numbers, so that a kernel is a few tables.
///
/// What is counted of live edges and paths says how deep and wide the network is that a cell makes, wherever
/// its operations stand: the counts are the zeroth feature of the Weisfeiler-Lehman kernel of Ru, Wan, Dong and
/// Osborne, "Interpretable neural architecture search via Bayesian optimisation with Weisfeiler-Lehman
/// kernels", ICLR 2021, the paths are those that White, Neiswanger and Savani, "BANANAS: Bayesian optimization
/// with neural architectures for neural architecture search", AAAI 2021, encode one by one.
public struct CellLikeness: Sendable {
    struct Distances: Equatable {
        /// Edges with another operation, as written: what a device sees that runs dead edges. 0 to 6.
        var written: Int
        /// The same without dead edges: what the cell computes. 0 to 6.
        var live: Int
        /// Squared differences of the numbers of live edges by operation, summed. 0 to 72.
        var counts: Int
        /// Squared differences of what the live paths hold, in quarters, summed: see `pathFigures`.
        var paths: Int
    }

    /// One more than the greatest distances.
    static let edgeDistances = Cell.edgeCount + 1
    static let countDistances = 2 * Cell.edgeCount * Cell.edgeCount + 1
    static let pathDistances = 512

    /// Five bits an edge, the one of its operation set.
    private let written: UInt32
    private let live: UInt32
    /// Numbers of live edges by operation; the last three are not used.
    private let counts: SIMD8<Int16>
    private let paths: SIMD8<Int16>

    init(_ cell: Cell) {
        let canonical = cell.canonical
        written = Self.mask(cell)
        live = Self.mask(canonical)
        let numbers = canonical.counts
        var counts = SIMD8<Int16>(repeating: 0)
        for operation in Operation.allCases {
            counts[Int(operation.rawValue)] = Int16(numbers[operation])
        }
        self.counts = counts
        paths = Self.pathFigures(of: canonical)
    }

    private static func mask(_ cell: Cell) -> UInt32 {
        (0..<Cell.edgeCount).reduce(0) { $0 | 1 << UInt32(5 * $1 + Int(cell[$1].rawValue)) }
    }

    @inline(__always)
    func distances(to other: CellLikeness) -> Distances {
        let counts = counts &- other.counts
        let paths = paths &- other.paths
        return Distances(
            written: Cell.edgeCount - (written & other.written).nonzeroBitCount,
            live: Cell.edgeCount - (live & other.live).nonzeroBitCount,
            counts: Int((counts &* counts).wrappedSum()), paths: Int((paths &* paths).wrappedSum()))
    }

    // MARK: - Paths

    /// The edges of each path from the cell's input to its output.
    private static let routes = [[3], [0, 4], [1, 5], [0, 2, 5]]

    /// What the live paths hold, in halves, sums at half the weight: how many there are and how many have a
    /// convolution; the most 3x3 convolutions, the fewest convolutions and the fewest poolings on one; all
    /// convolutions, all poolings; whether one is nothing but skip connections.
    private static func pathFigures(of cell: Cell) -> SIMD8<Int16> {
        let paths = routes.map { $0.map { cell[$0] } }.filter { !$0.contains(.none) }
        let heavy = paths.map { path in path.count { $0 == .convolution3x3 } }
        let convolutions = paths.map { path in
            path.count { $0 == .convolution3x3 || $0 == .convolution1x1 }
        }
        let poolings = paths.map { path in path.count { $0 == .averagePool3x3 } }
        let hasSkip = zip(convolutions, poolings).contains { $0 == 0 && $1 == 0 }
        let halves = [
            2 * paths.count, 2 * convolutions.count { $0 > 0 },
            2 * (heavy.max() ?? 0), 2 * (convolutions.min() ?? 0), 2 * (poolings.min() ?? 3),
            convolutions.reduce(0, +), poolings.reduce(0, +), hasSkip ? 2 : 0,
        ]
        return SIMD8(halves.map { Int16($0) })
    }
}
