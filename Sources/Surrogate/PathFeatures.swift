internal import Spaces

/// The live paths of a cell and what lies on them.
///
/// A path's steps are its operations other than skip connections. Least, most and mean are over the live
/// paths, -1 where there are none: a disconnected cell.
struct PathFeatures {
    static let names =
        (1...3).map { "paths_of_\($0)_steps" }
        + ["conv", "conv1x1", "conv3x3", "pool"].flatMap { kind in
            ["least", "most", "mean"].map { "\($0)_\(kind)_on_a_path" }
        }
        + (0...3).map { "paths_with_\($0)_conv" }
        + ["paths_without_pool", "most_conv_without_pool", "least_conv_without_pool"]

    /// A path's convolutions of both sizes, 1x1, 3x3 and poolings, in this order. Fixed-size vectors, here and
    /// in `TermFeatures`: arrays would take most of the time.
    private typealias Tally = SIMD4<Float>

    private var paths: Float = 0
    private var withSteps = SIMD4<Float>()
    private var withConvolutions = SIMD4<Float>()
    private var least = Tally(repeating: 3)
    private var most = Tally(repeating: -1)
    private var sum = Tally()
    private var withoutPool: Float = 0
    private var mostWithoutPool: Float = -1
    private var leastWithoutPool: Float = 3

    init(_ live: LiveEdges) {
        // The four ways from node 0 to node 3.
        add(Self.tally(live[3]))
        add(Self.tally(live[0]), Self.tally(live[4]))
        add(Self.tally(live[1]), Self.tally(live[5]))
        add(Self.tally(live[0]), Self.tally(live[2]), Self.tally(live[5]))
    }

    func append(to values: inout [Float]) {
        for steps in 1...3 { values.append(withSteps[steps]) }
        for kind in 0..<4 {
            values.append(paths > 0 ? least[kind] : -1)
            values.append(most[kind])
            values.append(paths > 0 ? sum[kind] / paths : -1)
        }
        for convolutions in 0...3 { values.append(withConvolutions[convolutions]) }
        values.append(withoutPool)
        values.append(mostWithoutPool)
        values.append(withoutPool > 0 ? leastWithoutPool : -1)
    }

    /// What an edge adds to a path; nil where it ends it.
    private static func tally(_ operation: Operation) -> Tally? {
        switch operation {
        case .none: nil
        case .skipConnect: Tally()
        case .convolution1x1: Tally(1, 1, 0, 0)
        case .convolution3x3: Tally(1, 0, 1, 0)
        case .averagePool3x3: Tally(0, 0, 0, 1)
        }
    }

    private mutating func add(_ first: Tally?, _ second: Tally? = Tally(), _ third: Tally? = Tally()) {
        guard let first, let second, let third else { return }
        let path = first + second + third
        let convolutions = path[0]
        let pools = path[3]
        paths += 1
        // At most three edges, so both are 0 to 3.
        withSteps[Int(convolutions + pools) & 3] += 1
        withConvolutions[Int(convolutions) & 3] += 1
        least = pointwiseMin(least, path)
        most = pointwiseMax(most, path)
        sum += path
        // Pooling blurs: a path without it carries more of what its convolutions found.
        if pools == 0 {
            withoutPool += 1
            mostWithoutPool = max(mostWithoutPool, convolutions)
            leastWithoutPool = min(leastWithoutPool, convolutions)
        }
    }
}
