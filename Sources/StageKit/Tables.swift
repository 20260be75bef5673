public import Benchmarks
internal import Files
public import PipelineFile
internal import Spaces

/// Where a stage gets benchmark numbers from; what it takes is noted as an input of the stage.
extension StageContext {
    private func folder() throws -> TableFolder { try TableFolder(path: settings.data.tables) }

    private func note(_ sources: [TableSource]) {
        for source in sources {
            noteInput(TableInput.name(of: source.name), hash: source.contentHash.description)
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

/// Tables as the journal names them among a stage's inputs: "table:hw-nas-bench/cifar10".
public enum TableInput {
    private static let prefix = "table:"

    public static func name(of table: String) -> String { prefix + table }

    public static func isTable(_ input: String) -> Bool { input.hasPrefix(prefix) }

    /// The content hash of a table as it is now; nil where it is gone or no table any more.
    public static func currentHash(of input: String, settings: PipelineSettings) -> String? {
        guard let folder = try? TableFolder(path: settings.data.tables) else { return nil }
        return (try? folder.table(String(input.dropFirst(prefix.count))))?.contentHash.description
    }
}
