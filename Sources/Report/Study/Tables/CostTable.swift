internal import Comparison

/// What a search costs. Seconds differ from machine to machine, so this table is no part of what must be the
/// same everywhere.
enum CostTable {
    static func table(_ analysis: StudyAnalysis) -> StudyTable {
        let settings = analysis.varied
        var table = StudyTable(
            "cost",
            "What a search costs: mean over a method's searches that know it\(analysis.afterLastBudget).",
            [.text("Method")] + settings.map { .text(analysis.title(ofSetting: $0)) } + [
                .number("Searches"), .number("Evaluations"), .number("Model calls"), .number("Tokens"),
                .number("Dollars"), .number("Seconds"), .number("Predictor's fit, s"),
            ])
        var rows: [StudyTable.Row] = []
        for method in analysis.shown {
            for variation in analysis.variations.indices {
                let cost = analysis.cost(method: method, at: analysis.last(variation))
                rows.append(
                    .init(
                        entries: [analysis.heading(method)]
                            + settings.map { .name(analysis.text(variation, setting: $0)) } + [
                                .number(
                                    cost.found == cost.expected
                                        ? NumberText.grouped(cost.found)
                                        : "\(cost.found) of \(cost.expected)"),
                                entry(cost.evaluations, 0), entry(cost.modelCalls, 1),
                                entry(cost.modelTokens, 0), entry(cost.modelCostDollars, 4),
                                entry(cost.seconds, 2), entry(cost.fitSeconds, 2),
                            ]))
            }
        }
        table.add(nil, rows)
        table.notes = [
            "Seconds are wall-clock time of a search's stages, the predictor's fit and the score aside; a fit may "
                + "be shared by several searches."
        ]
        return table
    }

    private static func entry(_ value: Double?, _ decimals: Int) -> StudyTable.Entry {
        guard let value else { return .missing }
        // A mean of whole numbers needs no digits behind the point where it is one.
        let isWhole = value == value.rounded() && decimals < 2
        return .number(NumberText.fixed(value, isWhole ? 0 : max(1, decimals)))
    }
}
