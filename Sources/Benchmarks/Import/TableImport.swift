import Files
import Spaces

/// Turns the benchmarks' public originals into the tables a folder holds.
///
/// Inputs are told by what they hold: HW-NAS-Bench's pickle, NAS-Bench-Suite-Zero's JSON, a CSV with a
/// column `arch`, or a folder of such CSVs laid out as `TableFolder` wants them. Everything is read and
/// checked before the first file is written; each file then appears whole or not at all.
public enum TableImport {
    /// Written into every table; the number grows when equal input would give other values.
    static let tool = "pelnas import 1"

    public struct Report: Sendable {
        /// The tables written, in the order of their names.
        public var tables: [TableSource]
        /// A sentence a table, such as "nas-bench-201/accuracy: 15,625 cells, 6 columns; known values
        /// agree".
        public var lines: [String]
    }

    /// Imports files and folders into a table folder, which is made where it is not there.
    ///
    /// Throws `.missing` where an input is not there, `.content` where one is wrong, disagrees with what is
    /// known of the benchmark, or gives a table that another input gives too, and `.system` where nothing
    /// can be written.
    public static func run(inputs paths: [String], into folder: String) throws(BenchmarkError) -> Report {
        var inputs: [ImportInput] = []
        for path in paths { inputs += try ImportInput.found(at: path) }
        var tables: [ImportedTable] = []
        for input in inputs { tables += try read(input, beside: inputs) }
        tables.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for (first, second) in zip(tables, tables.dropFirst()) where first.name == second.name {
            throw .content(second.path, "it gives \(second.name), which \(first.path) gives too")
        }
        var report = Report(tables: [], lines: [])
        for table in tables { report.lines.append(table.line(checks: try KnownValues.check(table))) }
        for table in tables { report.tables.append(try publish(table, into: folder)) }
        return report
    }

    private static func read(
        _ input: ImportInput, beside inputs: [ImportInput]
    ) throws(BenchmarkError) -> [ImportedTable] {
        switch input {
        case .pickle(let path):
            try HWNASBenchImport.tables(path: path) { () throws(BenchmarkError) -> [Int: Cell]? in
                try indices(in: inputs)
            }
        case .json(let path): try SuiteZeroImport.tables(path: path)
        case .csv(let path, let expected): [try CSVImport.table(path: path, expected: expected)]
        }
    }

    /// Which cell each of NAS-Bench-201's indices means, from the first CSV that says so.
    private static func indices(in inputs: [ImportInput]) throws(BenchmarkError) -> [Int: Cell]? {
        for case .csv(let path, _) in inputs {
            let csv = try CSVTable(MappedFile.open(path, wanted: "a benchmark table"))
            if let cells = try csv.cellsByIndex() { return cells }
        }
        return nil
    }

    private static func publish(
        _ table: ImportedTable, into folder: String
    ) throws(BenchmarkError) -> TableSource {
        let path = "\(folder)/\(table.name).table"
        let bytes = TableWriter.bytes(
            table: table.name, columns: table.columns, rows: table.rows, origin: table.origin)
        do {
            try FileSystem.makeDirectory(FileSystem.directory(of: path))
            try AtomicFile.publish(bytes, to: path)
        } catch {
            throw .system(error)
        }
        // Read back: what stands on the disk is what was meant.
        let written = try BenchmarkTable(path: path)
        try written.verify()
        return TableSource(name: table.name, path: path, contentHash: written.contentHash)
    }
}
