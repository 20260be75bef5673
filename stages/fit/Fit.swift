import ArgumentParser
import Benchmarks
import PipelineFile
import Records
import Spaces
import StageKit
import Surrogate

@main
struct Fit: StageProgram {
    static let contract = StageContract.fit
    static let configuration: CommandConfiguration = configuration(
        discussion: """
            Fits the run's accuracy predictor on the validation accuracy of cells drawn at random, predicts
            the whole space once, and tells how good the predictions are on cells it was not fit on. Without
            benchmark tables it loads the surrogates that ship, accuracy and latency, and does the same. With
            evaluate.accuracy.source: proxy nothing is fit: a zero-cost proxy's percentile stands in.

            Example:
              fit --run-dir runs/a
              jq -r '[.group, .spearman, .kendall] | @tsv' runs/a/predictor/fit.jsonl
            """, libraries: "XGBoost \(XGBoostLibrary.version)")

    @OptionGroup var options: StageOptions

    func run(_ context: StageContext) throws -> String {
        var loaded = LoadedSurrogates()
        let summary: String
        switch context.settings.evaluate.accuracy.source {
        case .predictor: summary = try fitPredictor(context)
        case .table: summary = "accuracies are looked up: nothing to fit"
        case .command: summary = "accuracies are found by a program: nothing to fit"
        case .surrogate: summary = try loaded.publishAccuracy(context)
        case .proxy: summary = try ProxyStandIn.publish(context)
        }
        if context.settings.evaluate.latency.source == .surrogate { try loaded.publishLatencies(context) }
        try loaded.publishCards(context)
        return summary
    }

    private func fitPredictor(_ context: StageContext) throws -> String {
        let settings = context.settings.evaluate.accuracy
        let niches = try context.niches()
        let accuracies = try context.accuracies(.validation)
        let features = FeatureSet(settings.predictor)
        var notes = accuracies.notes
        var borrowed: [String] = []
        var proxies: (Cell) -> [Double?] = { _ in [] }
        if features.usesProxies {
            let table = try context.proxies()
            notes += table.notes
            borrowed = table.borrowed
            proxies = { cell in table.columns.map { $0.value(of: cell) } }
        }
        let known = Cell.all.filter { accuracies.column.value(of: $0) != nil }
        guard known.count >= 2 else {
            throw StageFailure(
                .badData,
                "\(context.settings.data.tables ?? "data.tables"): \(known.count) cells have an accuracy, a fit needs 2 or more"
            )
        }
        var random = RandomStream(seed: context.settings.randomSeed, "fit")
        let training = random.sample(settings.trainingCells, of: known)
        let predictor = try AccuracyPredictor.fit(
            cells: training, accuracies: training.compactMap { accuracies.column.value(of: $0) },
            featureSet: features,
            proxies: proxies, parameters: settings.parameters(for: features), threads: context.jobs)
        let report = FitReport(
            of: predictor, accuracy: { accuracies.column.value(of: $0) }, niches: niches,
            seed: context.settings.randomSeed)
        let rows = report.rows.enumerated().map { number, row in
            FitRecord(
                row, of: report, notes: number == 0 ? notes : nil, borrowed: number == 0 ? borrowed : nil)
        }
        try context.publish(rows, PredictorFile.report)
        try context.publish(predictor.model, PredictorFile.model)
        try context.publish(
            try predictor.table(), PredictorFile.accuracies)
        let held = rows.first?.spearman.map { "held-out Spearman \($0)" } ?? "no held-out cells"
        return "\(training.count) training cells, \(features.names.count) features, \(held)"
    }
}
