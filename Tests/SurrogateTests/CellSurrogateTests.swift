import Spaces
import Testing

@testable import Surrogate

/// Costs made up from the drawn edges, so that they can be learnt without a table.
@Suite struct CellSurrogateTests {
    private static func latency(_ cell: Cell) -> Double {
        1 + 5 * Double(cell.count(of: .convolution3x3)) + 2 * Double(cell.count(of: .convolution1x1))
            + Double(cell.count(of: .averagePool3x3))
    }

    private static let training: [Cell] = {
        var random = RandomStream(seed: 1, "training")
        return random.sample(600, of: Cell.all)
    }()
    private static let others: [Cell] = {
        let fitOn = Set(training)
        return Cell.all.filter { !fitOn.contains($0) }
    }()

    @Test func learnsAQuantityInItsOwnUnit() throws {
        let surrogate = try CellSurrogate.fit(
            .latency, cells: Self.training, values: Self.training.map(Self.latency))
        let quality = surrogate.quality(on: Self.others, truth: Self.others.map(Self.latency))
        #expect(quality.cells == Cell.count - 600)
        #expect(try #require(quality.rSquared) > 0.97)
        #expect(try #require(quality.spearman) > 0.95)
        #expect(try #require(quality.medianError) < 0.7, "milliseconds")
        #expect(quality.agreement == nil)

        let again = try CellSurrogate(.latency, model: surrogate.model)
        #expect(again.predictions == surrogate.predictions, "the model's bytes say all of it")
        #expect(try #require(surrogate.predictions.min()) > 0)
    }

    @Test func learnsWhatADeviceCannotRun() throws {
        func runs(_ cell: Cell) -> Double { cell.count(of: .convolution3x3) > 3 ? 0 : 1 }
        let surrogate = try CellSurrogate.fit(.runs, cells: Self.training, values: Self.training.map(runs))
        let quality = surrogate.quality(on: Self.others, truth: Self.others.map(runs))
        #expect(try #require(quality.agreement) > 0.99)
        #expect(quality.spearman == nil)
    }

    @Test func drawnFeaturesTellEveryCellApart() throws {
        let matrix = try FeatureSet.drawn.matrix(of: Cell.all)
        #expect(matrix.columns == FeatureSet.drawn.names.count)
        #expect(Set((0..<matrix.rows).map { Array(matrix[$0]) }).count == Cell.count)
        #expect(matrix.values.allSatisfy { $0.isFinite })
    }

    @Test func aModelOfOtherFeaturesIsRefused() throws {
        let accuracy = try CellSurrogate.fit(
            .accuracy, cells: Self.training, values: Self.training.map(Self.latency))
        #expect(throws: XGBoostError.self) {
            try CellSurrogate(.latency, model: accuracy.model)
        }
        #expect(throws: XGBoostError.self) { try CellSurrogate(.accuracy, model: [1, 2, 3]) }
        #expect(throws: XGBoostError.self) { try CellSurrogate.fit(.accuracy, cells: [], values: []) }
        #expect(throws: XGBoostError.self, "a latency is above 0") {
            try CellSurrogate.fit(.latency, cells: Self.training, values: Self.training.map { _ in 0 })
        }
    }
}
