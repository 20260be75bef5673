import TestSupport
import Testing

@testable import Pareto

@Suite("Sorting by x, then y")
struct PlaneSortTests {
    /// The order that all three algorithms must give: by x, by y, then as it was.
    private func expectSorted(_ points: [Point], _ message: String) {
        var entries = points.indices.map { IndexedPoint(x: points[$0].x, y: points[$0].y, index: $0) }
        let expected = entries.sorted {
            ($0.x, $0.y, Double($0.index)) < ($1.x, $1.y, Double($1.index))
        }
        entries.withUnsafeMutableBufferPointer { sortByXThenY($0) }
        #expect(entries.map(\.index) == expected.map(\.index), "\(message)")
    }

    @Test(arguments: [0, 1, 2, 20, 21, 35, 699, 700, 1500])
    func everySizeIsSortedByItsAlgorithm(count: Int) {
        for kind in [Example.Kind.cloud, .front, .lattice, .line] {
            let example = Example(kind: kind, seed: 7, count: count)
            expectSorted(example.points, "\(example)")
        }
    }

    @Test func bothSignsAndAllMagnitudesAreInOrder() {
        var random = SplitMix64(seed: 11)
        // Any bits at all, as long as they are a finite number.
        func anyDouble() -> Double {
            let value = Double(bitPattern: random.next())
            return value.isFinite ? value : 0
        }
        expectSorted((0..<1200).map { _ in Point(x: anyDouble(), y: anyDouble()) }, "seed 11")
    }

    @Test func bothZerosAreOneValue() {
        let zeros = (0..<800).map { Point(x: $0 % 2 == 0 ? 0.0 : -0.0, y: Double(800 - $0)) }
        expectSorted(zeros, "zeros")
    }

    @Test func valuesThatDifferOnlyInTheirLastBitsAreInOrder() {
        var random = SplitMix64(seed: 13)
        let close = (0..<900).map { _ in
            Point(x: 1 + Double(Int.random(in: 0..<400, using: &random)) * Double.ulpOfOne, y: 0)
        }
        // One far value makes the radix sort look at the leading bits only.
        expectSorted(close + [Point(x: -1e300, y: 0)], "seed 13")
    }

    @Test func sortedInputStaysAsItIs() {
        let sorted = (0..<1000).map { Point(x: Double($0), y: Double($0)) }
        expectSorted(sorted, "ascending")
        expectSorted(sorted.reversed(), "descending")
    }
}
