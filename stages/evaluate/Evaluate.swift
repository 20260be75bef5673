import ArgumentParser
import Benchmarks
import Measurement
import PipelineFile
import Records
import Spaces
import StageKit

@main
struct Evaluate: StageProgram {
    static let contract = StageContract.evaluate
    static let configuration: CommandConfiguration = configuration(
        discussion: """
            Gives each candidate its accuracy, predicted by the run's predictor or the surrogate that ships or,
            as an oracle, looked up, and its latency on the target device, looked up or predicted. The first
            evaluation of a run has the predictor fit. A program of your own may give either (source: command);
            what it measured is kept in measurements/ as it comes, and is not asked for again. Proxies that are
            computed (evaluate.accuracy.proxies: computed) are kept in proxies/ likewise.

            Example:
              evaluate --run-dir runs/a --generation 3
              echo "$CANDIDATE" | evaluate --run-dir runs/a --generation 3 --input - --output -

            In shares, each on a machine of its own, then together:
              evaluate --run-dir runs/a --generation 3 --shard 1/2
              evaluate --run-dir runs/a --generation 3 --shard 2/2
              evaluate --run-dir runs/a --generation 3 --merge 2
            """)

    @OptionGroup var options: StageOptions

    func run(_ context: StageContext) throws -> String {
        let all = context.share(of: try context.read(CandidateRecord.self, Self.contract.reads[0]))
        // Narrowed to a niche, others need no measuring.
        let candidates = context.niche.map { niche in all.filter { $0.niche == niche } } ?? all
        let (evaluations, words) =
            switch context.settings.space {
            case .nasBench201: try cells(candidates, context)
            case .defined: try DefinedEvaluation(context).evaluations(of: candidates, context)
            }
        try context.publish(evaluations, Self.contract.writes[0], niches: all.nicheNames)
        let missing = evaluations.count { $0.vector(context.settings.objectives) == nil }
        return "\(evaluations.count) cells evaluated" + words
            + (missing > 0 ? ", \(missing) of them without a value for an objective" : "")
    }

    private func cells(
        _ candidates: [CandidateRecord], _ context: StageContext
    ) throws -> ([EvaluationRecord], words: String) {
        let cells = try candidates.map(context.cell)
        let accuracies = try AccuracySource(context, cells)
        let latencies = try LatencySource(context)
        let energies = try context.energiesIfWeighed()
        let programs = try ProgramValues(context, candidates)
        let dataset = try context.settings.target.benchmark().dataset
        let evaluations = candidates.indices.map { position in
            let cell = cells[position]
            let accuracy = accuracies.value(cell, programs.value(position, Quantity.accuracy))
            let latency = latencies.value(cell, programs.value(position, Quantity.latency))
            let energy = SourcedValue(programs.value(position, Quantity.energy))
            return EvaluationRecord(
                candidate: candidates[position], accuracyPercent: accuracy.value,
                accuracySource: accuracy.source, latencyMilliseconds: latency.value,
                latencySource: latency.source, flopsMillions: cell.flopsMillions(on: dataset),
                paramsMillions: cell.paramsMillions(on: dataset), isTrainingCell: accuracies.wasFit(on: cell),
                accuracySpreadPercent: accuracy.spread, accuracyRepeats: accuracy.repeats,
                latencySpreadMilliseconds: latency.spread, latencyRepeats: latency.repeats,
                energyMillijoules: energies?.value(of: cell) ?? energy.value,
                energySpreadMillijoules: energy.spread,
                energyRepeats: energy.repeats)
        }
        return (evaluations, programs.words)
    }
}

/// A value as a record has it.
struct SourcedValue {
    var value: Double?
    var source: String
    var spread: Double?
    var repeats: Int?

    init(_ value: Double?, _ source: String) {
        self.value = value
        self.source = source
    }

    /// By a program: the median of its samples.
    init(_ measured: Measurer.Value?) {
        value = measured?.summary?.median
        source = measured?.source ?? EvaluationRecord.failedCommandSource
        spread = measured?.summary?.spread
        repeats = measured?.repeats
    }
}
