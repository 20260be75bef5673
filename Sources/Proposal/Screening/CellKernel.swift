#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A kernel over cells: how much of two cells' values is the same, by how alike they are. 1 for a cell and
/// itself, and positive definite, for it is a weighted mean of kernels that are: products over edges for the
/// edges (Hamming distance), Gaussians for counts and paths.
public struct CellKernel: LikenessKernel {
    /// A term: its weight among the others', and the distance over which it falls to 1/e.
    struct Term: Sendable {
        var weight: Double
        var length: Double

        init(_ weight: Double, length: Double) {
            self.weight = weight
            self.length = length
        }

        fileprivate func table(_ count: Int, unit: Double = 1, total: Double) -> [Double] {
            (0..<count).map { weight / total * exp(-Double($0) * unit / length) }
        }
    }

    /// What distances come to: edges as written and live together, counts, paths.
    private let edges: [Double]
    private let counts: [Double]
    private let paths: [Double]

    /// The weighted mean of these terms; nil leaves one out.
    init(written: Term? = nil, live: Term? = nil, counts: Term? = nil, paths: Term? = nil) {
        let terms = [written, live, counts, paths].compactMap { $0 }
        let total = terms.reduce(0) { $0 + $1.weight }
        func table(_ term: Term?, _ count: Int, unit: Double = 1) -> [Double] {
            term?.table(count, unit: unit, total: total) ?? Array(repeating: 0, count: count)
        }
        let byWritten = table(written, CellLikeness.edgeDistances)
        let byLive = table(live, CellLikeness.edgeDistances)
        edges = byWritten.flatMap { one in byLive.map { one + $0 } }
        self.counts = table(counts, CellLikeness.countDistances)
        self.paths = table(paths, CellLikeness.pathDistances, unit: 0.25)
    }

    @inline(__always)
    public func callAsFunction(_ left: CellLikeness, _ right: CellLikeness) -> Double {
        let distances = left.distances(to: right)
        return edges[distances.written * CellLikeness.edgeDistances + distances.live]
            + counts[distances.counts] + paths[distances.paths]
    }
}

/// The kernels that a search's models choose from. Their terms, lengths and weights were found on NAS-Bench-201's
/// tables, by how well cells near the front were told apart and by searches with the random seeds 11 to 15.
extension CellKernel {
    /// Of the error's logarithm: what paths hold above all.
    static let error = [
        CellKernel(live: Term(0.2, length: 4), counts: Term(1, length: 8), paths: Term(2, length: 8))
    ]

    /// Of the latency. Most devices run dead edges as any other, some nearly add up what is on the edges, and
    /// some leave dead ones out.
    static let latency = [
        CellKernel(written: Term(1, length: 32), live: Term(1, length: 16)),
        CellKernel(written: Term(1, length: 32)),
        CellKernel(live: Term(1, length: 8), counts: Term(1, length: 32)),
    ]

    /// Of whether the device can run the cell at all.
    static let runs = [
        CellKernel(live: Term(1, length: 4), counts: Term(1, length: 8)),
        CellKernel(written: Term(1, length: 4)),
    ]
}
