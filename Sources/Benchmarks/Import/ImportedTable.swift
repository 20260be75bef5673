import Spaces

/// A table read from an original, not yet published.
struct ImportedTable {
    var kind: TableKind
    /// nil for the accuracies, which all data sets share.
    var dataset: Dataset?
    /// In the order of `TableKind.columns`; those the original lacks are left out.
    var columns: [Column]
    /// How many cells the original has a row for.
    var rows: Int
    var origin: TableOrigin
    /// The original's path, for messages.
    var path: String

    var name: String { kind.tableName(dataset ?? .cifar10) }

    /// "hw-nas-bench/cifar10: 15,625 cells, 10 columns; known values agree".
    func line(checks: String) -> String {
        let all = Thousands.text(Cell.count)
        let cells = rows == Cell.count ? "\(all) cells" : "\(Thousands.text(rows)) of \(all) cells"
        var text = "\(name): \(cells), \(columns.count) \(columns.count == 1 ? "column" : "columns")"
        let lacking = kind.columns.filter { wanted in !columns.contains { $0.name == wanted } }
        if !lacking.isEmpty { text += " (without \(lacking.joined(separator: ", ")))" }
        let empty = columns.filter(\.isEmpty).map(\.name)
        if !empty.isEmpty { text += "; no values in \(empty.joined(separator: ", "))" }
        return "\(text); \(checks)"
    }
}
