public import Spaces

/// What the predictor is told about a cell.
public enum FeatureSet: String, CaseIterable, Sendable {
    /// The 13 proxies, as in PEL-NAS.
    case zeroCost = "zero-cost"
    /// The cell itself, 38 numbers that cost nothing to compute; equal for isomorphic cells.
    case structure
    case zeroCostAndStructure = "zero-cost+structure"
    /// The cell edge by edge as it is drawn, dead edges included: what a device runs.
    case drawn

    public var usesProxies: Bool { self == .zeroCost || self == .zeroCostAndStructure }
    public var usesStructure: Bool { self == .structure || self == .zeroCostAndStructure }

    /// Names of the columns, in order.
    public var names: [String] {
        (usesProxies ? Proxy.names : []) + (usesStructure ? StructureFeatures.names : [])
            + (self == .drawn ? DrawnFeatures.names : [])
    }

    /// What the feature set is fit with where the user says nothing: `published` for the paper's features,
    /// `gentle` for ours, which gain by it at every size of training set that was tried.
    public var defaultParameters: XGBoostParameters { self == .zeroCost ? .published : .gentle }

    /// One row a cell.
    ///
    /// - Parameters:
    ///   - cells: in any order, also repeated.
    ///   - proxies: a cell's values in the order of `Proxy.allCases`, asked only where the feature set uses
    ///     them. An absent value, a failed proxy (-1e8, as the released tables have it) and one that is not
    ///     finite are all missing.
    /// - Returns: the matrix, its columns named and ordered as `names`.
    /// - Throws: `XGBoostError.invalidInput` where a cell has not 13 proxies.
    public func matrix(
        of cells: [Cell], proxies: (Cell) -> [Double?] = { _ in [] }
    ) throws(XGBoostError) -> FeatureMatrix {
        let names = names
        var values: [Float] = []
        values.reserveCapacity(cells.count * names.count)
        for cell in cells {
            if usesProxies {
                let row = proxies(cell)
                guard row.count == Proxy.names.count else {
                    throw .invalidInput(
                        "cell \(cell) has \(row.count) proxies, expected \(Proxy.names.count): "
                            + Proxy.names.joined(separator: ", "))
                }
                for value in row { values.append(Proxy.feature(value)) }
            }
            if usesStructure { StructureFeatures.append(cell, to: &values) }
            if self == .drawn { DrawnFeatures.append(cell, to: &values) }
        }
        return try FeatureMatrix(names: names, values: values)
    }
}
