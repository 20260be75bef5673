import Benchmarks
import Files
import Records
import Spaces
import StageKit
import Surrogate

/// One model, fit on a draw of the cells that have a value, and what the others say of it.
struct SurrogateFit {
    let quantity: CellSurrogate.Quantity
    let surrogate: CellSurrogate
    let training: [Cell]
    let overall: CellSurrogate.Quality
    private let notes: [String]
    private let predictor: String
    private let groups: [(name: String, quality: CellSurrogate.Quality)]

    init(
        _ quantity: CellSurrogate.Quantity, _ table: MeasuredColumn, name: String, randomSeed: Int
    ) throws {
        func value(_ cell: Cell) -> Double? {
            let value = table.column.value(of: cell)
            return quantity == .runs ? (value == nil ? 0 : 1) : value
        }
        let known = Cell.all.filter { value($0) != nil }
        guard known.count > 1 else {
            throw StageFailure(.badData, "\(name): \(known.count) cells have a value, a fit needs 2 or more")
        }
        var random = RandomStream(seed: randomSeed, "surrogate", name)
        training = random.sample(CellSurrogate.trainingCount, of: known)
        let values = training.compactMap(value)
        self.quantity = quantity
        let fitted = try CellSurrogate.fit(quantity, cells: training, values: values)
        surrogate = fitted
        let parameters = CellSurrogate.parameters(quantity, values)
        predictor =
            "xgboost \(quantity.featureSet.rawValue), \(parameters.inWords), base score \(parameters.baseScore)"
        let fitOn = Set(training)
        let heldOut = known.filter { !fitOn.contains($0) }
        func quality(_ cells: [Cell]) -> CellSurrogate.Quality {
            fitted.quality(on: cells, truth: cells.compactMap(value))
        }
        overall = quality(heldOut)
        groups = PartitionScheme.convolution3x3Count.niches.map { niche in
            (niche.name, quality(heldOut.filter(niche.contains)))
        }
        notes =
            table.sources.map { "fit on \($0.name), content \($0.contentHash)" } + table.notes
            + Self.remarks(quantity)
    }

    /// The card's lines: all held-out cells first, then the paper's niches.
    func card(dataset: Dataset, device: Device?) -> [SurrogateRecord] {
        let all = [("all", overall)] + groups.map { ($0.name, $0.quality) }
        return all.enumerated().map { number, group in
            let (name, quality) = group
            return SurrogateRecord(
                quantity: .init(quantity), dataset: dataset.rawValue, device: device?.rawValue, group: name,
                heldOutCells: quality.cells, spearman: quality.spearman, kendall: quality.kendall,
                rSquared: quality.rSquared, medianError: quality.medianError,
                medianRelativeError: quality.medianRelativeError, agreement: quality.agreement,
                predictor: predictor, trainingCells: training.count,
                modelHash: ContentHash(of: surrogate.model).description,
                features: number == 0 ? quantity.featureSet.names : [],
                trainedOn: number == 0
                    ? SurrogateFolder.Model.bits(of: training.map { Int($0.code) }, count: Cell.count) : "",
                notes: number == 0 ? notes : [])
        }
    }

    private static func remarks(_ quantity: CellSurrogate.Quantity) -> [String] {
        switch quantity {
        case .accuracy: ["predicts validation accuracy in percent after 200 epochs, mean over seeds"]
        case .latency: ["predicts latency in ms"]
        case .runs: ["predicts 1 where the device can run the cell, 0 where not; 0.5 and more counts as 1"]
        }
    }
}
