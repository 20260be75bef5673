import ArgumentParser
import Benchmarks
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
            evaluation of a run has the predictor fit.

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
        let candidates = context.share(of: try context.read(CandidateRecord.self, Self.contract.reads[0]))
        let accuracies = try AccuracySource(context)
        let latencies = try context.latencies()
        let latencySource = context.settings.evaluate.latency.inWords
        let dataset = try context.settings.target.benchmark().dataset
        let evaluations = try candidates.map { candidate in
            let cell = try context.cell(candidate)
            return EvaluationRecord(
                candidate: candidate, accuracyPercent: accuracies.percent(cell),
                accuracySource: accuracies.name,
                latencyMilliseconds: latencies.value(of: cell), latencySource: latencySource,
                flopsMillions: cell.flopsMillions(on: dataset),
                paramsMillions: cell.paramsMillions(on: dataset),
                isTrainingCell: accuracies.wasFit(on: cell))
        }
        try context.publish(evaluations, Self.contract.writes[0], niches: candidates.nicheNames)
        let missing = evaluations.count { $0.point == nil }
        return "\(evaluations.count) cells evaluated"
            + (missing > 0 ? ", \(missing) of them without a value for an objective" : "")
    }
}
