import Pareto
import Testing

@Suite("Hypervolume")
struct HypervolumeTests {
    private let reference = Point(x: 4, y: 4)

    @Test func ofNothingIsZero() {
        #expect(hypervolume([], reference: reference) == 0)
    }

    @Test func ofOnePointIsItsRectangle() {
        #expect(hypervolume(points((1, 2)), reference: reference) == 3 * 2)
    }

    @Test func ofAStaircaseIsTheUnionOfItsRectangles() {
        #expect(hypervolume(points((1, 3), (2, 2), (3, 1)), reference: reference) == 6)
    }

    @Test func ofTheLineApproachesATriangle() {
        // n points on x + y = 1 leave the triangle below them plus n - 1 half cells of side 1 / (n - 1).
        let count = 1001
        let line = (0..<count).map { Point(x: Double($0) / 1000, y: 1 - Double($0) / 1000) }
        let area = hypervolume(line, reference: Point(x: 1, y: 1))
        #expect(agree(area, 0.5 - 0.5 / 1000))
    }

    @Test func pointsOnOrBeyondTheReferenceAddNothing() {
        let outside = points((4, 0), (0, 4), (5, -10), (-10, 5), (9, 9))
        #expect(hypervolume(outside, reference: reference) == 0)
        #expect(hypervolume(outside + points((1, 2)), reference: reference) == 6)
    }

    @Test func copiesAndDominatedPointsAddNothing() {
        let staircase = points((1, 3), (2, 2), (3, 1))
        let more = points((2, 2), (2.5, 2), (2, 3.5), (3, 3))
        #expect(hypervolume(staircase + more, reference: reference) == 6)
    }

    @Test func whatWasNotMeasuredAddsNothing() {
        #expect(hypervolume(unmeasured, reference: reference) == 0)
        #expect(hypervolume(unmeasured + points((1, 2)), reference: reference) == 6)
    }

    @Test func aReferenceThatIsNotFiniteHasNoAnswer() {
        for hole in unmeasured {
            #expect(hypervolume(points((1, 2)), reference: hole).isNaN)
            let contributions = hypervolumeContributions(points((1, 2)), reference: hole)
            #expect(contributions.allSatisfy { $0.isNaN })
        }
    }

    @Test(arguments: Example.all)
    func isTheSumOverAllCells(_ example: Example) {
        for corner in points((10, 50), (0.7, 20), (5, 5), (-1, -1)) {
            let quick = hypervolume(example.points, reference: corner)
            #expect(agree(quick, Slow.hypervolume(example.points, reference: corner)), "\(example)")
        }
    }

    @Test(arguments: Example.all)
    func staysTheSameWithoutTheDominated(_ example: Example) {
        let all = example.points
        let first = nonDominated(all).map { all[$0] }
        let corner = Point(x: 5, y: 30)
        #expect(hypervolume(all, reference: corner) == hypervolume(first, reference: corner), "\(example)")
    }

    @Test(arguments: Example.all)
    func neverShrinksWhenAPointIsAdded(_ example: Example) {
        let all = example.points
        var before = 0.0
        for count in all.indices.map({ $0 + 1 }) {
            let now = hypervolume(Array(all.prefix(count)), reference: Point(x: 5, y: 30))
            #expect(now >= before - 1e-9 * before, "\(example), first \(count)")
            before = now
        }
    }
}

@Suite("Hypervolume contributions")
struct HypervolumeContributionTests {
    private let reference = Point(x: 4, y: 4)

    @Test func eachStepOwnsTheRectangleUpToItsNeighbours() {
        let staircase = points((3, 1), (1, 3), (2, 2))
        #expect(hypervolumeContributions(staircase, reference: reference) == [1, 1, 1])
    }

    @Test func copiesHoldNothingAlone() {
        let twice = points((1, 3), (2, 2), (2, 2))
        #expect(hypervolumeContributions(twice, reference: reference) == [1, 0, 0])
    }

    @Test func whatADominatedPointCoversIsNotHeldAlone() {
        let shielded = points((0, 0), (2, 2))
        #expect(hypervolumeContributions(shielded, reference: reference) == [16 - 4, 0])
    }

    @Test(arguments: Example.all.filter { $0.count <= 40 })
    func isWhatWouldBeLostWithoutThePoint(_ example: Example) {
        let corner = Point(x: 5, y: 30)
        let whole = Slow.hypervolume(example.points, reference: corner)
        let lost = example.points.indices.map { index in
            var rest = example.points
            rest.remove(at: index)
            return whole - Slow.hypervolume(rest, reference: corner)
        }
        let quick = hypervolumeContributions(example.points, reference: corner)
        #expect(zip(quick, lost).allSatisfy { abs($0 - $1) < 1e-9 * max(1, whole) }, "\(example)")
        #expect(quick.allSatisfy { $0 >= 0 }, "\(example)")
    }
}
