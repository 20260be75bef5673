internal import Comparison

/// One measure by method and budget, a block a data set.
enum BudgetTable {
    /// Budgets a table has columns for; figures and the CSV file have all.
    static let mostBudgets = 8

    static func table(_ analysis: StudyAnalysis, _ measure: StudyMeasure) -> StudyTable {
        let shown = RunView.thinned(Array(0..<analysis.budgetCount), to: mostBudgets)
        var table = StudyTable(
            "budgets-\(measure.key.replacingUnderscores)" + (measure.scaling.map { "-\($0.rawValue)" } ?? ""),
            "\(measure.title) by evaluations" + (measure.scaling.map { ", \($0.words)" } ?? "")
                + ": \(analysis.meanWords); \(analysis.deviationWords).",
            [.text("Method")]
                + shown.map {
                    StudyTable.Column(
                        group: "evaluations", title: analysis.budgetTitle($0),
                        higherIsBetter: measure.higherIsBetter)
                })
        table.addBlocks(analysis) { method, dataset, variation in
            shown.map {
                analysis.entry(
                    measure, method: method, datasets: [dataset], at: .init(variation: variation, budget: $0))
            }
        }
        if shown.count < analysis.budgetCount {
            table.notes.append("\(analysis.budgetCount - shown.count) more budgets are in results.csv.")
        }
        return table
    }
}

extension String {
    /// For ids and file names.
    var replacingUnderscores: String { String(map { $0 == "_" ? "-" : $0 }) }
}
