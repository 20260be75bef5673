public import Benchmarks
public import Pareto
public import PipelineFile
internal import Predictions
public import Records
public import Spaces

/// Accuracy and latency of every cell of the space: what a search sees of it, or what is true.
public struct SpaceValues: Sendable {
    /// Percent.
    public let accuracies: Column
    /// Milliseconds.
    public let latencies: Column

    public init(accuracies: Column, latencies: Column) {
        self.accuracies = accuracies
        self.latencies = latencies
    }

    /// (100 - accuracy, latency), both to be minimised; nil where either is missing.
    public func point(of cell: Cell) -> Point? {
        guard let accuracy = accuracies.value(of: cell), let latency = latencies.value(of: cell) else {
            return nil
        }
        return Point(x: 100 - accuracy, y: latency)
    }

    /// Of all cells that have one, by cell code.
    public var points: [Point] { Cell.all.compactMap(point) }
}

extension StageContext {
    /// What the front is measured by.
    public func reference() throws -> (values: SpaceValues, kind: ScoreRecord.Reference) {
        switch settings.score.truth {
        case .table:
            let values = SpaceValues(
                accuracies: try accuracies(.test).column, latencies: try trueLatencies())
            return (values, .tables)
        case .surrogate:
            let values = SpaceValues(
                accuracies: try predictedAccuracies().column(named: "accuracy"),
                latencies: try predictedLatencies().column(named: "latency"))
            return (values, .surrogates)
        }
    }
}

/// The same for readers of a run directory that do no stage's work: the driver's report and its progress.
extension RunDirectory {
    /// What the run's front is measured by.
    public func reference(_ settings: PipelineSettings) throws -> (
        values: SpaceValues, kind: ScoreRecord.Reference
    ) {
        switch settings.score.truth {
        case .table:
            guard let folder = try tables(settings) else {
                throw StageFailure(.missingInput, "data.tables names no folder of benchmark tables")
            }
            let target = settings.target
            let accuracies = try folder.accuracy(dataset: target.spaceDataset, split: .test)
            return (SpaceValues(accuracies: accuracies.column, latencies: try latencies(settings)), .tables)
        case .surrogate: return (try predicted(settings), .surrogates)
        }
    }

    /// The whole space as the search sees it: accuracy as predicted, latency as predicted or looked up. Throws
    /// where nothing has been predicted yet, or never will be.
    public func predicted(_ settings: PipelineSettings) throws -> SpaceValues {
        let table = try PredictionTable(path: path("predictor/predictions.bin"))
        return SpaceValues(
            accuracies: table.column(named: "accuracy"), latencies: try searchedLatencies(settings))
    }

    private func searchedLatencies(_ settings: PipelineSettings) throws -> Column {
        switch settings.evaluate.latency.source {
        case .table: return try latencies(settings)
        case .surrogate:
            let table = try PredictionTable(path: path("predictor/latencies.bin"), mayMiss: true)
            return table.column(named: "latency")
        }
    }

    private func latencies(_ settings: PipelineSettings) throws -> Column {
        guard let folder = try tables(settings) else {
            throw StageFailure(.missingInput, "data.tables names no folder of benchmark tables")
        }
        let target = settings.target
        return try folder.latency(dataset: target.spaceDataset, device: target.benchmarkDevice).column
    }

    private func tables(_ settings: PipelineSettings) throws -> TableFolder? {
        try settings.data.tables.map { try TableFolder(path: $0) }
    }
}
