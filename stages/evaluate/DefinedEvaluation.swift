import Measurement
import PipelineFile
import Records
import Spaces
import StageKit

/// Evaluates architectures of a space that a file defines: accuracy by a program, or by the model that ships,
/// latency by a program, costs by the space's own measures.
struct DefinedEvaluation {
    private let space: DefinedSpace
    private let predictor: PipelineSettings.Command?

    init(_ context: StageContext) throws {
        space = try DefinedSpace(context)
        predictor =
            context.settings.evaluate.accuracy.source == .surrogate ? try Self.predictor(context) : nil
    }

    /// The companion program that loads the model: this stage starts in milliseconds, and links no XGBoost.
    private static func predictor(_ context: StageContext) throws -> PipelineSettings.Command {
        let name = context.settings.space.name
        let model = try context.surrogate(SurrogateFolder.name(.accuracy, dataset: name))
        let folder = try SurrogateFolder(context.settings).path
        guard let program = Program.stagePath("predict") else {
            throw StageFailure(
                .missingInput, "the program 'predict', which accuracies of \(name) are asked of, is missing")
        }
        return .accuracy([program, "--space", name, "--model", "\(folder)/\(model.name).ubj"])
    }

    func evaluations(
        of candidates: [CandidateRecord], _ context: StageContext
    ) throws -> ([EvaluationRecord], words: String) {
        let architectures = try candidates.map { try space.candidate($0, context) }
        let programs = try ProgramValues(
            context, candidates, variables: architectures.map(\.variables), predictor: predictor)
        let evaluations = candidates.indices.map { position in
            let accuracy = SourcedValue(programs.value(position, Quantity.accuracy))
            let latency = SourcedValue(programs.value(position, Quantity.latency))
            let energy = SourcedValue(programs.value(position, Quantity.energy))
            return EvaluationRecord(
                candidate: candidates[position], accuracyPercent: accuracy.value,
                accuracySource: predictor == nil ? accuracy.source : EvaluationRecord.surrogateSource,
                latencyMilliseconds: latency.value, latencySource: latency.source,
                flopsMillions: architectures[position].millions(.flops, on: nil),
                paramsMillions: architectures[position].millions(.params, on: nil), isTrainingCell: false,
                accuracySpreadPercent: accuracy.spread, accuracyRepeats: accuracy.repeats,
                latencySpreadMilliseconds: latency.spread, latencyRepeats: latency.repeats,
                energyMillijoules: energy.value, energySpreadMillijoules: energy.spread,
                energyRepeats: energy.repeats)
        }
        return (evaluations, programs.words)
    }
}

extension Architecture {
    /// By name: `{"depth":12,"heads":[3,4]}`; of a repeated variable the values that are there.
    fileprivate var variables: JSON {
        JSON(
            object: space.variables.compactMap { variable in
                let values = self[variable: variable.name].map(\.json)
                guard let first = values.first else { return nil }
                return (variable.name, variable.repeats == nil ? first : .array(values))
            })
    }
}
