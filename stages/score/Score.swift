import ArgumentParser
import PipelineFile
import Records
import StageKit

@main
struct Score: StageProgram {
    static let contract = StageContract.score
    static let configuration: CommandConfiguration = configuration(
        discussion: """
            Looks up the true test accuracy of the front, which the search never sees, and scores the front
            and every generation's against the true front of the whole space. With score.truth: none, as where values
            are measured, it tells the volume of the front itself, in raw units.

            Example:
              score --run-dir runs/a
              jq -r 'select(.final) | [.normalisation, .hypervolume, .igd] | @tsv' runs/a/scores.jsonl
            """)

    @OptionGroup var options: StageOptions

    func run(_ context: StageContext) throws -> String {
        let front = try context.read(FrontRecord.self, Self.contract.reads[0]).map(\.evaluation)
        let archives = Dictionary(
            grouping: try context.read(ArchiveRecord.self, Self.contract.reads[1]), by: \.archiveGeneration)
        let evaluations = Dictionary(
            grouping: try context.read(EvaluationRecord.self, Self.contract.reads[2]),
            by: \.candidate.generation)
        let truth: any Yardstick =
            if let known = try TrueFront(context) { known } else {
                RawVolume(context.settings, evaluations.values.flatMap { $0 })
            }
        let calls = try context.calls()
        var scores: [ScoreRecord] = []
        var effort = Effort()
        var best = MostAccurate()
        for generation in 0...context.lastGeneration {
            effort.add(
                evaluations: evaluations[generation]?.count ?? 0, calls: calls[generation] ?? [],
                price: context.settings.prompt.model.price)
            best.add(evaluations[generation] ?? [])
            let stood = ParetoMembers.front(
                of: archives[generation, default: []].map(\.evaluation), by: context.settings.objectives,
                noise: context.settings.archive.noise)
            scores += try truth.scores(
                of: stood, context, generation: generation, isFinal: false, effort: effort, best: best)
        }
        scores += try truth.scores(
            of: front, context, generation: context.lastGeneration, isFinal: true, effort: effort, best: best)
        try context.publish(scores, Self.contract.writes[0])
        try context.publish(try truth.sideBySide(front, context), Self.contract.writes[1])
        let summary = scores.filter(\.isFinal).map { score in
            let isRaw = score.reference == .unknown
            let volume = isRaw ? score.hypervolumeFound : score.hypervolume
            let words = volume.map { "\($0)" } ?? "undefined"
            let unit = context.settings.objectives.volumeUnit
            return isRaw ? "HV in \(unit) \(words)" : "HV (\(score.normalisation)) \(words)"
        }
        return "\(front.count) front cells; " + summary.joined(separator: ", ")
    }
}

/// What a front is measured by.
protocol Yardstick {
    /// The measures of one found front, once a normalisation.
    func scores(
        of front: [EvaluationRecord], _ context: StageContext, generation: Int, isFinal: Bool, effort: Effort,
        best: MostAccurate
    ) throws -> [ScoreRecord]

    /// The front with what is true of it beside, as far as that is known.
    func sideBySide(_ front: [EvaluationRecord], _ context: StageContext) throws -> [TrueFrontRecord]
}
