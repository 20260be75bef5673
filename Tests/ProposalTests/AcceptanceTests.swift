import Spaces
import Testing

@testable import Proposal

struct AcceptanceTests {
    private let niche = Niches.paper[2]

    @Test func theNoveltiesHaveTheirNames() {
        #expect(Novelty.allCases.map(\.rawValue) == ["text", "function"])
    }

    @Test func aNewCellOfTheNicheIsTakenOnce() throws {
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [])
        let cell = try Cell("3sss11")
        #expect(acceptance.isOpen(cell))
        #expect(acceptance.judge(cell, for: niche) == nil)
        #expect(!acceptance.isOpen(cell))
        #expect(acceptance.judge(cell, for: niche) == .repeated("the run has this cell already"))
    }

    @Test func aCellOutOfTheNicheIsNotTaken() throws {
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [])
        let cell = try Cell("33ss11")
        #expect(
            acceptance.judge(cell, for: niche) == .outOfNiche("S2 has exactly 1 nor_conv_3x3, this cell 2"))
        #expect(acceptance.isOpen(cell), "what is not taken is not tried")
        #expect(acceptance.judge(cell, for: Niches.paper[3]) == nil)
    }

    @Test func whatTheRunTriedIsRepeatedInEveryNiche() throws {
        let cell = try Cell("3sss11")
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [cell])
        for niche in [niche, Niches.whole] {
            #expect(acceptance.judge(cell, for: niche) == .repeated("the run has this cell already"))
        }
    }

    // MARK: - Novelty

    /// The second cell has a dead 1x1 convolution more: another text, the same function.
    @Test func deadEdgesTellCellsApartByTextAlone() throws {
        let cell = try Cell("---3--")
        let redrawn = try Cell("1--3--")
        var byText = Acceptance<Cell>(novelty: .text, tried: [cell])
        #expect(byText.judge(redrawn, for: niche) == nil)
        var byFunction = Acceptance<Cell>(novelty: .function, tried: [cell])
        #expect(!byFunction.isOpen(redrawn))
        #expect(
            byFunction.judge(redrawn, for: niche)
                == .repeated(
                    "the run has a cell that computes the same, "
                        + "|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2| without its dead edges"
                ))
    }

    /// It is the lighter of the two: the form without dead edges is let in after a redrawing, once.
    @Test func theFormWithoutDeadEdgesIsLetInOnce() throws {
        let cell = try Cell("---3--")
        let redrawings = try ["1--3--", "-1-3--"].map { try Cell($0) }
        var acceptance = Acceptance<Cell>(novelty: .function, tried: [redrawings[0]])
        #expect(!acceptance.isOpen(redrawings[1]))
        #expect(acceptance.isOpen(cell))
        #expect(acceptance.judge(cell, for: niche) == nil)
        #expect(!acceptance.isOpen(cell) && !acceptance.isOpen(redrawings[1]))
        #expect(acceptance.judge(cell, for: niche) == .repeated("the run has this cell already"))
    }

    /// In whatever order cells come, each function is met, and at most twice.
    @Test(arguments: 1...5)
    func everyFunctionIsMetOnceOrTwice(_ seed: Int) {
        var random = RandomStream(seed: seed, "functions")
        var acceptance = Acceptance<Cell>(novelty: .function, tried: [])
        var met: [Cell: [Cell]] = [:]
        for cell in random.sample(Cell.count, of: Cell.all)
        where acceptance.judge(cell, for: Niches.whole) == nil {
            met[cell.canonical, default: []].append(cell)
        }
        #expect(met.count == 9_445, "seed \(seed)")
        for (function, cells) in met where cells.last != function {
            Issue.record("seed \(seed): \(function.letters) ends with \(cells.map(\.letters))")
        }
        #expect(met.values.allSatisfy { $0.count <= 2 }, "seed \(seed)")
    }

    // MARK: - Counting

    @Test(arguments: Novelty.allCases)
    func openCellsAreCountedAsTheyAreAskedForOneByOne(_ novelty: Novelty) {
        var random = RandomStream(seed: 5, novelty.rawValue)
        let tried = random.sample(3_000, of: Cell.all)
        let acceptance = Acceptance<Cell>(novelty: novelty, tried: tried, limit: (7_000, { Double($0.code) }))
        for scheme in PartitionScheme.allCases {
            let slowly = scheme.niches.map { niche in
                let open = niche.cells.filter(acceptance.isOpen)
                return novelty == .text ? open.count : Set(open.map(\.canonical)).count
            }
            #expect(acceptance.openCounts(in: scheme.niches) == slowly, "seed 5")
        }
        #expect(acceptance.openCounts(in: []) == [])
    }

    @Test(arguments: [(Novelty.text, 15_625), (.function, 9_445)])
    func soManyCellsAreNewOneAfterTheOther(_ novelty: Novelty, _ expected: Int) {
        var acceptance = Acceptance<Cell>(novelty: novelty, tried: [])
        #expect(Cell.all.count { acceptance.judge($0, for: Niches.whole) == nil } == expected)
        #expect(!Cell.all.contains(where: acceptance.isOpen))
    }

    // MARK: - The latency limit

    @Test func theLimitItselfIsWithinTheLimit() throws {
        let cells = try ["3sss11", "3sss1s", "3sss1p", "3sss1-"].map { try Cell($0) }
        let latencies: [Cell: Double] = [cells[0]: 5, cells[1]: 5.25, cells[2]: .nan]
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [], limit: (5, { latencies[$0] }))
        #expect(acceptance.judge(cells[0], for: niche) == nil)
        #expect(acceptance.judge(cells[1], for: niche) == .overLatencyLimit("5.25 ms, the limit is 5.0 ms"))
        #expect(acceptance.judge(cells[2], for: niche) == .overLatencyLimit("nan ms, the limit is 5.0 ms"))
        #expect(acceptance.judge(cells[3], for: niche) == .overLatencyLimit("the device cannot run it"))
        #expect(!cells.contains(where: acceptance.isOpen))
    }

    @Test func theFirstOfSeveralObjectionsIsTold() throws {
        let cell = try Cell("33ss11")
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [cell], limit: (5, { _ in nil }))
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
