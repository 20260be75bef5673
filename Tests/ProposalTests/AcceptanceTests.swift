import Spaces
import Testing

@testable import Proposal

struct AcceptanceTests {
    private let niche = Niches.paper[2]

    @Test func theNoveltiesHaveTheirNames() {
        #expect(Novelty.allCases.map(\.rawValue) == ["text", "function"])
    }

    @Test func aNewCellOfTheNicheIsTakenOnce() throws {
        var acceptance = Acceptance(novelty: .text, tried: [])
        let cell = try Cell("3sss11")
        #expect(acceptance.isOpen(cell))
        #expect(acceptance.judge(cell, for: niche) == nil)
        #expect(!acceptance.isOpen(cell))
        #expect(acceptance.judge(cell, for: niche) == .repeated("the run has this cell already"))
    }

    @Test func aCellOutOfTheNicheIsNotTaken() throws {
        var acceptance = Acceptance(novelty: .text, tried: [])
        let cell = try Cell("33ss11")
        #expect(
            acceptance.judge(cell, for: niche) == .outOfNiche("S2 has exactly 1 nor_conv_3x3, this cell 2"))
        #expect(acceptance.isOpen(cell), "what is not taken is not tried")
        #expect(acceptance.judge(cell, for: Niches.paper[3]) == nil)
    }

    @Test func whatTheRunTriedIsRepeatedInEveryNiche() throws {
        let cell = try Cell("3sss11")
        var acceptance = Acceptance(novelty: .text, tried: [cell])
        for niche in [niche, Niches.whole] {
            #expect(acceptance.judge(cell, for: niche) == .repeated("the run has this cell already"))
        }
    }

    // MARK: - Novelty

    /// The second cell has a dead 1x1 convolution more: another text, the same function.
    @Test func deadEdgesTellCellsApartByTextAlone() throws {
        let cell = try Cell("---3--")
        let redrawn = try Cell("1--3--")
        var byText = Acceptance(novelty: .text, tried: [cell])
        #expect(byText.judge(redrawn, for: niche) == nil)
        for (tried, child) in [(cell, redrawn), (redrawn, cell)] {
            var byFunction = Acceptance(novelty: .function, tried: [tried])
            #expect(!byFunction.isOpen(child))
            #expect(
                byFunction.judge(child, for: niche)
                    == .repeated(
                        "the run has a cell that computes the same, "
                            + "|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2| without its dead edges"
                    ))
        }
    }

    @Test(arguments: [(Novelty.text, 15_625), (.function, 9_445)])
    func soManyCellsAreNewOneAfterTheOther(_ novelty: Novelty, _ expected: Int) {
        var acceptance = Acceptance(novelty: novelty, tried: [])
        #expect(Cell.all.count { acceptance.judge($0, for: Niches.whole) == nil } == expected)
        #expect(!Cell.all.contains(where: acceptance.isOpen))
    }

    // MARK: - The latency limit

    @Test func theLimitItselfIsWithinTheLimit() throws {
        let cells = try ["3sss11", "3sss1s", "3sss1p", "3sss1-"].map { try Cell($0) }
        let latencies: [Cell: Double] = [cells[0]: 5, cells[1]: 5.25, cells[2]: .nan]
        var acceptance = Acceptance(novelty: .text, tried: [], limit: (5, { latencies[$0] }))
        #expect(acceptance.judge(cells[0], for: niche) == nil)
        #expect(acceptance.judge(cells[1], for: niche) == .overLatencyLimit("5.25 ms, the limit is 5.0 ms"))
        #expect(acceptance.judge(cells[2], for: niche) == .overLatencyLimit("nan ms, the limit is 5.0 ms"))
        #expect(acceptance.judge(cells[3], for: niche) == .overLatencyLimit("the device cannot run it"))
        #expect(!cells.contains(where: acceptance.isOpen))
    }

    @Test func theFirstOfSeveralObjectionsIsTold() throws {
        let cell = try Cell("33ss11")
        var acceptance = Acceptance(novelty: .text, tried: [cell], limit: (5, { _ in nil }))
        guard case .outOfNiche = acceptance.judge(cell, for: niche) else {
            Issue.record("the niche comes first")
            return
        }
        guard case .repeated = acceptance.judge(cell, for: Niches.whole) else {
            Issue.record("then novelty")
            return
        }
    }
}
