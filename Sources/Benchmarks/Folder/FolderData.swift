public import Files

/// A file that numbers were read from: enough to tell, by content, whether it has changed since.
public struct TableSource: Sendable, Hashable {
    /// The table's place in the folder without a suffix: "nas-bench-201/accuracy".
    public var name: String
    public var path: String
    /// The table's `BenchmarkTable.contentHash`.
    public var contentHash: ContentHash
}

/// One quantity of every cell, ready for use, with where it came from.
public struct MeasuredColumn: Sendable {
    /// 15,625 values by cell code, NaN where there is none.
    public var column: Column
    public var sources: [TableSource]
    /// What a run that uses the numbers must record, in sentences; empty when nothing is out of the way.
    public var notes: [String]
}

/// The zero-cost proxies of every cell on one data set.
public struct ProxyTable: Sendable {
    /// 13 columns in the order of `TableKind.proxyNames`, NaN where a proxy failed or was never computed.
    public var columns: [Column]
    public var sources: [TableSource]
    /// The columns that stand in from cifar10's table because this data set's has no value in them.
    public var borrowed: [String]
    /// What a run that uses the numbers must record, in sentences.
    public var notes: [String]
}
