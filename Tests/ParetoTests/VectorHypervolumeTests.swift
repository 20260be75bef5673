import Pareto
import Testing

@Suite("Hypervolume in more than two objectives")
struct VectorHypervolumeTests {
    private func corner(_ count: Int, _ value: Double) -> ObjectiveVector {
        ObjectiveVector([Double](repeating: value, count: count))
    }

    @Test(arguments: 1...4) func ofNothingIsZero(_ count: Int) {
        #expect(hypervolume([ObjectiveVector](), reference: corner(count, 1)) == 0)
    }

    @Test func ofOneVectorIsItsBox() {
        #expect(hypervolume([[1, 2, 3]], reference: [4, 4, 4]) == 3 * 2 * 1)
        #expect(hypervolume([[1, 2, 3, 0]], reference: [4, 4, 4, 4]) == 3 * 2 * 1 * 4)
        #expect(hypervolume([[1], [3]], reference: [4]) == 3)
    }

    /// In m objectives, the unit box without the corner that all m boxes of side 1/2 away from an axis miss.
    @Test(arguments: 2...4) func ofTheAxesIsTheBoxWithoutACorner(_ count: Int) {
        let axes = (0..<count).map { axis in
            ObjectiveVector((0..<count).map { $0 == axis ? 0.5 : 0 })
        }
        #expect(hypervolume(axes, reference: corner(count, 1)) == 1 - 1 / Double(1 << count))
    }

    /// n vectors on a line of one plane, equal in all else: the staircase of that plane times the rest.
    @Test(arguments: 3...4) func ofAStaircaseInOnePlaneIsItsAreaTimesTheRest(_ count: Int) {
        for (first, second) in [(0, 1), (count - 2, count - 1), (0, count - 1)] {
            let steps = (1...3).map { step in
                var values = [Double](repeating: 2, count: count)
                values[first] = Double(step)
                values[second] = Double(4 - step)
                return ObjectiveVector(values)
            }
            #expect(hypervolume(steps, reference: corner(count, 4)) == 6 * Double(1 << (count - 2)))
        }
    }

    @Test func onOrBeyondTheReferenceAddsNothing() {
        let outside: [ObjectiveVector] = [
            [4, 0, 0, 0], [0, 4, 0, 0], [0, 0, 4, 0], [0, 0, 0, 4], [5, -9, -9, -9], [-9, -9, -9, 5],
        ]
        #expect(hypervolume(outside, reference: corner(4, 4)) == 0)
        #expect(hypervolume(outside + [[3, 3, 3, 2]], reference: corner(4, 4)) == 2)
        let flat = outside.map { ObjectiveVector(Array($0.values.dropFirst())) }
        #expect(hypervolume(flat + [[3, 3, 2]], reference: corner(3, 4)) > 0)
    }

    @Test func whatWasNotMeasuredOrHasAnotherLengthAddsNothing() {
        let odd: [ObjectiveVector] = [
            [.nan, 0, 0], [0, .infinity, 0], [0, 0, -.infinity], [0, 0], [0, 0, 0, 0], [],
        ]
        #expect(hypervolume(odd, reference: corner(3, 4)) == 0)
        #expect(hypervolume(odd + [[3, 3, 2]], reference: corner(3, 4)) == 2)
        #expect(hypervolume([[0, 0, 0]], reference: [1, .nan, 1]).isNaN)
    }

    @Test func ofMoreObjectivesThanFourIsNotMeasured() {
        let five: ObjectiveVector = [0, 0, 0, 0, 0]
        #expect(!five.isFinite && five[0].isNaN)
        #expect(hypervolume([five], reference: corner(4, 1)) == 0)
        #expect(hypervolume([five], reference: corner(5, 1)).isNaN)
    }

    @Test(arguments: VectorExample.all)
    func isTheSumOverAllCells(_ example: VectorExample) {
        for corner in [corner(example.objectives, 5), corner(example.objectives, 0.6)] {
            let quick = hypervolume(example.vectors, reference: corner)
            let slow = SlowVectors.hypervolume(example.vectors, reference: corner)
            #expect(agree(quick, slow), "\(example), up to \(corner.values)")
        }
    }

    @Test(arguments: VectorExample.all.filter { $0.count <= 9 })
    func isWhatInclusionAndExclusionGive(_ example: VectorExample) {
        let corner = corner(example.objectives, 3)
        let quick = hypervolume(example.vectors, reference: corner)
        let slow = SlowVectors.inclusionExclusion(example.vectors, reference: corner)
        #expect(abs(quick - slow) < 1e-9 * max(1, quick) * 512, "\(example)")
    }

    /// By a further objective in which all are alike.
    @Test(arguments: VectorExample.larger.filter { $0.objectives < 4 })
    func isThatOfTheNextDimensionWithOneMoreUnit(_ example: VectorExample) {
        let corner = corner(example.objectives, 4)
        let flat = hypervolume(example.vectors, reference: corner)
        for place in [0, example.objectives] {
            let raised = example.vectors.map { vector in
                var values = vector.values
                values.insert(1, at: place)
                return ObjectiveVector(values)
            }
            var edge = corner.values
            edge.insert(2, at: place)
            #expect(
                agree(hypervolume(raised, reference: ObjectiveVector(edge)), flat), "\(example), \(place)")
        }
    }

    @Test(arguments: VectorExample.larger)
    func doesNotDependOnTheOrderOfVectorsOrObjectives(_ example: VectorExample) {
        let corner = corner(example.objectives, 2)
        let straight = hypervolume(example.vectors, reference: corner)
        #expect(agree(hypervolume(example.vectors.reversed(), reference: corner), straight), "\(example)")
        for turn in 1..<example.objectives {
            let turned = example.vectors.map {
                ObjectiveVector(Array($0.values[turn...] + $0.values[..<turn]))
            }
            #expect(agree(hypervolume(turned, reference: corner), straight), "\(example), turned \(turn)")
        }
    }

    @Test(arguments: VectorExample.all.filter { $0.count <= 12 })
    func contributionsAreWhatWouldBeLost(_ example: VectorExample) {
        let corner = corner(example.objectives, 3)
        let vectors = example.vectors
        let whole = SlowVectors.hypervolume(vectors, reference: corner)
        let quick = hypervolumeContributions(vectors, reference: corner)
        for index in vectors.indices {
            var rest = vectors
            rest.remove(at: index)
            let lost = whole - SlowVectors.hypervolume(rest, reference: corner)
            #expect(abs(quick[index] - lost) < 1e-9 * max(1, whole), "\(example), vector \(index)")
        }
    }

    @Test func copiesHoldNothingAlone() {
        let twice: [ObjectiveVector] = [[1, 1, 3], [2, 2, 1], [2, 2, 1]]
        let alone = hypervolumeContributions(twice, reference: [4, 4, 4])
        #expect(alone[0] > 0)
        #expect(alone[1...] == [0, 0])
    }
}
