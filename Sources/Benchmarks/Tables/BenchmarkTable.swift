public import Files

/// A benchmark's numbers for the cells of NAS-Bench-201, read from an imported `.table` or straight from
/// a CSV: named columns of 15,625 values by cell code.
///
/// Opening a `.table` checks its header and sizes and takes some microseconds; opening a CSV reads its
/// first line and hashes the file. Values are read when a column is asked for.
public struct BenchmarkTable: Sendable {
    private enum Content: Sendable {
        case binary(TableFile)
        case csv(CSVTable)
    }

    private let content: Content
    public let path: String

    /// Opens either kind of table, told by its first bytes. Throws `.missing` where there is no file and
    /// `.content` where it is no table.
    public init(path: String) throws(BenchmarkError) {
        let file = try MappedFile.open(path, wanted: "a benchmark table")
        self.path = path
        content =
            file.withBytes { TableFormat.hasMagic($0) }
            ? .binary(try TableFile(file)) : .csv(try CSVTable(file))
    }

    /// Column names in the table's order; never the cell itself.
    public var columns: [String] {
        switch content {
        case .binary(let file): file.header.columns
        case .csv(let table): table.columns
        }
    }

    /// Changes exactly when the columns' names or values change, for a `.table`, where it is read from the
    /// header; for a CSV it is the file's own hash.
    public var contentHash: ContentHash {
        switch content {
        case .binary(let file): file.header.contentHash
        case .csv(let table): table.contentHash
        }
    }

    public var origin: TableOrigin {
        switch content {
        case .binary(let file): file.header.origin
        case .csv(let table):
            TableOrigin(
                file: FileSystem.lastComponent(of: path), fileHash: table.contentHash.description,
                format: "CSV",
                tool: "")
        }
    }

    /// Whether this is an imported table, and so has been checked as a whole.
    public var isImported: Bool {
        if case .binary = content { true } else { false }
    }

    /// A column's values. Throws `.content` where the table has no such column, naming those it has, and,
    /// for a CSV, where a row is wrong.
    public func column(_ name: String) throws(BenchmarkError) -> Column {
        try columns([name])[0]
    }

    /// Several columns in the order asked for; of a CSV they are read in one pass.
    public func columns(_ names: [String]) throws(BenchmarkError) -> [Column] {
        switch content {
        case .binary(let file): try file.columns(names)
        case .csv(let table): try table.read(names).columns
        }
    }

    /// Reads everything there is: a `.table` against its payload's checksum, a CSV row by row.
    public func verify() throws(BenchmarkError) {
        switch content {
        case .binary(let file): try file.verify()
        case .csv(let table): _ = try table.read(table.columns)
        }
    }
}
