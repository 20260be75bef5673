import ArgumentParser
import PipelineFile
import Records
import StageKit

@main
struct Aggregate: StageProgram {
    static let contract = StageContract.aggregate
    static let configuration: CommandConfiguration = configuration(
        discussion: """
            Merges the niches' last archives and keeps what no cell of any niche dominates, fastest first.

            Example:
              aggregate --run-dir runs/a
              jq -r '[.cell, .accuracy_percent, .latency_ms] | @tsv' runs/a/front.jsonl
            """)

    @OptionGroup var options: StageOptions

    func run(_ context: StageContext) throws -> String {
        let members = try context.read(ArchiveRecord.self, Self.contract.reads[0])
        let front = ParetoMembers.front(
            of: members.map(\.evaluation), by: context.settings.objectives,
            noise: context.settings.archive.noise
        ).map(FrontRecord.init(evaluation:))
        try context.publish(front, Self.contract.writes[0])
        return "\(front.count) of \(members.count) archive members are on the front"
    }
}
