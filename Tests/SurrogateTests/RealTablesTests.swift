import Spaces
import TestSupport
import Testing

@testable import Surrogate

/// What the predictor reaches on the real benchmark, with room for another version of the library.
@Suite(
    .enabled(
        if: RealTables.areThere, "\(RealTables.absence)"))
struct RealTablesTests {
    private func spearman(
        _ dataset: Dataset, _ featureSet: FeatureSet,
        cells count: Int = 1000
    ) throws -> Double {
        let columns = try RealTables.load(dataset)
        var random = RandomStream(seed: 0, "training")
        let training = random.sample(count, of: Cell.all)
        let predictor = try AccuracyPredictor.fit(
            cells: training, accuracies: training.compactMap(columns.accuracy), featureSet: featureSet,
            proxies: columns.proxies)
        let report = FitReport(of: predictor, accuracy: columns.accuracy, niches: [], seed: 0)
        return try #require(report.rows[0].spearman)
    }

    @Test func thirteenProxiesAreAsGoodAsPublished() throws {
        #expect(try spearman(.imageNet16, .zeroCost) > 0.86)
    }

    @Test func structureMakesThemMuchBetter() throws {
        #expect(try spearman(.cifar100, .zeroCostAndStructure) > 0.97)
    }

    @Test func structureAloneNeedsTwoHundredCells() throws {
        #expect(try spearman(.cifar10, .structure, cells: 200) > 0.95)
    }
}
