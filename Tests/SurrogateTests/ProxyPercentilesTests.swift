import Benchmarks
import Spaces
import Statistics
import TestSupport
import Testing

@testable import Surrogate

/// One zero-cost proxy in accuracy's place.
@Suite struct ProxyPercentilesTests {
    @Test func thePercentileIsTheShareOfTheOtherCellsThatScoreLower() throws {
        let cells = try ["1-----", "3-----", "s-----", "p-----", "11----"].map { letters in
            try #require(Cell(letters: letters))
        }
        // Each of them computes nothing, so that no score but its own and that of no edges at all could be taken.
        let scores = Dictionary(uniqueKeysWithValues: zip(cells, [5.0, -2, 5, 1e9, 0.5]))
        let percentiles = try #require(ProxyPercentiles { scores[$0] })
        #expect(cells.map { percentiles[$0] } == [62.5, 0, 62.5, 100, 25])
        #expect(percentiles.missing == Cell.count - 5 && percentiles.standIns == 0)
        #expect(Cell.all.count { percentiles[$0] != nil } == 5)
    }

    @Test func aCellWithDeadEdgesTakesTheScoreOfWhatItComputes() throws {
        // As in the released tables: only cells without dead edges have a score.
        func score(_ cell: Cell) -> Double? { cell.canonical == cell ? Double(cell.code % 97) : nil }
        let percentiles = try #require(ProxyPercentiles(score: score))
        #expect(percentiles.standIns == 6_180 && percentiles.missing == 0)
        for cell in Cell.all { #expect(percentiles[cell] == percentiles[cell.canonical]) }
        let notes = percentiles.notes("synflow").joined()
        #expect(notes.contains("6180 cells with dead edges") && !notes.contains("at all"))
    }

    @Test func whatFailedHasNoScore() throws {
        // The cells that are not connected have none, nor has what they compute.
        let values: [Double] = [.nan, .infinity, -1e8]
        let percentiles = try #require(
            ProxyPercentiles { cell in
                cell.isConnected ? Double(cell.code) : values[Int(cell.code) % 3]
            })
        #expect(percentiles.missing == 341)
        #expect(percentiles.notes("nwot").joined().contains("341 cells have no nwot at all"))
    }

    @Test func fewerThanTwoScoresAreNoOrder() {
        #expect(ProxyPercentiles { _ in nil } == nil)
        #expect(ProxyPercentiles { $0.code == 7 ? 1 : nil } == nil)
    }

    @Test func aPercentileOrdersAsTheScoreDoes() throws {
        var random = RandomStream(seed: 3, "scores")
        let scores = Cell.all.map { _ in Double(random.below(400)) - 200 }
        let percentiles = try #require(ProxyPercentiles { scores[Int($0.code)] })
        for _ in 0..<2_000 {
            let (left, right) = (random.below(Cell.count), random.below(Cell.count))
            #expect(
                (scores[left] < scores[right]) == (percentiles.values[left] < percentiles.values[right]))
        }
        #expect(percentiles.values.allSatisfy { $0 >= 0 && $0 <= 100 })
    }

    /// What the ablation of the paper has in the predictor's place, with cells that have dead edges counted in.
    @Test(
        .enabled(if: RealTables.areThere, "\(RealTables.absence)"),
        arguments: [
            (Dataset.cifar10, 0.7339, 0.5374), (.cifar100, 0.7657, 0.5710), (.imageNet16, 0.7382, 0.5497),
        ])
    func synflowOrdersAllCellsAsNumPyHasIt(dataset: Dataset, spearman: Double, kendall: Double) throws {
        let tables = try RealTables.load(dataset)
        let synflow = try #require(tables.proxyColumns.first { $0.name == "synflow" })
        let percentiles = try #require(ProxyPercentiles(score: synflow.value(of:)))
        #expect(percentiles.standIns == 6_180 && percentiles.missing == 0)
        let rows = FitReport.rows(
            predicted: { percentiles[$0] }, accuracy: tables.accuracy(of:),
            niches: PartitionScheme.convolution3x3Count.niches, seed: 1)
        #expect(rows[0].cells == Cell.count)
        #expect(try abs(#require(rows[0].spearman) - spearman) < 1e-4)
        #expect(try abs(#require(rows[0].kendall) - kendall) < 1e-4)
    }
}
