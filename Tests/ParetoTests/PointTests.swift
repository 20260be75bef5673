import Pareto
import Testing

@Suite("Dominance: smaller is better in both objectives")
struct PointTests {
    private let point = Point(x: 2, y: 2)

    @Test func betterInBothDominatesInEverySense() {
        let better = Point(x: 1, y: 1)
        #expect(better.strictlyDominates(point))
        #expect(better.dominates(point))
        #expect(better.weaklyDominates(point))
        #expect(!point.weaklyDominates(better))
    }

    @Test func betterInOneAndEqualInTheOtherDominatesButNotStrictly() {
        for better in points((1, 2), (2, 1)) {
            #expect(!better.strictlyDominates(point))
            #expect(better.dominates(point))
            #expect(better.weaklyDominates(point))
        }
    }

    @Test func equalsDominateEachOtherOnlyWeakly() {
        #expect(point.weaklyDominates(point))
        #expect(!point.dominates(point))
        #expect(Point(x: -0.0, y: 0).weaklyDominates(Point(x: 0, y: -0.0)))
        #expect(!Point(x: -0.0, y: 0).dominates(Point(x: 0, y: -0.0)))
    }

    @Test func aTradeOffDominatesInNoSense() {
        let other = Point(x: 1, y: 3)
        #expect(!other.weaklyDominates(point))
        #expect(!point.weaklyDominates(other))
    }

    @Test(arguments: unmeasured)
    func whatWasNotMeasuredNeitherDominatesNorIsDominated(_ hole: Point) {
        let far = Point(x: 1e300, y: 1e300)
        let near = Point(x: -1e300, y: -1e300)
        #expect(!hole.isFinite)
        #expect(!hole.weaklyDominates(far) && !hole.dominates(far) && !hole.strictlyDominates(far))
        #expect(!near.weaklyDominates(hole) && !near.dominates(hole) && !near.strictlyDominates(hole))
        #expect(!hole.weaklyDominates(hole))
    }
}
