import Benchmarks
import PipelineFile
import Predictions
import Records
import Spaces
import StageKit
import Surrogate

/// A zero-cost proxy in the place of a fit: its percentile for the whole space, and how well that orders the
/// cells. No cell is trained for it.
enum ProxyStandIn {
    /// Publishes what a fit would, but for a model. Returns what was done, in a line.
    static func publish(_ context: StageContext) throws -> String {
        let proxy = context.settings.evaluate.accuracy.proxy.rawValue
        let table = try context.proxies()
        let accuracies = try context.accuracies(.validation)
        guard let column = table.columns.first(where: { $0.name == proxy }),
            let percentiles = ProxyPercentiles(score: column.value(of:))
        else {
            throw StageFailure(
                .badData,
                "\(context.settings.data.tables ?? "data.tables"): fewer than 2 cells have a value of \(proxy)"
            )
        }
        let rows = FitReport.rows(
            predicted: { percentiles[$0] }, accuracy: { accuracies.column.value(of: $0) },
            niches: try context.niches(), seed: context.settings.randomSeed)
        let isBorrowed = table.borrowed.contains(proxy)
        let notes =
            isBorrowed
            ? ["\(context.settings.target.dataset.rawValue) has no \(proxy); that of cifar10 stands in"] : []
        let records = rows.enumerated().map { number, row in
            let isFirst = number == 0
            return FitRecord(
                group: row.group.name, heldOutCells: row.cells, spearman: row.spearman, kendall: row.kendall,
                medianErrorPercent: nil, predictor: "proxy \(proxy), not trained",
                features: isFirst ? [proxy] : [],
                borrowedFeatures: isFirst && isBorrowed ? [proxy] : [], trainingCells: 0,
                notes: isFirst ? percentiles.notes(proxy) + accuracies.notes + notes : [])
        }
        try context.publish(records, PredictorFile.report)
        try context.publish(
            try PredictionTable.encode(percentiles.values, training: [], mayMiss: true),
            PredictorFile.accuracies)
        let spearman = records.first?.spearman.map { "Spearman \($0) over all cells" }
        return "proxy \(proxy), nothing trained, \(spearman ?? "no cell with an accuracy")"
    }
}
