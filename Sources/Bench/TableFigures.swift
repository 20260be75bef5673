import Benchmarks
import Files
import StageKit

/// The tables given: imported ones as they are, CSV files imported once, where anything needs them.
final class PreparedTables {
    let folder: String
    let hasCSV: Bool
    private let scratch: ScratchFolder
    private var importedFolder: String?

    init(_ folder: String, in scratch: ScratchFolder) throws {
        self.folder = FileSystem.absolute(folder)
        self.scratch = scratch
        hasCSV = FileSystem.exists("\(self.folder)/\(Self.hardware).csv")
        let hasImported = FileSystem.exists("\(self.folder)/\(Self.hardware).table")
        guard hasCSV || hasImported else {
            throw StageFailure(.missingInput, "\(folder): there is no \(Self.hardware).table or .csv")
        }
        if !hasCSV {
            StandardStreams.tell("pelnas-bench: \(folder) holds no CSV files, so no figures of reading them")
        }
    }

    static let hardware = "hw-nas-bench/cifar10"

    /// A folder of imported tables.
    func imported() throws -> String {
        guard hasCSV else { return folder }
        if let importedFolder { return importedFolder }
        let made = scratch.newPath("tables")
        _ = try seconds(importingInto: made)
        importedFolder = made
        return made
    }

    func seconds(importingInto target: String) throws -> Double {
        try SilentProcess.ours("pelnas", "import", folder, "--into", target).seconds()
    }
}

/// Importing tables, and reading a column of 15,625 values from either kind.
func tableFigures(_ tables: PreparedTables, in scratch: ScratchFolder) -> [MeasurementGroup] {
    let column = Device.raspi4.latencyColumn
    func reading(_ name: String, _ kind: String, _ path: @escaping () throws -> String) -> Measurement {
        Measurement(timing: name, .microseconds, "\(column) of \(kind), opened anew each time") {
            let path = try path()
            return {
                let values = try BenchmarkTable(path: path).column(column).values
                return values[0] + values[values.count - 1]
            }
        }
    }
    let imported = reading("tables/column-imported", "an imported table") {
        try "\(tables.imported())/\(PreparedTables.hardware).table"
    }
    guard tables.hasCSV else { return [MeasurementGroup([imported])] }
    let written = reading("tables/column-csv", "a CSV file") {
        "\(tables.folder)/\(PreparedTables.hardware).csv"
    }
    let importing = Measurement(
        "tables/import", .milliseconds, "pelnas import of the folder, everything checked"
    ) {
        {
            let target = scratch.newPath("imported")
            defer { ScratchFolder.removeAll(target) }
            return try tables.seconds(importingInto: target)
        }
    }
    return [MeasurementGroup([importing], seconds: 6, mostRounds: 7), MeasurementGroup([imported, written])]
}
