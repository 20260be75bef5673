import Foundation
import Spaces
import Testing

@testable import Proposal

struct CellKernelTests {
    private func distances(_ left: String, _ right: String) throws -> CellLikeness.Distances {
        CellLikeness(try Cell(left)).distances(to: CellLikeness(try Cell(right)))
    }

    @Test func distancesByHand() throws {
        #expect(
            try distances("3s1p-s", "3s1p-s")
                == CellLikeness.Distances(written: 0, live: 0, counts: 0, paths: 0))
        // Input to output directly; in the second the edge 0->1 leads nowhere.
        #expect(
            try distances("---3--", "3--3--")
                == CellLikeness.Distances(written: 1, live: 0, counts: 0, paths: 0))
        // One live path each, a skip connection and a 3x3 convolution. In halves: one path more with a
        // convolution (2), one 3x3 more at most (2), one convolution more at least (2) and in all (1), and no
        // path of skip connections alone (2).
        #expect(
            try distances("---s--", "---3--")
                == CellLikeness.Distances(written: 1, live: 1, counts: 2, paths: 4 + 4 + 4 + 1 + 4))
        // The same operations on other paths of one edge and two: a bag of operations cannot tell.
        #expect(try distances("3---s-", "-3---s").counts == 0)
        #expect(try distances("3---s-", "-3---s").paths == 0)
        #expect(try distances("3---s-", "-3---s").live == 4)
    }

    /// A distance is a place in a table, so none may be beyond it.
    @Test func noDistanceIsBeyondItsTable() {
        var random = RandomStream(seed: 1, "distances")
        let extremes = ["------", "ssssss", "333333", "111111", "pppppp", "---s--", "---p--", "3-3--3"]
        let cells = random.sample(250, of: Cell.all) + extremes.compactMap { Cell(letters: $0) }
        let others = cells.map { CellLikeness($0) }
        var farthest = CellLikeness.Distances(written: 0, live: 0, counts: 0, paths: 0)
        for one in others {
            for other in others {
                let distances = one.distances(to: other)
                farthest.written = max(farthest.written, distances.written)
                farthest.live = max(farthest.live, distances.live)
                farthest.counts = max(farthest.counts, distances.counts)
                farthest.paths = max(farthest.paths, distances.paths)
            }
        }
        #expect(farthest.written == 6 && farthest.live == 6)
        #expect(farthest.counts == CellLikeness.countDistances - 1)
        // At most 4 paths all with convolutions, 3 3x3, 3 convolutions, 3 poolings, 8 in all of each, a skip path.
        let bound = 64 + 64 + 36 + 36 + 36 + 64 + 64 + 4
        #expect(farthest.paths <= bound && bound < CellLikeness.pathDistances)
    }

    @Test func termsAreWeighedAndFallOff() throws {
        let kernel = CellKernel(
            written: .init(1, length: 2), live: .init(3, length: 4), counts: .init(2, length: 8),
            paths: .init(2, length: 8))
        let one = CellLikeness(try Cell("---s--"))
        let other = CellLikeness(try Cell("---3--"))
        let expected = exp(-1.0 / 2) / 8 + exp(-1.0 / 4) * 3 / 8 + exp(-2.0 / 8) / 4 + exp(-17.0 / 32) / 4
        #expect(abs(kernel(one, other) - expected) < 1e-15)
        #expect(kernel(one, other) == kernel(other, one))
        #expect(abs(kernel(one, one) - 1) < 1e-15)
    }

    /// With a little noise on the diagonal every matrix of a kernel has a Cholesky factor.
    @Test(arguments: 0..<(CellKernel.error + CellKernel.latency + CellKernel.runs).count)
    func kernelsArePositiveDefinite(_ number: Int) {
        let kernel = (CellKernel.error + CellKernel.latency + CellKernel.runs)[number]
        var random = RandomStream(seed: number, "definite")
        let cells = random.sample(150, of: Cell.all).map { CellLikeness($0) }
        let triangle = cells.indices.flatMap { row in
            (0...row).map { kernel(cells[row], cells[$0]) + ($0 == row ? 1e-9 : 0) }
        }
        #expect(CholeskyFactor(lowerTriangle: triangle, size: cells.count) != nil)
    }
}
