import Files
import Spaces

/// Reads a table from a CSV: its columns say which benchmark it belongs to, its name which data set.
enum CSVImport {
    /// `expected` is what the file's place in a table folder promises.
    static func table(path: String, expected: (kind: TableKind, dataset: Dataset?)?) throws(BenchmarkError)
        -> ImportedTable
    {
        let csv = try CSVTable(MappedFile.open(path, wanted: "a benchmark table"))
        let kind = try kind(of: csv, path: path)
        if let expected, expected.kind != kind {
            throw .content(
                path, "its columns are those of \(kind.rawValue), expected \(expected.kind.rawValue)'s")
        }
        let dataset = if let expected { expected.dataset } else { try dataset(kind, path: path) }
        let reading = try csv.read(kind.columns.filter(csv.columns.contains))
        guard reading.rows > 0 else { throw .content(path, "there is no row below the column names") }
        let origin = TableOrigin(
            file: FileSystem.lastComponent(of: path), fileHash: csv.contentHash.description, format: "CSV",
            tool: TableImport.tool)
        return ImportedTable(
            kind: kind, dataset: dataset, columns: reading.columns, rows: reading.rows, origin: origin,
            path: path)
    }

    private static func kind(of csv: CSVTable, path: String) throws(BenchmarkError) -> TableKind {
        let kinds = TableKind.allCases.filter { kind in kind.columns.contains(where: csv.columns.contains) }
        guard let kind = kinds.first, kinds.count == 1 else {
            let expected = TableKind.allCases.compactMap { kind in
                kind.columns.first.map { "\(kind.rawValue) ('\($0)' …)" }
            }
            throw .content(
                path, line: 1,
                "the columns belong to \(kinds.isEmpty ? "no" : "more than one") benchmark; expected those of one of "
                    + expected.joined(separator: ", "))
        }
        return kind
    }

    private static func dataset(_ kind: TableKind, path: String) throws(BenchmarkError) -> Dataset? {
        guard kind != .accuracy else { return nil }
        let file = FileSystem.lastComponent(of: path)
        let stem = file.hasSuffix(".csv") ? String(file.dropLast(4)) : file
        guard let dataset = Dataset(rawValue: stem) else {
            let names = Dataset.allCases.map { "\($0.rawValue).csv" }.joined(separator: ", ")
            throw .content(path, "a table of \(kind.rawValue) is named after its data set: expected \(names)")
        }
        return dataset
    }
}
