import Benchmarks
import ComputedProxies
import PipelineFile
import Predictions
import Records
import Spaces
import StageKit
import Surrogate

/// The run's own predictor: fit on the accuracies of cells drawn at random.
struct PredictorFit {
    private let context: StageContext
    private let settings: PipelineSettings.Accuracy
    private let features: FeatureSet
    private let accuracies: MeasuredColumn
    private let training: [Cell]
    private let niches: [Niche]

    init(_ context: StageContext) throws {
        self.context = context
        niches = try context.niches()
        settings = context.settings.evaluate.accuracy
        features = FeatureSet(settings.predictor)
        let accuracies = try context.accuracies(.validation)
        self.accuracies = accuracies
        let known = Cell.all.filter { accuracies.column.value(of: $0) != nil }
        guard known.count >= 2 else {
            throw StageFailure(
                .badData,
                "\(context.settings.data.tables ?? "data.tables"): \(known.count) cells have an accuracy, a fit needs 2 or more"
            )
        }
        var random = RandomStream(seed: context.settings.randomSeed, "fit")
        training = random.sample(settings.trainingCells, of: known)
    }

    /// Publishes the model, its predictions, and how good they are on cells it was not fit on. Returns what was done, in
    /// a line.
    func publish() throws -> String {
        if settings.isPredictedOneByOne { return try publishByComputedProxies() }
        var notes = accuracies.notes
        var borrowed: [String] = []
        var proxies: (Cell) -> [Double?] = { _ in [] }
        if features.usesProxies {
            let table = try context.proxies()
            notes += table.notes
            borrowed = table.borrowed
            proxies = { cell in table.columns.map { $0.value(of: cell) } }
        }
        let predictor = try fit(proxies)
        let report = FitReport(
            of: predictor, accuracy: accuracy, niches: niches, seed: context.settings.randomSeed
        )
        return try publish(predictor, report, notes: notes, borrowed: borrowed)
    }

    /// Of the space no more is predicted than proxies are known of: those of the training cells are computed here, the
    /// candidates' when they are evaluated.
    private func publishByComputedProxies() throws -> String {
        let store = try context.computedProxies()
        let computed = try store.complete(training, threads: context.jobs, progress: Progress("fit").done)
        func proxies(_ cell: Cell) -> [Double?] { store[cell] ?? [] }
        let known = Cell.all.filter(store.knows)
        let predictor = try fit(proxies, predicting: known, setup: store.setup.words)
        // A cell that is the same network as one it was fit on tells nothing.
        let fitOn = Set(training.map(\.networkForm))
        let heldOut = known.filter { !fitOn.contains($0.networkForm) && accuracy($0) != nil }
        var notes = accuracies.notes + ["proxies computed here: \(store.setup.words)"]
        var predicted = Dictionary(uniqueKeysWithValues: heldOut.map { ($0, predictor[$0]) })
        if heldOut.count < FitReport.sampleSize {
            predicted = try AccuracyPredictor.outOfFold(
                cells: training, accuracies: training.compactMap(accuracy), featureSet: features,
                proxies: proxies, parameters: predictor.parameters,
                random: RandomStream(seed: context.settings.randomSeed, "folds"))
            notes.append(
                "held out are the training cells themselves, each predicted by a fit on four fifths without it"
            )
        }
        let report = FitReport(
            of: predictor, predicted: { predicted[$0] }, accuracy: accuracy, niches: niches,
            seed: context.settings.randomSeed)
        return try publish(predictor, report, notes: notes, borrowed: [])
            + ", proxies of \(computed) networks computed"
    }

    private func accuracy(_ cell: Cell) -> Double? { accuracies.column.value(of: cell) }

    private func fit(
        _ proxies: (Cell) -> [Double?], predicting: [Cell]? = nil, setup: String? = nil
    ) throws -> AccuracyPredictor {
        try AccuracyPredictor.fit(
            cells: training, accuracies: training.compactMap(accuracy), featureSet: features,
            proxies: proxies,
            predicting: predicting, parameters: settings.parameters(for: features), proxySetup: setup,
            threads: context.jobs)
    }

    private func publish(
        _ predictor: AccuracyPredictor, _ report: FitReport, notes: [String], borrowed: [String]
    ) throws -> String {
        let rows = report.rows.enumerated().map { number, row in
            FitRecord(
                row, of: report, notes: number == 0 ? notes : nil, borrowed: number == 0 ? borrowed : nil)
        }
        try context.publish(rows, PredictorFile.report)
        try context.publish(predictor.model, PredictorFile.model)
        try context.publish(
            try predictor.table(mayMiss: settings.isPredictedOneByOne), PredictorFile.accuracies)
        let held = rows.first?.spearman.map { "held-out Spearman \($0)" } ?? "no held-out cells"
        return "\(training.count) training cells, \(features.names.count) features, \(held)"
    }
}
