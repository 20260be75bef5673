public import Benchmarks
internal import Files
internal import PipelineFile
internal import Spaces

/// Where a stage gets benchmark numbers from; what it takes is noted as an input of the stage.
extension StageContext {
    private func folder() throws -> TableFolder { try TableFolder(path: settings.data.tables) }

    private func note(_ sources: [TableSource]) {
        for source in sources {
            noteInput(OutsideInput.table(source.name).name, hash: source.contentHash.description)
        }
    }

    /// Latency of every cell on the target, in milliseconds.
    public func latencies() throws -> MeasuredColumn {
        let column = try folder().latency(
            dataset: settings.target.spaceDataset, device: settings.target.benchmarkDevice)
        note(column.sources)
        return column
    }

    /// Accuracy of every cell on the target's data set, in percent.
    public func accuracies(_ split: Split) throws -> MeasuredColumn {
        let column = try folder().accuracy(dataset: settings.target.spaceDataset, split: split)
        note(column.sources)
        return column
    }

    public func proxies() throws -> ProxyTable {
        let table = try folder().proxies(dataset: settings.target.spaceDataset)
        note(table.sources)
        return table
    }
}
