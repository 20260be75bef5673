import Files
import Predictions
import Spaces
import Testing

@testable import Surrogate

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Accuracies made up from the structure, so that they can be learnt without a table.
@Suite struct AccuracyPredictorTests {
    private static func accuracy(_ cell: Cell) -> Double {
        let live = cell.canonical
        guard cell.isConnected else { return 10 }
        return 60 + 8 * Double(min(3, live.count(of: .convolution3x3))) + 3
            * Double(live.count(of: .convolution1x1))
            - 2 * Double(live.count(of: .averagePool3x3))
    }

    private static let training: [Cell] = {
        var random = RandomStream(seed: 1, "training")
        return random.sample(150, of: Cell.all)
    }()

    private static func fit() throws(XGBoostError) -> AccuracyPredictor {
        try AccuracyPredictor.fit(
            cells: training, accuracies: training.map(accuracy), featureSet: .structure,
            parameters: XGBoostParameters(depth: 4, rounds: 40, treeMethod: .hist))
    }

    @Test func predictsTheWholeSpaceInPercentAndReportsHowWell() throws {
        let predictor = try Self.fit()
        #expect(predictor.predictions.count == Cell.count)
        #expect(predictor.predictions.allSatisfy { $0 > 0 && $0 < 110 })
        let niches = PartitionScheme.convolution3x3Count.niches
        let report = FitReport(of: predictor, accuracy: Self.accuracy, niches: niches, seed: 1)
        #expect(report.rows.map(\.group) == [.all] + niches.map { .niche($0.name) } + [.sample])
        #expect(report.rows[0].cells == Cell.count - 150)
        #expect(report.rows[1...6].reduce(0) { $0 + $1.cells } == Cell.count - 150)
        #expect(report.rows[7].cells == 100)
        #expect(try #require(report.rows[0].spearman) > 0.9)
        #expect(try #require(report.rows[0].kendall) > 0.75)
        #expect(try #require(report.rows[0].medianAbsoluteError) < 2)

        // The same sample again, another with another seed.
        #expect(report == FitReport(of: predictor, accuracy: Self.accuracy, niches: niches, seed: 1))
        let other = FitReport(of: predictor, accuracy: Self.accuracy, niches: niches, seed: 2)
        #expect(other.rows[..<7] == report.rows[..<7])
        #expect(other.rows[7] != report.rows[7])

        let tablePath = "/tmp/pelnas-predictor-\(getpid())"
        try AtomicFile.publish(predictor.table(), to: tablePath)
        defer { try? FileSystem.remove(tablePath) }
        let table = try PredictionTable(path: tablePath)
        #expect(table.predictions == predictor.predictions)
        #expect(Cell.all.filter(table.wasFit) == predictor.trainingCells.sorted())

        // Isomorphic cells compute the same, and the structure says so.
        let key = Cell.all[7000].isomorphismKey
        let twins = Cell.all.filter { $0.isomorphismKey == key }
        #expect(twins.count > 1)
        #expect(Set(twins.map { predictor[$0] }).count == 1)
    }

    @Test func saysNothingAboutGroupsThatSayNothing() throws {
        let predictor = try Self.fit()
        let known = Self.training[0]
        let (one, other) = (Cell.all[15_000], Cell.all[15_001])
        let single = Niche(name: "one", bounds: [], rationale: "")
        let empty = Niche(name: "empty", bounds: [Niche.Bound(.none, 7, 9)], rationale: "")
        let report = FitReport(
            of: predictor,
            accuracy: { $0 == one || $0 == known ? 70 : $0 == other ? .nan : nil }, niches: [single, empty],
            seed: 0)
        #expect(report.rows.map(\.cells) == [1, 1, 0, 1])
        #expect(report.rows.allSatisfy { $0.spearman == nil && $0.kendall == nil })
        #expect(report.rows[2].medianAbsoluteError == nil)
        #expect(report.rows[2].spearman == nil)
    }

    @Test func predictsAConstantWhereAllAreEqual() throws {
        let predictor = try AccuracyPredictor.fit(
            cells: [Cell.all[5], Cell.all[900]], accuracies: [42, 42], featureSet: .structure,
            parameters: XGBoostParameters(rounds: 30))
        #expect(predictor.deviation == 0)
        #expect(predictor.predictions.allSatisfy { abs($0 - 42) < 0.01 })
    }

    @Test func refusesExamplesThatAreNone() {
        func failure(_ cells: [Cell], _ accuracies: [Double]) -> String? {
            do {
                _ = try AccuracyPredictor.fit(cells: cells, accuracies: accuracies, featureSet: .structure)
                return nil
            } catch { return error.description }
        }
        let (a, b) = (Cell.all[1], Cell.all[2])
        #expect(failure([a], [50]) == "1 training cells, expected at least 2")
        #expect(failure([a, b], [50]) == "1 accuracies for 2 training cells")
        #expect(failure([a, a], [50, 60]) == "training cell \(a) is listed twice")
        #expect(failure([a, b], [50, .infinity]) == "the accuracy of training cell \(b) is inf")
    }
}
