/// What a model sees: rows of named features, NaN where a value is missing. No value is infinite.
public struct FeatureMatrix: Sendable, Equatable {
    public let names: [String]
    public let rows: Int
    /// Row after row, `rows` x `columns` values.
    public let values: [Float]

    public var columns: Int { names.count }

    /// Throws `XGBoostError.invalidInput` where the values do not fill whole rows, or one is infinite, which
    /// XGBoost refuses only after part of the work.
    public init(names: [String], values: [Float]) throws(XGBoostError) {
        guard !names.isEmpty else { throw .invalidInput("a matrix without features") }
        guard values.count.isMultiple(of: names.count) else {
            throw .invalidInput("\(values.count) values do not fill rows of \(names.count)")
        }
        if let place = values.firstIndex(where: \.isInfinite) {
            let name = names[place % names.count]
            throw .invalidInput(
                "\(name) of row \(place / names.count) is infinite; NaN stands for a missing value")
        }
        self.init(filled: values, names: names)
    }

    /// Values known to be in order.
    private init(filled values: [Float], names: [String]) {
        self.names = names
        self.values = values
        rows = names.isEmpty ? 0 : values.count / names.count
    }

    /// The values of one row; none outside the matrix.
    public subscript(row: Int) -> ArraySlice<Float> {
        row >= 0 && row < rows ? values[row * columns..<(row + 1) * columns] : []
    }

    /// These rows, in this order; numbers outside the matrix are passed over.
    public func selecting(_ wanted: [Int]) -> FeatureMatrix {
        var selected: [Float] = []
        selected.reserveCapacity(wanted.count * columns)
        for row in wanted { selected.append(contentsOf: self[row]) }
        return FeatureMatrix(filled: selected, names: names)
    }
}
