import Files
internal import Records
import Spaces

/// A CSV with a row a cell: a column `arch` (or `arch_str`) holds the cell's written form, every other
/// column a number or nothing. Columns nobody asks for are passed over unread, so they may hold anything.
struct CSVTable: Sendable {
    static let cellColumns = ["arch", "arch_str"]

    private let file: MappedFile
    /// Every column's name, the cell's own included.
    private let header: [String]
    private let cellColumn: Int
    /// Names of the columns that can be asked for.
    let columns: [String]
    let contentHash: ContentHash

    /// Reads the header line; throws `.content` where it names no cell column or a name twice.
    init(_ file: MappedFile) throws(BenchmarkError) {
        self.file = file
        let header = try file.withBytes { bytes throws(BenchmarkError) -> [String] in
            try Self.readHeader(bytes.bindMemory(to: UInt8.self), path: file.path)
        }
        guard let cellColumn = Self.cellColumns.lazy.compactMap({ header.firstIndex(of: $0) }).first else {
            let found = header.map { "'\($0)'" }.joined(separator: ", ")
            throw .content(
                file.path, line: 1, "no column 'arch' (or 'arch_str') holds the cells; found \(found)")
        }
        var seen: Set<String> = []
        for name in header where !name.isEmpty && !seen.insert(name).inserted {
            throw .content(file.path, line: 1, column: name, "two columns have this name")
        }
        self.header = header
        self.cellColumn = cellColumn
        columns = header.filter { !$0.isEmpty && $0 != header[cellColumn] }
        contentHash = file.withBytes { ContentHash(of: $0) }
    }

    private static func readHeader(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String
    ) throws(BenchmarkError) -> [String] {
        var scanner = CSVScanner(bytes)
        guard !scanner.isAtEnd() else {
            throw .content(path, "the file is empty; expected a line of column names")
        }
        var names: [String] = []
        // No table of ours has anywhere near this many; a file that does is not a table.
        while names.count < 1_000 {
            do {
                let field = try scanner.nextField()
                names.append(String(scanner.text(field).prefix(200)))
                if field.endsRecord { return names }
            } catch {
                throw .content(path, line: error.line, error.message)
            }
        }
        throw .content(path, line: 1, "more than 1,000 columns; expected a table of cells")
    }

    /// What a reading found: the columns asked for and how many cells have a row.
    struct Reading {
        var columns: [Column]
        var rows: Int
    }

    /// Reads columns in one pass over the file. A cell without a row has no value, like one whose field is
    /// empty. Throws `.content` naming the line where a row is wrong.
    func read(_ names: [String]) throws(BenchmarkError) -> Reading {
        var roles = [CSVRowReader.Role](repeating: .skipped, count: header.count)
        roles[cellColumn] = .cell
        var slots: [String: Int] = [:]
        for name in names where slots[name] == nil {
            guard columns.contains(name), let position = header.firstIndex(of: name) else {
                throw .content(
                    file.path, line: 1, column: name,
                    "no such column; \(NearestName.advice(name, in: columns))")
            }
            roles[position] = .value(slot: slots.count)
            slots[name] = slots.count
        }
        let (values, rows) = try file.withBytes { bytes throws(BenchmarkError) -> ([[Double]], Int) in
            var reader = CSVRowReader(
                bytes.bindMemory(to: UInt8.self), path: file.path, header: header, roles: roles,
                slots: slots.count)
            return (try reader.read(), reader.rows)
        }
        let columns = names.map { name in
            Column(name: name, values: slots[name].map { values[$0] } ?? [])
        }
        return Reading(columns: columns, rows: rows)
    }

    /// The cells by the benchmark's own index, from the column `index`; nil where there is no such column.
    /// An index without a row has no cell.
    func cellsByIndex() throws(BenchmarkError) -> [Int: Cell]? {
        guard columns.contains("index") else { return nil }
        let index = try read(["index"]).columns[0]
        var cells: [Int: Cell] = [:]
        for cell in Cell.all {
            guard let value = index.value(of: cell) else { continue }
            guard let number = Int(exactly: value), number >= 0, number < Cell.count,
                cells.updateValue(cell, forKey: number) == nil
            else {
                throw .content(
                    file.path, column: "index",
                    "\(value) (of \(cell)) is no index, or stands twice; expected 0 to \(Cell.count - 1) once each"
                )
            }
        }
        return cells
    }
}
