import Records
import Spaces

/// Reads the rows of a CSV into columns by cell code.
struct CSVRowReader {
    /// What is done with a field of a column.
    enum Role {
        case skipped
        case cell
        case value(slot: Int)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let path: String
    private let header: [String]
    private let roles: [Role]
    private var values: [[Double]]
    /// The numbers of the row being read: the cell may stand behind them.
    private var row: [Double]
    /// The line each cell was on, 0 where it has had no row.
    private var lines = [Int](repeating: 0, count: Cell.count)
    private(set) var rows = 0

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String, header: [String], roles: [Role], slots: Int
    ) {
        self.bytes = bytes
        self.path = path
        self.header = header
        self.roles = roles
        values = [[Double]](repeating: [Double](repeating: .nan, count: Cell.count), count: slots)
        row = [Double](repeating: .nan, count: slots)
    }

    /// One array a slot, by cell code.
    mutating func read() throws(BenchmarkError) -> [[Double]] {
        var scanner = CSVScanner(bytes)
        // The header has been read before, and without fault.
        _ = scanner.isAtEnd()
        _ = try record(&scanner, isHeader: true)
        while !scanner.isAtEnd() {
            let line = scanner.line
            guard let cell = try record(&scanner, isHeader: false) else { continue }
            let code = Int(cell.code)
            guard lines[code] == 0 else {
                throw .content(path, line: line, "the cell \(cell) has a row already, on line \(lines[code])")
            }
            lines[code] = line
            rows += 1
            for slot in row.indices { values[slot][code] = row[slot] }
        }
        return values
    }

    /// Reads one record into `row`; the cell it is about, nil only for the header.
    private mutating func record(
        _ scanner: inout CSVScanner, isHeader: Bool
    ) throws(BenchmarkError) -> Cell? {
        let line = scanner.line
        var cell: Cell?
        var count = 0
        while true {
            let field: CSVScanner.Field
            do {
                field = try scanner.nextField()
            } catch {
                throw .content(path, line: error.line, error.message)
            }
            if !isHeader, count < roles.count {
                switch roles[count] {
                case .skipped: break
                case .cell: cell = try self.cell(field, scanner, line)
                case .value(let slot): row[slot] = try number(field, scanner, column: count, line)
                }
            }
            count += 1
            if field.endsRecord { break }
        }
        guard count == header.count else {
            throw .content(
                path, line: line,
                "the row has \(count) \(count == 1 ? "field" : "fields"), expected \(header.count)")
        }
        return cell
    }

    private func cell(
        _ field: CSVScanner.Field, _ scanner: CSVScanner, _ line: Int
    ) throws(BenchmarkError) -> Cell {
        let text = UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
        if let cell = Cell(utf8: text) { return cell }
        do {
            return try Cell(parsing: scanner.text(field))
        } catch {
            throw .content(
                path, line: line, column: header.first { CSVTable.cellColumns.contains($0) }, "\(error)")
        }
    }

    /// A finite number, NaN where the field is empty.
    private func number(
        _ field: CSVScanner.Field, _ scanner: CSVScanner, column: Int, _ line: Int
    ) throws(BenchmarkError) -> Double {
        guard field.end > field.start else { return .nan }
        let text = UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
        if let value = DecimalNumber.double(text) { return value }
        let found = scanner.text(field)
        let shown = found.count > 40 ? "\(found.prefix(40))…" : found
        throw .content(
            path, line: line, column: header[column],
            "'\(shown)' is no number; expected a finite decimal number, or nothing where there is none")
    }
}
