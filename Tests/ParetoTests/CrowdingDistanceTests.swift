import Pareto
import Testing

@Suite("Crowding distance, as in NSGA-II")
struct CrowdingDistanceTests {
    @Test func theEndsAreInfinitelyFarFromTheCrowd() {
        #expect(crowdingDistance([Point]()).isEmpty)
        #expect(crowdingDistance(points((1, 1))) == [.infinity])
        #expect(crowdingDistance(points((1, 2), (2, 1))) == [.infinity, .infinity])
    }

    @Test func anInnerPointAddsTheGapsBetweenItsNeighbours() {
        // Spans of 4 and 8.
        let second: Double = (3 - 0) / 4 + (8 - 1) / 8
        let third: Double = (4 - 1) / 4 + (2 - 0) / 8
        let front = points((0, 8), (1, 2), (3, 1), (4, 0))
        #expect(crowdingDistance(front) == [.infinity, second, third, .infinity])
    }

    @Test func theFirstOfSeveralCopiesStandsForAll() {
        let front = points((2, 2), (0, 4), (2, 2), (4, 0), (0, 4), (2, 2))
        #expect(crowdingDistance(front) == [2, .infinity, 0, .infinity, 0, 0])
        #expect(crowdingDistance(points((1, 1), (1, 1))) == [.infinity, 0])
    }

    @Test func anObjectiveWithoutSpanAddsNothing() {
        #expect(crowdingDistance(points((0, 5), (1, 5), (4, 5))) == [.infinity, 1, .infinity])
    }

    @Test func whatWasNotMeasuredGetsZeroAndIsNobodysNeighbour() {
        let front = points((0, 4), (.nan, 3), (2, 2), (.infinity, 1), (4, 0))
        #expect(crowdingDistance(front) == [.infinity, 0, 2, 0, .infinity])
        #expect(crowdingOrder(front) == [0, 4, 2])
    }

    @Test(arguments: Example.all)
    func isDebsProcedure(_ example: Example) {
        let quick = crowdingDistance(example.points)
        let slow = Slow.crowdingDistance(example.points)
        #expect(quick.count == slow.count)
        #expect(zip(quick, slow).allSatisfy { agree($0, $1) }, "\(example)")
    }

    @Test func theOrderStartsAtTheEndsAndBreaksTiesByIndex() {
        let even = points((1, 3), (4, 0), (2, 2), (3, 1), (0, 4))
        #expect(crowdingOrder(even) == [1, 4, 0, 2, 3])
        #expect(crowdingOrder([Point]()).isEmpty)
    }
}

@Suite("Choosing survivors, as in NSGA-II")
struct LeastCrowdedTests {
    private let population = points((5, 5), (0, 4), (2, 2), (1, 2.5), (4, 0), (6, 6), (.nan, 0))

    @Test func frontsComeWholeAndTheLastByCrowding() {
        #expect(leastCrowded(population, count: 2) == [1, 4])
        #expect(Set(leastCrowded(population, count: 5)) == [0, 1, 2, 3, 4])
        #expect(leastCrowded(population, count: 5).last == 0)
    }

    @Test func thereAreNeverMoreThanAskedForNorUnmeasuredOnes() {
        #expect(leastCrowded(population, count: 0).isEmpty)
        #expect(leastCrowded(population, count: -3).isEmpty)
        #expect(leastCrowded(population, count: .max).count == 6)
        #expect(leastCrowded([Point](), count: 4).isEmpty)
    }

    @Test(arguments: Example.all)
    func fewerAreTheBeginningOfMore(_ example: Example) {
        let all = leastCrowded(example.points, count: example.count)
        let half = leastCrowded(example.points, count: example.count / 2)
        let measured = example.points.enumerated().filter { $0.element.isFinite }.map(\.offset)
        #expect(half == Array(all.prefix(example.count / 2)), "\(example)")
        #expect(all.sorted() == measured, "\(example)")
    }
}
