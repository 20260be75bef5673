public import Spaces

extension TableFolder {
    /// The value NAS-Bench-Suite-Zero writes where a proxy could not be computed.
    static let failedProxy = -1e8

    /// The 13 zero-cost proxies. -1e8 (a failed proxy), NaN and infinities are missing.
    ///
    /// On cifar100 the columns that hold no value at all are taken from cifar10's table, which `borrowed`
    /// and the notes say: the proxies of the two rank cells nearly alike (.93 to .999 by rank correlation
    /// on 725 cells), yet they are stand-ins and a run has to say so.
    public func proxies(dataset: Dataset) throws(BenchmarkError) -> ProxyTable {
        let name = TableKind.proxies.tableName(dataset)
        let table = try table(name)
        let mayBorrow = dataset == .cifar100
        let names = TableKind.proxyNames
        let there = mayBorrow ? names.filter(table.columns.contains) : names
        var byName = try Self.cleaned(table.columns(there))

        var sources = [source(table, name)]
        var notes: [String] = []
        let empty = names.filter { byName[$0]?.isEmpty ?? true }
        let borrowed = mayBorrow ? empty : []
        if !borrowed.isEmpty {
            let lenderName = TableKind.proxies.tableName(.cifar10)
            let lender = try self.table(lenderName)
            byName.merge(try Self.cleaned(lender.columns(borrowed))) { $1 }
            sources.append(source(lender, lenderName))
            notes.append(
                "\(name): \(borrowed.joined(separator: ", ")) have no values; those of \(lenderName) stand in"
            )
        }
        let columns = names.map { byName[$0] ?? Column(name: $0, values: []) }
        notes += Self.missingNotes(columns, in: name)
        return ProxyTable(columns: columns, sources: sources, borrowed: borrowed, notes: notes)
    }

    private static func cleaned(_ columns: [Column]) -> [String: Column] {
        Dictionary(
            columns.map { ($0.name, $0.dropping { $0 == failedProxy || !$0.isFinite }) },
            uniquingKeysWith: { first, _ in first })
    }
}
