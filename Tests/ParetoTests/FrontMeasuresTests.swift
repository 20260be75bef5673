import Pareto
import Testing

@Suite("Measures of a found set against the true front")
struct FrontMeasuresTests {
    private let trueFront = points((0, 4), (1, 2), (2, 1), (4, 0))

    private func normalisation() throws -> Normalisation {
        try #require(Normalisation.front(of: trueFront))
    }

    @Test func theWholeFrontHasAllOfEverything() throws {
        let normalisation = try normalisation()
        let volume = relativeHypervolume(
            found: trueFront, trueFront: trueFront, normalisation: normalisation)
        #expect(volume == 1)
        #expect(frontShare(found: trueFront, trueFront: trueFront) == 1)
        #expect(worstGap(found: trueFront, trueFront: trueFront, normalisation: normalisation) == 0)
    }

    @Test func nothingFoundHasNoVolumeNoShareNoCoverageAndNoGapToSpeakOf() throws {
        let normalisation = try normalisation()
        for nothing in [[], unmeasured] {
            let volume = relativeHypervolume(
                found: nothing, trueFront: trueFront, normalisation: normalisation)
            #expect(volume == 0)
            #expect(frontShare(found: nothing, trueFront: trueFront) == 0)
            #expect(coverage(found: nothing, trueFront: trueFront) == 0)
            #expect(worstGap(found: nothing, trueFront: trueFront, normalisation: normalisation) == nil)
        }
    }

    @Test func againstNoTrueFrontThereIsNoAnswer() throws {
        let normalisation = try normalisation()
        for empty in [[], unmeasured] {
            let volume = relativeHypervolume(
                found: trueFront, trueFront: empty, normalisation: normalisation)
            #expect(volume == nil)
            #expect(frontShare(found: trueFront, trueFront: empty) == nil)
            #expect(coverage(found: trueFront, trueFront: empty) == nil)
            #expect(worstGap(found: trueFront, trueFront: empty, normalisation: normalisation) == nil)
        }
    }

    @Test func theRelativeVolumeIsTheRatioOfRawVolumesToo() throws {
        for example in Example.all where example.kind == .cloud && example.count >= 17 {
            let truth = nonDominated(example.points).map { example.points[$0] }
            let found = Array(example.points.prefix(example.count / 2))
            let normalisation = try #require(Normalisation.space(of: example.points))
            let raw =
                hypervolume(found, reference: normalisation.reference)
                / hypervolume(truth, reference: normalisation.reference)
            let ratio = relativeHypervolume(
                found: found, trueFront: truth, normalisation: normalisation)
            #expect(agree(ratio, raw), "\(example)")
            #expect((ratio ?? -1) >= 0 && (ratio ?? 2) <= 1 + 1e-12, "\(example)")
        }
    }

    @Test func aFrontOfTwoEndsHasNoVolumeUnderItsOwnNadir() throws {
        let ends = points((0, 4), (4, 0))
        let normalisation = try #require(Normalisation.front(of: ends))
        #expect(relativeHypervolume(found: ends, trueFront: ends, normalisation: normalisation) == nil)
    }

    @Test func theShareCountsDistinctVectorsThatAreExactlyEqual() {
        let found = points((1, 2), (1, 2), (2, 1.0000001), (9, 9), (-0.0, 4))
        #expect(frontShare(found: found, trueFront: trueFront) == 0.5)
        #expect(frontShare(found: points((1, 2)), trueFront: points((1, 2), (1, 2), (0, 3))) == 0.5)
    }

    @Test func theWorstGapIsTheFarthestTruePointFromAnythingFound() throws {
        let normalisation = try normalisation()
        // (4, 0) is the farthest from (1, 2): 3 and 2 raw, spans of 4.
        let gap = worstGap(found: points((1, 2)), trueFront: trueFront, normalisation: normalisation)
        #expect(agree(gap, (9.0 + 4.0).squareRoot() / 4))
    }

    @Test(arguments: Example.all)
    func theWorstGapIsTheLargestOverAllPairs(_ example: Example) {
        let slow = Slow.distances(found: example.points, trueFront: example.others).max()
        let gap = worstGap(
            found: example.points, trueFront: example.others, normalisation: .identity)
        #expect(agree(gap, slow.flatMap { $0.isFinite ? $0 : nil }), "\(example)")
    }
}

@Suite("Coverage of the true front's range of cost")
struct CoverageTests {
    /// y from 0 to 10: bins of one unit.
    private let trueFront = points((0, 10), (5, 5), (9, 0))

    private func covered(_ heights: Double...) -> Double? {
        coverage(found: heights.map { Point(x: 1, y: $0) }, trueFront: trueFront)
    }

    @Test func countsBinsNotPoints() {
        #expect(covered(0.1, 0.2, 0.9) == 0.1)
        #expect(covered(0.1, 1.1, 2.1, 9.9) == 0.4)
        #expect(covered(0, 1, 2, 3, 4, 5, 6, 7, 8, 9) == 1)
    }

    @Test func anEdgeBelongsToTheBinAboveAndTheTopToTheLast() {
        #expect(covered(0.5, 1) == 0.2)
        #expect(covered(1, 1.5) == 0.1)
        #expect(covered(9, 10) == 0.1)
        #expect(covered(0) == 0.1)
    }

    @Test func outsideTheSpanCountsNowhere() {
        #expect(covered(-0.001, 10.001, 1e300, .nan) == 0)
    }

    @Test func aSpanOfOneValueIsOneBin() {
        let flat = points((1, 3), (2, 3))
        #expect(coverage(found: points((7, 3)), trueFront: flat) == 1)
        #expect(coverage(found: points((7, 3.1)), trueFront: flat) == 0)
    }

    @Test func anyNumberOfBinsWillDo() {
        #expect(coverage(found: trueFront, trueFront: trueFront, bins: 1) == 1)
        #expect(coverage(found: trueFront, trueFront: trueFront, bins: 3) == 1)
        #expect(coverage(found: trueFront, trueFront: trueFront, bins: 0) == nil)
        #expect(coverage(found: trueFront, trueFront: trueFront, bins: .min) == nil)
        #expect(agree(coverage(found: trueFront, trueFront: trueFront, bins: .max), 0))
    }

    @Test func aSpanThatOverflowsIsStillCut() {
        let extreme = Double.greatestFiniteMagnitude
        let wide = points((0, extreme), (1, -extreme))
        #expect(coverage(found: wide, trueFront: wide) == 0.2)
    }

    @Test func theTrueFrontItselfMayLeaveBinsEmpty() {
        #expect(agree(coverage(found: trueFront, trueFront: trueFront), 0.3))
    }
}
