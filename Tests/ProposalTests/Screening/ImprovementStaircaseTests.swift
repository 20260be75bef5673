import Foundation
import Pareto
import Spaces
import Testing

@testable import Proposal

struct ImprovementStaircaseTests {
    private let reference = Point(x: 10, y: 10)

    private func believed(_ x: Double, _ y: Double, _ deviationX: Double, _ deviationY: Double)
        -> BelievedPoint
    {
        BelievedPoint(mean: Point(x: x, y: y), deviation: Point(x: deviationX, y: deviationY))
    }

    private func points(_ count: Int, _ random: inout RandomStream) -> [Point] {
        (0..<count).map { _ in Point(x: 12 * random.unit(), y: 12 * random.unit()) }
    }

    /// A point that is certain gains what the hypervolume grows by.
    @Test(arguments: 1...20) func certaintyIsTheGainItself(_ seed: Int) {
        var random = RandomStream(seed: seed, "certain")
        let front = points(random.below(30), &random)
        let staircase = ImprovementStaircase(front, reference: reference)
        for point in points(20, &random) + front.prefix(3) {
            let gain =
                hypervolume(front + [point], reference: reference)
                - hypervolume(front, reference: reference)
            let expected = staircase.expectedImprovement(believed(point.x, point.y, 0, 0))
            #expect(abs(expected - gain) < 1e-9, "seed \(seed)")
        }
    }

    /// Two draws from the normal distribution (Box and Muller).
    private func normals(_ random: inout RandomStream) -> (Double, Double) {
        let radius = (-2 * log(1 - random.unit())).squareRoot()
        let angle = 2 * Double.pi * random.unit()
        return (radius * cos(angle), radius * sin(angle))
    }

    @Test(arguments: 1...4) func theExpectationIsTheMeanOfManyDraws(_ seed: Int) {
        var random = RandomStream(seed: seed, "draws")
        let front = points(6, &random)
        let staircase = ImprovementStaircase(front, reference: reference)
        let point = believed(8 * random.unit(), 8 * random.unit(), 0.5 + random.unit(), 0.5 + random.unit())
        let draws = 40_000
        var sum = 0.0
        var squares = 0.0
        for _ in 0..<draws {
            let (x, y) = normals(&random)
            let gain = staircase.expectedImprovement(
                believed(point.mean.x + x * point.deviation.x, point.mean.y + y * point.deviation.y, 0, 0))
            sum += gain
            squares += gain * gain
        }
        let mean = sum / Double(draws)
        let error = (max(0, squares / Double(draws) - mean * mean) / Double(draws)).squareRoot()
        #expect(abs(staircase.expectedImprovement(point) - mean) < 5 * error + 1e-6, "seed \(seed)")
    }

    /// Without a front the gain is the product of two expectations; half a normal's mean is σ / √(2π).
    @Test func anEmptyFrontByHand() {
        let staircase = ImprovementStaircase([], reference: reference)
        let gain = staircase.expectedImprovement(believed(10, 10, 2, 3))
        #expect(abs(gain - 2 * 3 / (2 * Double.pi)) < 1e-9)
        #expect(staircase.expectedImprovement(believed(4, 7, 0, 0)) == 18)
    }

    @Test(arguments: 1...10) func moreDoubtIsMoreToGainAndALargerFrontLess(_ seed: Int) {
        var random = RandomStream(seed: seed, "doubt")
        var staircase = ImprovementStaircase(points(10, &random), reference: reference)
        let mean = points(1, &random)[0]
        let gains = [0, 0.1, 0.3, 1, 3].map {
            staircase.expectedImprovement(believed(mean.x, mean.y, $0, 2 * $0))
        }
        #expect(zip(gains, gains.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 }, "seed \(seed): \(gains)")
        for point in points(5, &random) { staircase.add(point) }
        #expect(staircase.expectedImprovement(believed(mean.x, mean.y, 1, 2)) <= gains[3] + 1e-12)
    }

    @Test func whatIsOutsideAddsNothingAndWhatIsTooLargeIsNoNumber() {
        let outside = [
            Point(x: 11, y: 1), Point(x: 1, y: 10), Point(x: .nan, y: 1), Point(x: 1, y: -.infinity),
        ]
        let staircase = ImprovementStaircase(outside, reference: reference)
        #expect(staircase.expectedImprovement(believed(9, 9, 0, 0)) == 1)
        #expect(staircase.expectedImprovement(believed(-1e300, -1e300, 0, 0)) == 0)
        #expect(staircase.expectedImprovement(believed(.nan, 1, 1, 1)) == 0)
        let unbounded = ImprovementStaircase([], reference: Point(x: -.infinity, y: -.infinity))
        #expect(unbounded.expectedImprovement(believed(1, 1, 1, 1)) == 0)
    }
}
