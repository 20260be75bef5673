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

    /// (100 - accuracy, latency), both to be minimised; nil where either is missing, or where the cell only
    /// guesses and such cells are excluded.
    public func point(of cell: Cell, excludingDegenerate: Bool = false) -> Point? {
        if excludingDegenerate, !cell.isConnected { return nil }
        guard let accuracy = accuracies.value(of: cell), let latency = latencies.value(of: cell) else {
            return nil
        }
        return Point(x: 100 - accuracy, y: latency)
    }

    /// Of all cells that have one, by cell code.
    public func points(excludingDegenerate: Bool = false) -> [Point] {
        Cell.all.compactMap { point(of: $0, excludingDegenerate: excludingDegenerate) }
    }
}

extension StageContext {
    /// What the front is measured by; nil where nothing is known of the space as a whole.
    public func reference() throws -> (values: SpaceValues, kind: ScoreRecord.Reference)? {
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
        case .unknown: return nil
        }
    }
}

/// The same for readers of a run directory that do no stage's work: the driver's report and its progress.
extension RunDirectory {
    /// What the run's front is measured by; nil where nothing is known of the space as a whole.
    public func reference(_ settings: PipelineSettings) throws -> (
        values: SpaceValues, kind: ScoreRecord.Reference
    )? {
        switch settings.score.truth {
        case .table:
            let values = SpaceValues(
                accuracies: try accuracies(settings, .test), latencies: try latencies(settings))
            return (values, .tables)
        case .surrogate:
            let values = SpaceValues(
                accuracies: try searchedAccuracies(settings), latencies: try predictedLatencies())
            return (values, .surrogates)
        case .unknown: return nil
        }
    }

    /// The whole space as the search sees it: accuracy as predicted, or looked up by an oracle, latency as
    /// predicted or looked up. Throws where that is not known, or not known yet.
    public func searched(_ settings: PipelineSettings) throws -> SpaceValues {
        SpaceValues(
            accuracies: try searchedAccuracies(settings), latencies: try searchedLatencies(settings))
    }

    private func searchedAccuracies(_ settings: PipelineSettings) throws -> Column {
        switch settings.evaluate.accuracy.source {
        case .predictor, .surrogate, .proxy:
            let mayMiss = settings.evaluate.accuracy.source == .proxy
            return try PredictionTable(path: path(PredictorFile.accuracies.text), mayMiss: mayMiss)
                .column(named: "accuracy")
        case .table: return try accuracies(settings, .validation)
        case .command: throw Self.measuredOneByOne
        }
    }

    private func searchedLatencies(_ settings: PipelineSettings) throws -> Column {
        switch settings.evaluate.latency.source {
        case .table: return settings.measured(try latencies(settings))
        case .surrogate: return settings.measured(try predictedLatencies())
        case .command: throw Self.measuredOneByOne
        }
    }

    private static var measuredOneByOne: StageFailure {
        StageFailure(.failed, "a program measures cells one by one: of the whole space nothing is known")
    }

    private func predictedLatencies() throws -> Column {
        try PredictionTable(path: path(PredictorFile.latencies.text), mayMiss: true)
            .column(named: "latency")
    }

    private func latencies(_ settings: PipelineSettings) throws -> Column {
        let target = try settings.target.benchmark()
        return try tables(settings).latency(dataset: target.dataset, device: target.device).column
    }

    private func accuracies(_ settings: PipelineSettings, _ split: Split) throws -> Column {
        try tables(settings).accuracy(dataset: settings.target.benchmark().dataset, split: split).column
    }

    private func tables(_ settings: PipelineSettings) throws -> TableFolder {
        guard let tables = settings.data.tables else {
            throw StageFailure(.missingInput, "data.tables names no folder of benchmark tables")
        }
        return try TableFolder(path: tables)
    }
}
