import Pareto
import Testing

@Suite("Inverted generational distance")
struct InvertedGenerationalDistanceTests {
    private let trueFront = points((0, 3), (3, 0))

    @Test func isZeroWhenEverythingWasFound() {
        #expect(invertedGenerationalDistance(found: trueFront, trueFront: trueFront) == 0)
        #expect(invertedGenerationalDistancePlus(found: trueFront, trueFront: trueFront) == 0)
    }

    @Test func isTheMeanDistanceToTheNearest() {
        // 3-4-5 from (0, 3) to (4, 6) is farther than 3 to (3, 3); (3, 0) is 3 from (3, 3).
        let found = points((4, 6), (3, 3))
        #expect(invertedGenerationalDistance(found: found, trueFront: trueFront) == 3)
        #expect(invertedGenerationalDistance(found: points((3, 7)), trueFront: points((0, 3))) == 5)
    }

    @Test func plusCountsOnlyWhatIsWorse() {
        // (1, 1) is 1 worse in x than (0, 3), and 1 worse in y than (3, 0).
        #expect(invertedGenerationalDistancePlus(found: points((1, 1)), trueFront: trueFront) == 1)
        #expect(invertedGenerationalDistancePlus(found: points((-1, -1)), trueFront: trueFront) == 0)
        #expect(invertedGenerationalDistancePlus(found: points((3, 7)), trueFront: points((0, 3))) == 5)
    }

    @Test func copiesInTheTrueFrontWeighAsOftenAsTheyOccur() {
        let twice = points((0, 0), (0, 0), (3, 0))
        #expect(invertedGenerationalDistance(found: points((0, 0)), trueFront: twice) == 1)
    }

    @Test func hasNoAnswerWithoutFoundOrTruePoints() {
        for empty in [[], unmeasured] {
            #expect(invertedGenerationalDistance(found: empty, trueFront: trueFront) == nil)
            #expect(invertedGenerationalDistance(found: trueFront, trueFront: empty) == nil)
            #expect(invertedGenerationalDistancePlus(found: empty, trueFront: trueFront) == nil)
            #expect(invertedGenerationalDistancePlus(found: trueFront, trueFront: empty) == nil)
        }
    }

    @Test func ignoresWhatWasNotMeasured() {
        let found = unmeasured + trueFront
        #expect(invertedGenerationalDistance(found: found, trueFront: trueFront + unmeasured) == 0)
        #expect(invertedGenerationalDistancePlus(found: found, trueFront: trueFront + unmeasured) == 0)
    }

    @Test func isMeasuredInUnitsOfTheBox() throws {
        let normalisation = try #require(Normalisation.space(of: points((0, 0), (10, 1000))))
        let found = points((5, 0))
        let target = points((0, 0))
        let distance = invertedGenerationalDistance(
            found: found, trueFront: target, normalisation: normalisation)
        #expect(distance == 0.5)
        let plus = invertedGenerationalDistancePlus(
            found: points((-5, 250)), trueFront: target, normalisation: normalisation)
        #expect(plus == 0.25)
    }

    @Test(arguments: Example.all)
    func isTheMeanOverAllPairs(_ example: Example) {
        let found = example.points
        for truth in [example.others, Example(kind: .cloud, seed: example.seed, count: 30).points] {
            let slow = Slow.mean(Slow.distances(found: found, trueFront: truth))
            #expect(
                agree(invertedGenerationalDistance(found: found, trueFront: truth), slow), "\(example)")
            let slowPlus = Slow.mean(Slow.distances(found: found, trueFront: truth, plus: true))
            #expect(
                agree(invertedGenerationalDistancePlus(found: found, trueFront: truth), slowPlus),
                "\(example)")
        }
    }

    @Test(arguments: Example.all)
    func plusIsNeverMoreThanPlain(_ example: Example) {
        let plain = invertedGenerationalDistance(found: example.points, trueFront: example.others)
        let plus = invertedGenerationalDistancePlus(found: example.points, trueFront: example.others)
        #expect((plain == nil) == (plus == nil), "\(example)")
        #expect((plus ?? 0) <= (plain ?? 0) * (1 + 1e-12), "\(example)")
    }

    @Test func theOrderOfTheInputDoesNotChangeABit() {
        let example = Example(kind: .front, seed: 21, count: 60)
        let forwards = invertedGenerationalDistance(found: example.points, trueFront: example.others)
        let backwards = invertedGenerationalDistance(
            found: example.points.reversed(), trueFront: example.others.reversed())
        #expect(forwards == backwards, "\(example)")
    }
}
