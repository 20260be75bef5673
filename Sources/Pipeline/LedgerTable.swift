public import Conversation
public import Records

/// The ledger summed up: what calls took, by generation, by niche, or by both.
public struct LedgerTable {
    public enum Grouping: String, CaseIterable, Sendable {
        case generation, niche, both
    }

    public struct Row: Sendable {
        public var generation: Int?
        public var niche: String?
        public var spending: Spending
    }

    public let rows: [Row]
    public let total: Spending

    public init(_ records: [LedgerRecord], by grouping: Grouping) {
        var order: [String] = []
        var groups: [String: [LedgerRecord]] = [:]
        let sorted = records.sorted {
            ($0.generation, $0.niche) < ($1.generation, $1.niche)
        }
        for record in grouping == .niche ? sorted.sorted(by: { $0.niche < $1.niche }) : sorted {
            let key: String
            switch grouping {
            case .generation: key = "\(record.generation)"
            case .niche: key = record.niche
            case .both: key = "\(record.generation) \(record.niche)"
            }
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(record)
        }
        rows = order.compactMap { key in
            guard let group = groups[key], let first = group.first else { return nil }
            return Row(
                generation: grouping == .niche ? nil : first.generation,
                niche: grouping == .generation ? nil : first.niche, spending: Spending(group))
        }
        total = Spending(records)
    }

    public var text: String {
        var table = TextTable([.right, .left, .right, .right, .right, .right, .right, .right, .right])
        table.add(
            "generation", "niche", "calls", "failed", "repairs", "retries", "tokens", "dollars", "seconds")
        for row in rows {
            table.add(
                row.generation.map { "\($0)" } ?? "all", row.niche ?? "all", "\(row.spending.calls)",
                "\(row.spending.failures)", "\(row.spending.repairs)", "\(row.spending.retries)",
                row.spending.tokenWords, row.spending.dollarWords,
                TextTable.decimal(row.spending.seconds, 1))
        }
        return table.text + "\n  " + total.sentence + "\n"
    }

    public var jsonLines: String {
        rows.map { row in
            JSON(object: [
                ("generation", JSON(row.generation)), ("niche", JSON(row.niche)),
                ("calls", .integer(row.spending.calls)), ("failed", .integer(row.spending.failures)),
                ("repairs", .integer(row.spending.repairs)), ("retries", .integer(row.spending.retries)),
                ("tokens", .integer(row.spending.tokens)),
                ("calls_without_tokens", .integer(row.spending.callsWithoutTokens)),
                ("cost_usd", row.spending.isPriced ? .number(row.spending.dollars) : .null),
                ("calls_without_price", .integer(row.spending.callsWithoutPrice)),
                ("seconds", .number(row.spending.seconds)),
            ]).text + "\n"
        }.joined()
    }
}

extension Spending {
    /// Tokens, with a mark where some calls' are not known.
    public var tokenWords: String { callsWithoutTokens == 0 ? "\(tokens)" : "\(tokens)+?" }

    /// Whether any call had a price.
    var isPriced: Bool { callsWithoutPrice < calls - failures }

    /// Dollars, with a mark where some calls' are not known, "-" where all are not.
    public var dollarWords: String {
        !isPriced
            ? "-" : TextTable.decimal(dollars, 4) + (callsWithoutPrice == 0 ? "" : "+?")
    }

    /// All of it in a sentence.
    public var sentence: String {
        var parts = [
            "\(calls) calls", "\(repairs) of them repairs", "\(failures) failed", "\(retries) retries",
        ]
        parts.append("\(tokenWords) tokens")
        if dollarWords != "-" { parts.append("$\(dollarWords)") }
        parts.append("\(TextTable.decimal(seconds, 1)) s of answering")
        return "Spent in this run directory: " + parts.joined(separator: ", ") + "."
    }
}
