import Pareto
import Testing

@Suite("Normalisation to the unit box")
struct NormalisationTests {
    private let table = points((10, 1), (6, 3), (4, 9), (30, 20), (12, 2), (.nan, 0), (0, .infinity))

    @Test func byTheFrontTakesIdealAndNadirOfTheFirstFrontOnly() throws {
        let normalisation = try #require(Normalisation.front(of: table))
        #expect(normalisation.ideal == Point(x: 4, y: 1))
        #expect(normalisation.reference == Point(x: 10, y: 9))
        #expect(normalisation.normalised(Point(x: 7, y: 3)) == Point(x: 0.5, y: 0.25))
    }

    @Test func byTheSpaceTakesMinimumAndMaximumOfAll() throws {
        let normalisation = try #require(Normalisation.space(of: table))
        #expect(normalisation.ideal == Point(x: 4, y: 1))
        #expect(normalisation.reference == Point(x: 30, y: 20))
    }

    @Test func idealAndReferenceBecomeTheCornersExactly() throws {
        for example in Example.all where example.kind == .cloud && example.count > 1 {
            let normalisation = try #require(Normalisation.space(of: example.points))
            #expect(normalisation.normalised(normalisation.ideal) == Point(x: 0, y: 0), "\(example)")
            #expect(
                normalisation.normalised(normalisation.reference) == Normalisation.unitReference,
                "\(example)")
        }
    }

    @Test func nothingIsClipped() throws {
        let normalisation = try #require(Normalisation.front(of: table))
        #expect(normalisation.normalised(Point(x: 1, y: 17)) == Point(x: -0.5, y: 2))
    }

    @Test func anObjectiveWithoutSpanIsMeasuredInRawUnitsFromTheIdeal() throws {
        let flat = try #require(Normalisation.space(of: points((2, 7), (4, 7))))
        #expect(flat.reference == Point(x: 4, y: 8))
        #expect(flat.normalised(Point(x: 3, y: 7.25)) == Point(x: 0.5, y: 0.25))

        let single = try #require(Normalisation.front(of: points((2, 7))))
        #expect(single.normalised(Point(x: 2, y: 7)) == Point(x: 0, y: 0))
        #expect(single.reference == Point(x: 3, y: 8))
    }

    @Test func aSpanThatOverflowsIsNoSpan() throws {
        let extreme = Double.greatestFiniteMagnitude
        let wide = try #require(Normalisation.space(of: points((-extreme, 0), (extreme, 1))))
        #expect(wide.normalised(Point(x: -extreme, y: 0.5)) == Point(x: 0, y: 0.5))
    }

    @Test func thereIsNoneWithoutAnyMeasuredPoint() {
        #expect(Normalisation.front(of: []) == nil)
        #expect(Normalisation.space(of: unmeasured) == nil)
        #expect(Normalisation.front(of: unmeasured) == nil)
    }

    @Test func theIdentityLeavesPointsAsTheyAre() {
        let raw = points((3, 4), (-1, 100))
        #expect(Normalisation.identity.normalised(raw) == raw)
    }
}
