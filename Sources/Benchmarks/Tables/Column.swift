public import Spaces

/// One measured or computed quantity of every cell of the space.
public struct Column: Sendable, Equatable {
    public var name: String
    /// 15,625 values by cell code; NaN where the table has none. Units are the column's own.
    public private(set) var values: [Double]

    /// Any other number of values than the space has cells is filled up with NaN or cut.
    public init(name: String, values: [Double]) {
        self.name = name
        if values.count == Cell.count {
            self.values = values
        } else {
            let missing = max(0, Cell.count - values.count)
            self.values = Array(values.prefix(Cell.count)) + [Double](repeating: .nan, count: missing)
        }
    }

    /// The value of a cell, nil where the table has none.
    public func value(of cell: Cell) -> Double? {
        let value = values[Int(cell.code)]
        return value.isNaN ? nil : value
    }

    /// How many of the 15,625 cells have no value.
    public var missingCount: Int { values.count { $0.isNaN } }

    public var isEmpty: Bool { values.allSatisfy { $0.isNaN } }

    /// The column with every value that is `unusable` turned into a missing one.
    func dropping(_ unusable: (Double) -> Bool) -> Column {
        Column(name: name, values: values.map { $0.isNaN || unusable($0) ? .nan : $0 })
    }

    /// Equal names and values, where two missing values are equal.
    public static func == (left: Column, right: Column) -> Bool {
        left.name == right.name
            && zip(left.values, right.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
}
