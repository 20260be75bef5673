internal import Records

/// What a language model learnt, and what it took. Left out where none was asked.
enum ModelSection {
    static func writeKnowledge(_ view: RunView, into page: inout Page) {
        let histories = KnowledgeHistory.all(view)
        guard !histories.isEmpty else { return }
        page.section("knowledge", "The knowledge base") { page in
            page.paragraph(
                "The model's rules, niche by niche. They are its own words; nothing of them was checked.")
            var table = DataTable(
                "Rules by niche.",
                [
                    DataTable.text("Niche"), DataTable.number("Standing"), DataTable.number("Added"),
                    DataTable.number("Revisions"), DataTable.number("Removed"),
                    DataTable.number("Came back"),
                ])
            table.rows = histories.map { history in
                [
                    .text(history.niche), .number("\(history.standing)"), .number("\(history.rules.count)"),
                    .number("\(history.revisions)"), .number("\(history.removals)"),
                    .number("\(history.returned)"),
                ]
            }
            table.write(into: &page.markup)
            for (number, history) in histories.prefix(RunView.mostNiches).enumerated() {
                write(history, number, into: &page)
            }
            if histories.count > RunView.mostNiches {
                page.paragraph("The first \(RunView.mostNiches) of \(histories.count) niches are shown.")
            }
        }
    }

    private static func write(_ history: KnowledgeHistory, _ number: Int, into page: inout Page) {
        page.element("details", number == 0 ? ["open": "open"] : [:]) { page in
            page.markup.element(
                "summary", text: "\(history.niche): \(NumberText.count(history.standing, "rule")) standing")
            var caption = "Each rule from the generation that added it to the one that removed it."
            if history.rules.count > KnowledgeHistory.mostRules {
                caption +=
                    " The first \(KnowledgeHistory.mostRules) of \(history.rules.count) rules are drawn."
            }
            page.figure([history.figure(number: number + 1)], caption: caption)
            page.markup.element("ul", ["class": "rules"]) { list in
                for rule in history.rules.prefix(RunView.mostRows) {
                    list.element("li", ["class": rule.removed == nil ? nil : "gone"]) {
                        write(rule, into: &$0)
                    }
                }
            }
        }
    }

    private static func write(_ rule: KnowledgeHistory.Rule, into item: inout Markup) {
        item.element("strong", text: rule.name)
        item.write(" ")
        item.write(rule.text, limit: 1_000)
        var history = " Added in generation \(rule.since)"
        if let removed = rule.removed { history += ", removed in \(removed)" }
        item.element("span", ["class": "soft"], text: history + ".")
        for revision in rule.revised.prefix(20) {
            item.element("div", ["class": "soft"]) { line in
                line.write("Before generation \(revision.generation): ")
                line.write(revision.previousText, limit: 600)
            }
        }
    }

    static func writeLedger(_ view: RunView, into page: inout Page) {
        guard !view.contents.ledger.isEmpty else { return }
        page.section("ledger", "What the model took") { page in
            let ledger = LedgerSummary(view.contents.ledger)
            let total = ledger.total
            page.paragraph("\(total.sentence) Calls that were made twice count twice.")
            if ledger.replayed > 0 {
                page.paragraph(
                    "\(NumberText.count(ledger.replayed, "answer")) came from a recording, which is no call and took "
                        + "neither tokens nor money.")
            }
            if let figure = ledger.figure {
                page.figure([figure], caption: "Tokens by generation, by what was asked for.")
            }
            if !ledger.rows.isEmpty { page.folded(table(ledger)) }
            if !ledger.failures.isEmpty {
                page.folded(failures(ledger.failures), "Calls that failed")
            }
        }
    }

    private static func table(_ ledger: LedgerSummary) -> DataTable {
        var table = DataTable(
            "Calls by generation and kind.",
            [
                DataTable.number("Generation"), DataTable.text("Kind"), DataTable.number("Calls"),
                DataTable.number("Failed"), DataTable.number("Repairs"), DataTable.number("Retries"),
                DataTable.number("Tokens in"),
                DataTable.number("Tokens out"), DataTable.number("Dollars"), DataTable.number("Seconds"),
            ])
        table.rows = ledger.rows.map { row in
            [
                .number("\(row.generation)"), .text(row.kind), .number("\(row.calls)"),
                .number("\(row.failed)"), .number("\(row.repairs)"), .number("\(row.retries)"),
                .number(row.words(tokens: row.promptTokens)),
                .number(row.words(tokens: row.completionTokens)),
                .number(row.dollarWords ?? NumberText.missing),
                .number(NumberText.fixed(row.seconds, 2)),
            ]
        }
        return table
    }

    private static func failures(_ records: [LedgerRecord]) -> DataTable {
        var table = DataTable(
            "Calls that got no answer.",
            [
                DataTable.text("Call"), DataTable.text("Model"), DataTable.number("Retries"),
                DataTable.text("Why"),
            ])
        table.rows = records.prefix(RunView.mostRows).map { record in
            [
                .text(record.id), .text(record.askedModel), .number("\(record.retries)"),
                .text(String((record.detail ?? "").prefix(400))),
            ]
        }
        table.hidden = records.count - table.rows.count
        return table
    }
}
