public import Benchmarks
public import Pareto
public import PipelineFile
internal import Predictions
public import Records
public import Spaces

/// What every cell of the space has of each objective: as a search sees it, or what is true.
public struct SpaceValues: Sendable {
    /// Percent.
    public let accuracies: Column
    /// Milliseconds.
    public let latencies: Column
    /// Millijoules; nil where energy is no objective.
    public let energies: Column?
    private let objectives: [Objective]
    private let dataset: Dataset

    init(
        _ settings: PipelineSettings, accuracies: Column, latencies: Column, energies: Column?
    ) throws {
        objectives = settings.objectives
        dataset = try settings.target.benchmark().dataset
        self.accuracies = accuracies
        self.latencies = latencies
        self.energies = energies
    }

    /// In the objective's unit; nil where it is missing.
    public func value(of objective: Objective, _ cell: Cell) -> Double? {
        switch objective {
        case .accuracy: accuracies.value(of: cell)
        case .latency: latencies.value(of: cell)
        case .energy: energies?.value(of: cell)
        case .params: cell.paramsMillions(on: dataset)
        case .flops: cell.flopsMillions(on: dataset)
        }
    }

    /// The search's objectives, all to be minimised; nil where one is missing, or where the cell only guesses and
    /// such cells are excluded.
    public func vector(of cell: Cell, excludingDegenerate: Bool = false) -> ObjectiveVector? {
        vector(of: cell, by: objectives, excludingDegenerate: excludingDegenerate)
    }

    /// Of all cells that have one, by cell code.
    public func vectors(excludingDegenerate: Bool = false) -> [ObjectiveVector] {
        Cell.all.compactMap { vector(of: $0, by: objectives, excludingDegenerate: excludingDegenerate) }
    }

    /// The front of (100 - accuracy, one cost): the best there is by these two alone.
    public func front(against cost: Objective, excludingDegenerate: Bool = false) -> [Point] {
        let points = Cell.all.compactMap { cell in
            vector(of: cell, by: [.accuracy, cost], excludingDegenerate: excludingDegenerate)
                .flatMap(\.plane)
        }
        return nonDominated(points).map { points[$0] }
    }

    private func vector(
        of cell: Cell, by objectives: [Objective], excludingDegenerate: Bool
    ) -> ObjectiveVector? {
        if excludingDegenerate, !cell.isConnected { return nil }
        return ObjectiveVector(count: objectives.count) { place in
            value(of: objectives[place], cell).map(objectives[place].cost)
        }
    }
}

extension StageContext {
    /// What the front is measured by; nil where nothing is known of the space as a whole.
    public func reference() throws -> (values: SpaceValues, kind: ScoreRecord.Reference)? {
        switch settings.score.truth {
        case .table:
            let values = try SpaceValues(
                settings, accuracies: try accuracies(.test).column, latencies: try trueLatencies(),
                energies: try energiesIfWeighed())
            return (values, .tables)
        case .surrogate:
            let values = try SpaceValues(
                settings, accuracies: try predictedAccuracies().column(named: "accuracy"),
                latencies: try predictedLatencies().column(named: "latency"),
                energies: try energiesIfWeighed())
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
            let values = try SpaceValues(
                settings, accuracies: try accuracies(settings, .test), latencies: try latencies(settings),
                energies: try energiesIfWeighed(settings))
            return (values, .tables)
        case .surrogate:
            let values = try SpaceValues(
                settings, accuracies: try searchedAccuracies(settings), latencies: try predictedLatencies(),
                energies: try energiesIfWeighed(settings))
            return (values, .surrogates)
        case .unknown: return nil
        }
    }

    /// The whole space as the search sees it: accuracy as predicted, or looked up by an oracle, latency as
    /// predicted or looked up. Throws where that is not known, or not known yet.
    public func searched(_ settings: PipelineSettings) throws -> SpaceValues {
        try SpaceValues(
            settings, accuracies: try searchedAccuracies(settings),
            latencies: try searchedLatencies(settings),
            energies: try energiesIfWeighed(settings))
    }

    private func searchedAccuracies(_ settings: PipelineSettings) throws -> Column {
        switch settings.evaluate.accuracy.source {
        case .predictor where settings.evaluate.accuracy.isPredictedOneByOne:
            throw StageFailure(
                .failed, "accuracies are predicted one by one: of the whole space nothing is known")
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

    private func energiesIfWeighed(_ settings: PipelineSettings) throws -> Column? {
        guard settings.objectives.contains(.energy) else { return nil }
        guard settings.evaluate.energy.source == .table else { throw Self.measuredOneByOne }
        let target = try settings.target.benchmark()
        return try tables(settings).energy(dataset: target.dataset, device: target.device).column
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
