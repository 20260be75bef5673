import Files
import Records
import Spaces
import Surrogate

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The released benchmark tables, where this machine has them: in the folder that the environment variable
/// PELNAS_TABLES names, else in `../shared/data` beside the checkout.
enum RealTables {
    static let folder: String = {
        if let named = getenv("PELNAS_TABLES") { return String(cString: named) }
        // This file stands three folders below the package's own.
        let package = (0..<3).reduce(#filePath) { path, _ in FileSystem.directory(of: path) }
        return package + "/../shared/data"
    }()

    static let areThere = FileSystem.exists(folder + "/nas-bench-201/accuracy.csv")

    /// One data set's columns by cell code; NaN and nil where the table has nothing.
    struct Columns {
        var valid = [Double](repeating: .nan, count: Cell.count)
        var test = [Double](repeating: .nan, count: Cell.count)
        var proxies = [[Double?]](repeating: Array(repeating: nil, count: 13), count: Cell.count)

        func proxies(of cell: Cell) -> [Double?] { proxies[Int(cell.code)] }

        func accuracy(of cell: Cell) -> Double? { valid[Int(cell.code)] }
    }

    /// With another data set's proxies where one is named: most of cifar100's own are empty.
    static func load(_ dataset: Dataset, proxiesOf substitute: Dataset? = nil) throws -> Columns {
        var columns = Columns()
        let accuracies = try CommaSeparated(folder + "/nas-bench-201/accuracy.csv")
        for row in accuracies.rows {
            guard let cell = accuracies.cell(of: row) else { continue }
            columns.valid[Int(cell.code)] = accuracies.number("\(dataset.rawValue)_valid", of: row) ?? .nan
            columns.test[Int(cell.code)] = accuracies.number("\(dataset.rawValue)_test", of: row) ?? .nan
        }
        let proxies = try CommaSeparated(
            folder + "/nas-bench-suite-zero/\((substitute ?? dataset).rawValue).csv")
        for row in proxies.rows {
            guard let cell = proxies.cell(of: row) else { continue }
            columns.proxies[Int(cell.code)] = Proxy.names.map { proxies.number($0, of: row) }
        }
        return columns
    }
}

/// A table without quotes, its rows as slices of bytes.
struct CommaSeparated {
    private(set) var rows: [[ArraySlice<UInt8>]] = []
    private var places: [String: Int] = [:]

    init(_ path: String) throws {
        let lines = try FileSystem.read(path).split(separator: UInt8(ascii: "\n"))
        for (number, line) in lines.enumerated() {
            let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            if number > 0 {
                rows.append(fields)
            } else {
                for (place, field) in fields.enumerated() {
                    places[String(decoding: field, as: UTF8.self)] = place
                }
            }
        }
    }

    func cell(of row: [ArraySlice<UInt8>]) -> Cell? {
        guard let place = places["arch"], place < row.count else { return nil }
        return row[place].withUnsafeBufferPointer { Cell(utf8: $0) }
    }

    func number(_ name: String, of row: [ArraySlice<UInt8>]) -> Double? {
        guard let place = places[name], place < row.count else { return nil }
        return row[place].withUnsafeBufferPointer { DecimalNumber.double($0) }
    }
}
