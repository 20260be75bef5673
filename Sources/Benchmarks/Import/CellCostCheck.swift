import Spaces

/// Checks proxies against what can be computed from the cells themselves, which tells whether each row
/// was given to the right cell.
enum CellCostCheck {
    /// The originals keep nine significant digits at least.
    private static let tolerance = 1e-6

    /// A phrase that says what agreed; throws `.content` with the first cell that does not.
    static func check(_ table: ImportedTable) throws(BenchmarkError) -> String {
        guard let dataset = table.dataset else { return "nothing to compare with" }
        var agreed: [String] = []
        for column in table.columns where ["flops", "params"].contains(column.name) && !column.isEmpty {
            for cell in Cell.all {
                guard let found = column.value(of: cell) else { continue }
                let expected =
                    column.name == "flops"
                    ? cell.flopsMillions(on: dataset) : cell.paramsMillions(on: dataset)
                guard abs(found - expected) <= tolerance * expected else {
                    throw .content(
                        table.path, column: column.name,
                        "\(cell) has \(found) million on \(dataset.rawValue), yet such a network has \(expected) "
                            + "million: another data set, another unit, or rows given to the wrong cells")
                }
            }
            agreed.append(column.name)
        }
        try checkEdges(table)
        return agreed.isEmpty
            ? "no known values to compare with"
            : "\(agreed.joined(separator: " and ")) agree with the cells' own"
    }

    /// flops and params count operations and cannot tell where they stand. The zen score can: it fails
    /// exactly where nothing gets through the cell, so failures on cells with a path mean that edges were
    /// mixed up. One in ten is let pass, for scores that failed for reasons of their own.
    private static func checkEdges(_ table: ImportedTable) throws(BenchmarkError) {
        guard let zen = table.columns.first(where: { $0.name == "zen" }) else { return }
        let failed = Cell.all.filter { zen.value(of: $0) == TableFolder.failedProxy }
        let connected = failed.filter(\.isConnected)
        guard connected.count * 10 <= failed.count else {
            throw .content(
                table.path, column: "zen",
                "\(connected.count) of the \(failed.count) failed scores are of cells with a path from input to "
                    + "output, such as \(connected[0]): the operations were given to the wrong edges")
        }
    }
}
