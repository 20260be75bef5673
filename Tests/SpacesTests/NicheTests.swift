import Testing

@testable import Spaces

struct NicheTests {
    // MARK: - The schemes

    @Test func theSchemesHaveTheirNames() {
        #expect(PartitionScheme.allCases.map(\.rawValue) == ["conv3x3-count", "live-conv3x3-count", "none"])
    }

    @Test(arguments: [
        (PartitionScheme.convolution3x3Count, [729, 3_367, 6_144, 3_840, 1_280, 265]),
        // By the enumeration of paths, in another program.
        (.liveConvolution3x3Count, [1_983, 3_521, 5_792, 3_100, 1_007, 222]), (.none, [15_625]),
    ])
    func aSchemeCutsTheWholeSpaceIntoDisjointNiches(_ scheme: PartitionScheme, _ sizes: [Int]) {
        let niches = scheme.niches
        #expect(niches.map(\.name) == niches.indices.map { "S\($0)" })
        let cells = niches.map(\.cells)
        #expect(cells.map(\.count) == sizes)
        #expect(Set(cells.joined()).count == Cell.count)
        #expect(cells.allSatisfy { $0 == $0.sorted() }, "by code")
        #expect(niches.allSatisfy { !$0.rationale.isEmpty })
    }

    /// The paper's niches by counting letters; the live ones by counting them in the canonical form.
    @Test func membershipIsAMatterOfCounting() {
        func home(_ letters: String) -> Int {
            let heavy = letters.count { $0 == "3" }
            if heavy == 0 { return letters.contains("1") ? 1 : 0 }
            return min(heavy, 4) + 1
        }
        for cell in Space.cells.filter({ $0.code % 7 == 0 }) {
            let live = Space.slowCanonical[Int(cell.code)]
            #expect(
                PartitionScheme.convolution3x3Count.niches.firstIndex { $0.contains(cell) }
                    == home(cell.letters))
            #expect(
                PartitionScheme.liveConvolution3x3Count.niches.firstIndex { $0.contains(cell) }
                    == home(live.letters))
        }
    }

    @Test func boundsAreInclusive() throws {
        let niche = Niche(name: "mine", bounds: [.init(.skipConnect, 1, 2)])
        #expect(
            try ["------", "s-----", "ss----", "sss---"].map { niche.contains(try Cell($0)) } == [
                false, true, true, false,
            ])
        #expect(Niche(name: "none", bounds: [.init(.skipConnect, 2, 1)]).cells.isEmpty)
    }

    // MARK: - Objections

    @Test func anObjectionNamesTheBoundAndTheCount() throws {
        let niches = PartitionScheme.convolution3x3Count.niches
        #expect(try niches[2].objection(to: Cell("------")) == "S2 has exactly 1 nor_conv_3x3, this cell 0")
        #expect(try niches[5].objection(to: Cell("333---")) == "S5 has 4 to 6 nor_conv_3x3, this cell 3")
        #expect(try niches[1].objection(to: Cell("s-----")) == "S1 has 1 to 6 nor_conv_1x1, this cell 0")
        #expect(try niches[0].objection(to: Cell("1-----")) == "S0 has exactly 0 nor_conv_1x1, this cell 1")
        #expect(try niches[2].objection(to: Cell("3-----")) == nil)
    }

    @Test func ofSeveralTheFirstBoundIsNamed() throws {
        let niche = Niche(name: "A", bounds: [.init(.skipConnect, 1, 1), .init(.averagePool3x3, 1, 1)])
        #expect(try niche.objection(to: Cell("------")) == "A has exactly 1 skip_connect, this cell 0")
        #expect(try niche.objection(to: Cell("s-----")) == "A has exactly 1 avg_pool_3x3, this cell 0")
    }

    @Test func whereLiveEdgesCountTheObjectionSaysSo() throws {
        let niche = PartitionScheme.liveConvolution3x3Count.niches[2]
        // One dead 3x3 convolution beside a live skip.
        #expect(try niche.objection(to: Cell("3--s--")) == "S2 has exactly 1 live nor_conv_3x3, this cell 0")
        #expect(try niche.objection(to: Cell("3--3--")) == nil)
    }

    @Test func thereIsAnObjectionExactlyToWhatIsOutside() {
        for niche in PartitionScheme.allCases.flatMap(\.niches) {
            for cell in Space.cells where cell.code % 31 == 0 {
                #expect((niche.objection(to: cell) == nil) == niche.contains(cell), "\(niche.name), \(cell)")
            }
        }
    }

    @Test func aNicheByCostSaysWhatItsNetworksMayCost() throws {
        let range = Niche.CostRange(.params, on: .cifar10, least: 0.3, limit: 0.5)
        let niche = Niche(name: "S1", bounds: [], cost: range)
        #expect(try niche.objection(to: Cell("3-----")) == nil)
        #expect(
            try niche.objection(to: Cell("------"))
                == "S1 has params_m from 0.3 up to but not including 0.5, this cell 0.073306")
        #expect(
            try niche.objection(to: Cell("33----"))
                == "S1 has params_m from 0.3 up to but not including 0.5, this cell 0.559386")
        #expect(Niche.CostRange(.flops, on: .cifar10, least: nil, limit: 9).inWords == "flops_m below 9.0")
        #expect(Niche.CostRange(.flops, on: .cifar10, least: 9, limit: nil).inWords == "flops_m from 9.0 up")
        for cell in Space.cells {
            #expect((niche.objection(to: cell) == nil) == niche.contains(cell))
            #expect(niche.contains(cell) == (0.3..<0.5).contains(cell.paramsMillions(on: .cifar10)))
        }
    }
}
