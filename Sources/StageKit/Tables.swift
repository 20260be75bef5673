public import Benchmarks
internal import Files
internal import PipelineFile
public import Predictions
internal import Records
internal import Spaces

/// Where a stage gets benchmark numbers from; what it takes is noted as an input of the stage.
extension StageContext {
    private func folder() throws -> TableFolder {
        guard let tables = settings.data.tables else {
            throw StageFailure(
                .missingInput,
                "data.tables names no folder of benchmark tables, and \(contract.name) needs one")
        }
        return try TableFolder(path: tables)
    }

    private func note(_ sources: [TableSource]) {
        for source in sources {
            noteInput(OutsideInput.table(source.name).name, hash: source.contentHash.description)
        }
    }

    /// Latency of every cell on the target in milliseconds, as the search knows it: with noise where it is
    /// measured so.
    public func latencies() throws -> Column {
        switch settings.evaluate.latency.source {
        case .table: return settings.measured(try trueLatencies())
        case .surrogate: return settings.measured(try predictedLatencies().column(named: "latency"))
        case .command:
            throw StageFailure(
                .software, "latencies are measured one by one: there are none of the whole space")
        }
    }

    /// Latency of every cell on the target in milliseconds, looked up.
    public func trueLatencies() throws -> Column {
        let target = try settings.target.benchmark()
        let column = try folder().latency(dataset: target.dataset, device: target.device)
        note(column.sources)
        return column.column
    }

    /// Energy of every cell on the target in millijoules, looked up; nil where it is no objective, or measured.
    public func energiesIfWeighed() throws -> Column? {
        guard settings.objectives.contains(.energy), settings.evaluate.energy.source == .table else {
            return nil
        }
        let target = try settings.target.benchmark()
        let column = try folder().energy(dataset: target.dataset, device: target.device)
        note(column.sources)
        return column.column
    }

    /// What `fit` has predicted for the whole space; it is made where it is missing.
    private func predictions(_ path: String, mayMiss: Bool) throws -> PredictionTable {
        try ensure(path, madeBy: .fit)
        try withFile(path) { _ in }
        return try PredictionTable(path: run.path(path), mayMiss: mayMiss)
    }

    /// Accuracy of every cell in percent, as the run's predictor or the surrogate has it, or what stands in for
    /// it: the percentile of a proxy, none where the cell has no score. Where cells are predicted one by one, of
    /// those whose proxies were known when the predictor was fit.
    public func predictedAccuracies() throws -> PredictionTable {
        try predictions(
            PredictorFile.accuracies.text,
            mayMiss: settings.evaluate.accuracy.source == .proxy
                || settings.evaluate.accuracy.isPredictedOneByOne)
    }

    /// Latency of every cell in milliseconds, as the surrogate has it; none where the device cannot run it.
    public func predictedLatencies() throws -> PredictionTable {
        try predictions(PredictorFile.latencies.text, mayMiss: true)
    }

    /// A model that ships, noted as an input.
    public func surrogate(_ name: String) throws -> SurrogateFolder.Model {
        let model = try SurrogateFolder(settings).model(name)
        noteInput(OutsideInput.surrogate(name).name, hash: model.contentHash)
        return model
    }

    /// The same for one that need not be there, which is noted too.
    public func surrogateIfAny(_ name: String) throws -> SurrogateFolder.Model? {
        guard try SurrogateFolder(settings).has(name) else {
            noteInput(OutsideInput.surrogate(name).name, hash: SurrogateFolder.absent)
            return nil
        }
        return try surrogate(name)
    }

    /// Accuracy of every cell on the target's data set, in percent.
    public func accuracies(_ split: Split) throws -> MeasuredColumn {
        let column = try folder().accuracy(dataset: settings.target.benchmark().dataset, split: split)
        note(column.sources)
        return column
    }

    public func proxies() throws -> ProxyTable {
        let table = try folder().proxies(dataset: settings.target.benchmark().dataset)
        note(table.sources)
        return table
    }
}

extension PredictionTable {
    /// The predictions as a column of a table, NaN where there is none.
    public func column(named name: String) -> Column { Column(name: name, values: predictions) }
}
