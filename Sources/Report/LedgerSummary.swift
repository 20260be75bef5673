internal import Records

/// What the calls of a language model took, by generation and kind.
struct LedgerSummary {
    struct Row {
        var generation: Int
        var kind: String
        var calls = 0
        var failed = 0
        var retries = 0
        var promptTokens = 0
        var completionTokens = 0
        /// Nil where a call has no price.
        var dollars: Double? = 0
        var seconds = 0.0
    }

    let rows: [Row]
    let total: Row
    let failures: [LedgerRecord]

    init(_ records: [LedgerRecord]) {
        var byKey: [String: Row] = [:]
        var total = Row(generation: 0, kind: "all")
        for record in records {
            let key = "\(record.generation) \(record.kind)"
            byKey[key, default: Row(generation: record.generation, kind: record.kind)].add(record)
            total.add(record)
        }
        rows = byKey.values.sorted { ($0.generation, $0.kind) < ($1.generation, $1.kind) }
        self.total = total
        failures = records.filter { $0.outcome == .failed }
    }

    /// Tokens by generation; nil where no call told them.
    var figure: Figure? {
        guard total.promptTokens > 0 || total.completionTokens > 0 else { return nil }
        let byGeneration = Dictionary(grouping: rows, by: \.generation)
        let generations = RunView.thinned(byGeneration.keys.sorted(), to: RunView.mostGenerations)
        func sum(_ generation: Int, _ kind: String, _ field: KeyPath<Row, Int>) -> Double {
            (byGeneration[generation] ?? []).filter { $0.kind == kind }
                .reduce(0) { $0 + Double($1[keyPath: field]) }
        }
        return StackedBars(
            name: "tokens", title: "Tokens by generation",
            summary: "\(NumberText.grouped(total.promptTokens)) tokens in and "
                + "\(NumberText.grouped(total.completionTokens)) out over "
                + "\(NumberText.count(total.calls, "call")).",
            parts: [
                ("knowledge, in", "part1"), ("knowledge, out", "part2"), ("children, in", "part0"),
                ("children, out", "part4"),
            ],
            bars: generations.map { generation in
                .init(
                    generation: generation,
                    values: [
                        sum(generation, "knowledge", \.promptTokens),
                        sum(generation, "knowledge", \.completionTokens),
                        sum(generation, "children", \.promptTokens),
                        sum(generation, "children", \.completionTokens),
                    ])
            },
            yTitle: "Tokens"
        ).figure
    }
}

extension LedgerSummary.Row {
    fileprivate mutating func add(_ record: LedgerRecord) {
        calls += 1
        if record.outcome == .failed { failed += 1 }
        // A record's numbers are bounded by its schema, but a caller may have made it otherwise.
        retries = Self.sum(retries, record.retries)
        promptTokens = Self.sum(promptTokens, record.promptTokens ?? 0)
        completionTokens = Self.sum(completionTokens, record.completionTokens ?? 0)
        if let cost = record.costDollars, cost.isFinite {
            dollars = dollars.map { $0 + cost }
        } else {
            dollars = nil
        }
        if let seconds = record.seconds, seconds.isFinite { self.seconds += seconds }
    }

    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (sum, overflowed) = left.addingReportingOverflow(right)
        return overflowed ? left : sum
    }
}
