internal import Spaces

/// What a cell tells about its cost: the operation on every edge as it is drawn, dead edges included, for a
/// device runs what it is given; and the same of live edges, for some compilers drop what nobody reads.
enum DrawnFeatures {
    private static let nodes = 4

    static let names =
        (0..<Cell.edgeCount).flatMap { edge in Operation.allCases.map { "edge_\(edge)_\($0.name)" } }
        + Operation.allCases.map { "drawn_\($0.name)" } + Operation.allCases.map { "live_\($0.name)" }
        + (1..<nodes).map { "inputs_of_node_\($0)" }
        + (0..<nodes - 1).map { "convolutions_from_node_\($0)" } + ["connected"]

    /// The features of one cell, appended in the order of `names`. All are finite.
    static func append(_ cell: Cell, to values: inout [Float]) {
        var inputs = [Float](repeating: 0, count: nodes)
        var convolutions = [Float](repeating: 0, count: nodes)
        for edge in 0..<Cell.edgeCount {
            let drawn = cell[edge]
            for operation in Operation.allCases { values.append(drawn == operation ? 1 : 0) }
            guard drawn != .none else { continue }
            let ends = Cell.edges[edge]
            inputs[ends.target] += 1
            if drawn == .convolution1x1 || drawn == .convolution3x3 { convolutions[ends.source] += 1 }
        }
        for operation in Operation.allCases { values.append(Float(cell.count(of: operation))) }
        let live = cell.canonical
        for operation in Operation.allCases { values.append(Float(live.count(of: operation))) }
        values.append(contentsOf: inputs.dropFirst())
        values.append(contentsOf: convolutions.dropLast())
        values.append(cell.isConnected ? 1 : 0)
    }
}
