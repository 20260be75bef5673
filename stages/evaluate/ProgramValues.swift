import Measurement
import PipelineFile
import Records
import StageKit

/// What programs of the user's say of the candidates; nothing where none is asked, and then nothing is started.
struct ProgramValues {
    /// Beside each candidate.
    private let values: [[String: Measurer.Value]]
    let measuredNow: Int
    private let isAsked: Bool

    /// `variables`, where there are any, stand beside the candidates; a `predictor` is asked for accuracies where
    /// the settings name no program for them.
    init(
        _ context: StageContext, _ candidates: [CandidateRecord], variables: [JSON]? = nil,
        predictor: PipelineSettings.Command? = nil
    ) throws {
        var wanted = predictor.map { [Measurer.Wanted(Quantity.accuracy, $0)] } ?? []
        for (quantity, command) in context.settings.evaluate.commands {
            let item = Measurer.Wanted(Quantity.name(of: quantity), command)
            wanted.append(item)
            context.noteInput(OutsideInput.program(quantity).name, hash: item.program)
        }
        isAsked = !wanted.isEmpty
        guard isAsked else {
            (values, measuredNow) = ([], 0)
            return
        }
        let settings = context.settings
        let requests = candidates.enumerated().map { position, candidate in
            MeasureRequest(
                id: candidate.id, cell: candidate.cell, space: settings.space.name,
                dataset: settings.target.dataset.rawValue, device: settings.target.device.rawValue,
                variables: variables?[position])
        }
        let measurer = Measurer(
            try MeasurementStore(runDirectory: context.run.root, mayWrite: context.mayWrite),
            tell: { StandardStreams.tell("evaluate: program: \($0)") },
            progress: { StandardStreams.showProgress("evaluate: \($0) of \($1) cells measured") })
        values = try measurer.measure(requests, wanted)
        measuredNow = measurer.measuredNow
    }

    /// What is known of a candidate's value.
    func value(_ position: Int, _ name: String) -> Measurer.Value? {
        values.indices.contains(position) ? values[position][name] : nil
    }

    /// ", 12 of them measured now": what the stage says it did.
    var words: String { isAsked ? ", \(measuredNow) of them measured now" : "" }
}

extension Measurer.Value {
    /// How the records name where the value comes from.
    var source: String {
        failure == nil ? EvaluationRecord.commandSource : EvaluationRecord.failedCommandSource
    }

    /// How many samples stand behind the value, where they have a spread.
    var repeats: Int? { summary.flatMap { $0.spread == nil ? nil : $0.kept } }
}
