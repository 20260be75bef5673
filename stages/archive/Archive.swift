import ArgumentParser
import PipelineFile
import Records
import StageKit

@main
struct Archive: StageProgram {
    static let contract = StageContract.archive
    static let configuration: CommandConfiguration = configuration(
        discussion: """
            Keeps, for each niche, every cell that no other of the niche dominates by the objectives (accuracy
            and latency, where nothing else is said), over all generations so far. A cell without a value for one
            of them is never kept. With archive.noise above 0 one dominates only what it is better than beyond the
            noise of measured values.

            Example:
              archive --run-dir runs/a --generation 3
            """)

    @OptionGroup var options: StageOptions

    func run(_ context: StageContext) throws -> String {
        let fresh = try context.read(EvaluationRecord.self, Self.contract.reads[0])
        let earlier = try context.read(ArchiveRecord.self, Self.contract.reads[1])
        let all = earlier.map(\.evaluation) + fresh
        let objectives = context.settings.objectives
        let niches = all.nicheNames.sorted()
        let members = niches.flatMap { niche in
            ParetoMembers.front(
                of: all.filter { $0.candidate.niche == niche }, by: objectives,
                noise: context.settings.archive.noise
            ).map {
                ArchiveRecord(evaluation: $0, archiveGeneration: context.generation)
            }
        }
        try context.publish(members, Self.contract.writes[0], niches: niches)
        return "\(members.count) members in \(niches.count) niches, \(fresh.count) cells judged"
    }
}
