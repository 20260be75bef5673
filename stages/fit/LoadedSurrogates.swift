import PipelineFile
import Predictions
import Records
import Spaces
import StageKit
import Surrogate

/// The models that ship, in the place of a fit: loaded, and asked about the whole space once.
struct LoadedSurrogates {
    private var cards: [SurrogateRecord] = []

    /// Publishes what a fit would, for the accuracy. Returns what was done, in a line.
    mutating func publishAccuracy(_ context: StageContext) throws -> String {
        let target = context.settings.target
        let model = try context.surrogate(SurrogateFolder.name(.accuracy, dataset: target.dataset.rawValue))
        let surrogate = try load(model, .accuracy, context)
        // A card is by the paper's niches; of the run's own it tells of those that are the same.
        let niches = try context.niches().map(Self.withoutRationale)
        let told = PartitionScheme.convolution3x3Count.niches.map(Self.withoutRationale)
            .filter(niches.contains)
        let rows = model.card.enumerated().filter { number, row in
            number == 0 || told.contains { $0.name == row.group }
        }.map { number, row in FitRecord(row, isFirst: number == 0) }
        try context.publish(rows, PredictorFile.report)
        try context.publish(model.bytes, PredictorFile.model)
        try context.publish(
            try PredictionTable.encode(surrogate.predictions, training: model.trainingCells),
            PredictorFile.accuracies)
        let held = model.overall.spearman.map { "held-out Spearman \($0)" } ?? "no held-out cells"
        return "loaded \(model.name), \(held)"
    }

    /// Publishes the latency of every cell, none for those that the device cannot run.
    mutating func publishLatencies(_ context: StageContext) throws {
        let target = context.settings.target
        func name(_ quantity: SurrogateRecord.Quantity) -> String {
            SurrogateFolder.name(quantity, dataset: target.dataset.rawValue, device: target.device.rawValue)
        }
        var latencies = try load(try context.surrogate(name(.latency)), .latency, context).predictions
        // Where a device runs every cell there is no model of which; that there is none counts as an input.
        if let model = try context.surrogateIfAny(name(.runs)) {
            let runs = try load(model, .runs, context)
            for cell in Cell.all where runs[cell] < CellSurrogate.runsThreshold {
                latencies[Int(cell.code)] = .nan
            }
        }
        try context.publish(
            try PredictionTable.encode(latencies, training: [], mayMiss: true), PredictorFile.latencies)
    }

    /// Publishes the cards of all that was loaded, where anything was.
    func publishCards(_ context: StageContext) throws {
        guard !cards.isEmpty else { return }
        try context.publish(cards, PredictorFile.cards)
    }

    private static func withoutRationale(_ niche: Niche) -> Niche {
        var bare = niche
        bare.rationale = ""
        return bare
    }

    private mutating func load(
        _ model: SurrogateFolder.Model, _ quantity: CellSurrogate.Quantity, _ context: StageContext
    ) throws -> CellSurrogate {
        cards += model.card
        guard model.overall.features == quantity.featureSet.names else {
            throw StageFailure(.badData, "\(model.name).jsonl: the model is told other features than ours")
        }
        do throws(XGBoostError) {
            return try CellSurrogate(quantity, model: model.bytes, threads: context.jobs)
        } catch {
            throw StageFailure(.badData, "\(model.name).ubj: \(error)")
        }
    }
}

extension FitRecord {
    /// A surrogate's card, as what a fit of the run's own would say.
    init(_ card: SurrogateRecord, isFirst: Bool) {
        self.init(
            group: card.group, heldOutCells: card.heldOutCells, spearman: card.spearman,
            kendall: card.kendall, medianErrorPercent: card.medianError,
            predictor: "surrogate: \(card.predictor)", features: isFirst ? card.features : [],
            borrowedFeatures: [], trainingCells: card.trainingCells, notes: isFirst ? card.notes : [])
    }
}
