internal import Records

/// The trajectory of a search by strategies (CoLLM-NAS). Left out where there is none.
enum StrategySection {
    static func write(_ view: RunView, into page: inout Page) {
        let strategies = view.contents.strategies.sorted { $0.generation < $1.generation }
        guard !strategies.isEmpty else { return }
        page.section("strategies", "The strategies") { page in
            page.paragraph(
                "What each iteration's candidates were made by, in the model's own words, of which nothing was "
                    + "checked, and what was known before. Accuracy is as the search sees it.")
            page.markup.element("ul", ["class": "rules"]) { list in
                for record in strategies.prefix(RunView.mostRows) {
                    list.element("li", ["class": record.stop == nil ? nil : "gone"]) {
                        write(record, into: &$0)
                    }
                }
            }
            if strategies.count > RunView.mostRows {
                page.paragraph("The first \(RunView.mostRows) of \(strategies.count) iterations are shown.")
            }
        }
    }

    private static func write(_ record: StrategyRecord, into item: inout Markup) {
        item.element("strong", text: "\(record.generation)")
        item.write(" ")
        item.write(words(record), limit: 3_000)
        var known = " \(NumberText.count(record.evaluated, "cell")) evaluated before"
        if let best = record.bestAccuracyPercent { known += ", the best \(NumberText.fixed(best, 2)) %" }
        item.element("span", ["class": "soft"], text: known + ".")
    }

    private static func words(_ record: StrategyRecord) -> String {
        switch record.stop {
        case .target: "The search stopped: the target is reached."
        case .budget: "The search stopped: the budget is spent."
        case .exhausted: "The search stopped: no new cell is left."
        case nil: (record.isKept ? "(Kept from before.) " : "") + (record.strategy ?? "")
        }
    }
}
