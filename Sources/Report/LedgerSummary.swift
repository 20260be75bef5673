internal import Records

/// What the calls of a language model took, by generation and kind, by the rules of `pelnas ledger`: a replayed
/// answer is no call, and a failed one has neither tokens nor a price to be missed.
struct LedgerSummary {
    struct Row {
        var generation: Int
        var kind: String
        var calls = 0
        var repairs = 0
        var failed = 0
        var retries = 0
        var promptTokens = 0
        var completionTokens = 0
        var dollars = 0.0
        var seconds = 0.0
        /// Answers whose tokens the endpoint did not tell, and answers without a price.
        var callsWithoutTokens = 0
        var callsWithoutPrice = 0
    }

    let rows: [Row]
    let total: Row
    let failures: [LedgerRecord]
    /// Answers of a recording: they are no calls, and took neither tokens nor money here.
    let replayed: Int

    init(_ records: [LedgerRecord]) {
        var byKey: [String: Row] = [:]
        var total = Row(generation: 0, kind: "all")
        let made = records.filter { !$0.isReplayed }
        for record in made {
            let key = "\(record.generation) \(record.kind)"
            byKey[key, default: Row(generation: record.generation, kind: record.kind)].add(record)
            total.add(record)
        }
        rows = byKey.values.sorted { ($0.generation, $0.kind) < ($1.generation, $1.kind) }
        self.total = total
        failures = made.filter { $0.outcome == .failed }
        replayed = records.count - made.count
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
        // A run has calls for rules or for strategies, never both.
        let first = rows.contains { $0.kind == "strategy" } ? "strategy" : "knowledge"
        return StackedBars(
            name: "tokens", title: "Tokens by generation",
            summary: "\(NumberText.grouped(total.promptTokens)) tokens in and "
                + "\(NumberText.grouped(total.completionTokens)) out over "
                + "\(NumberText.count(total.calls, "call")).",
            parts: [
                ("\(first), in", "part1"), ("\(first), out", "part2"), ("children, in", "part0"),
                ("children, out", "part4"),
            ],
            bars: generations.map { generation in
                .init(
                    generation: generation,
                    values: [
                        sum(generation, first, \.promptTokens),
                        sum(generation, first, \.completionTokens),
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
        if record.isRepair { repairs += 1 }
        if record.outcome == .failed { failed += 1 }
        let isAnswered = record.outcome == .answered
        // A record's numbers are bounded by its schema, but a caller may have made it otherwise.
        retries = Self.sum(retries, record.retries)
        if let prompt = record.promptTokens, let completion = record.completionTokens {
            promptTokens = Self.sum(promptTokens, prompt)
            completionTokens = Self.sum(completionTokens, completion)
        } else if isAnswered {
            callsWithoutTokens += 1
        }
        if let cost = record.costDollars, cost.isFinite {
            dollars += cost
        } else if isAnswered {
            callsWithoutPrice += 1
        }
        if let seconds = record.seconds, seconds.isFinite { self.seconds += seconds }
    }

    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (sum, overflowed) = left.addingReportingOverflow(right)
        return overflowed ? left : sum
    }
}

extension LedgerSummary.Row {
    /// Tokens, with a mark where some calls' are not known.
    func words(tokens: Int) -> String { NumberText.grouped(tokens) + (callsWithoutTokens == 0 ? "" : "+?") }

    /// Dollars, with a mark where some calls' are not known; nil where no call had a price.
    var dollarWords: String? {
        guard callsWithoutPrice < calls - failed else { return nil }
        return NumberText.fixed(dollars, 4) + (callsWithoutPrice == 0 ? "" : "+?")
    }

    /// All of it in a sentence.
    var sentence: String {
        var parts = [
            NumberText.count(calls, "call"), "\(NumberText.grouped(repairs)) of them repairs",
            "\(NumberText.grouped(failed)) failed", "\(NumberText.grouped(retries)) retries",
            "\(words(tokens: promptTokens)) tokens in", "\(words(tokens: completionTokens)) tokens out",
        ]
        if let dollarWords { parts.append("$\(dollarWords)") }
        parts.append("\(NumberText.fixed(seconds, 1)) s of answering")
        let isIncomplete = callsWithoutTokens > 0 || dollarWords?.hasSuffix("?") == true
        return parts.joined(separator: ", ") + "."
            + (isIncomplete ? " “+?” marks sums that lack what some answers did not tell." : "")
    }
}

extension LedgerRecord {
    /// Whether a recording answered, not a model.
    var isReplayed: Bool { transport == "replay" }
}
