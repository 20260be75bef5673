import Benchmarks
import Spaces
import Surrogate
import TestSupport

extension RealTables {
    /// One data set's columns by cell code; NaN and nil where the table has nothing.
    struct Columns {
        var valid: Column
        var test: Column
        var proxyColumns: [Column]

        func proxies(of cell: Cell) -> [Double?] { proxyColumns.map { $0.value(of: cell) } }

        func accuracy(of cell: Cell) -> Double? { valid.value(of: cell) }
    }

    static func load(_ dataset: Dataset) throws -> Columns {
        let tables = try TableFolder(path: folder)
        return Columns(
            valid: try tables.accuracy(dataset: dataset, split: .validation).column,
            test: try tables.accuracy(dataset: dataset, split: .test).column,
            proxyColumns: try tables.proxies(dataset: dataset).columns)
    }
}
