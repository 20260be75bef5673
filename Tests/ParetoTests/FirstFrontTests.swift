import Pareto
import Testing

@Suite("The first front")
struct FirstFrontTests {
    @Test func ofNothingIsNothing() {
        #expect(nonDominated([Point]()).isEmpty)
    }

    @Test func ofOnePointIsThatPoint() {
        #expect(nonDominated(points((3, 4))) == [0])
    }

    @Test func keepsTradeOffsAndDropsWhatTheyDominate() {
        //                         worse   front   front   front   equal in y, worse in x
        #expect(nonDominated(points((3, 3), (1, 4), (2, 2), (4, 1), (5, 1))) == [1, 2, 3])
    }

    @Test func keepsEveryCopyOfATie() {
        #expect(nonDominated(points((2, 2), (1, 3), (2, 2), (3, 3), (2, 2))) == [0, 1, 2, 4])
        #expect(nonDominated(points((0, 1), (-0.0, 1), (0, 1))) == [0, 1, 2])
    }

    @Test func ignoresWhatWasNotMeasured() {
        #expect(nonDominated(unmeasured).isEmpty)
        #expect(nonDominated(unmeasured + points((5, 5)) + unmeasured) == [unmeasured.count])
    }

    @Test(arguments: Example.all)
    func isWhatTheDefinitionSays(_ example: Example) {
        #expect(nonDominated(example.points) == Slow.nonDominated(example.points), "\(example)")
    }

    @Test(arguments: [Example.Kind.cloud, .front, .lattice, .wild])
    func ofThousandsIsRankZero(kind: Example.Kind) {
        let example = Example(kind: kind, seed: 5, count: 3000)
        let all = example.points
        let ranks = nonDominatedSort(all)
        let first = all.indices.filter { ranks[$0] == 0 && all[$0].isFinite }
        #expect(nonDominated(all) == first, "\(example)")
    }

    @Test func unitsThatDifferByManyOrdersDoNotMatter() {
        let example = Example(kind: .cloud, seed: 3, count: 200)
        let stretched = example.points.map { Point(x: $0.x * 1e-200, y: $0.y * 1e200) }
        #expect(nonDominated(stretched) == nonDominated(example.points), "\(example)")
    }

    @Test func extremeValuesDoNotTrap() {
        let extreme = Double.greatestFiniteMagnitude
        let corners = points((-extreme, extreme), (extreme, -extreme), (0, 0), (extreme, extreme))
        #expect(nonDominated(corners) == [0, 1, 2])
    }
}
