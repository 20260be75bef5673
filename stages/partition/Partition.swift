import ArgumentParser
import PipelineFile
import Records
import Spaces
import StageKit

@main
struct Partition: StageProgram {
    static let contract = StageContract.partition
    static let configuration: CommandConfiguration = configuration(
        discussion: """
            Cuts the search space into the niches the pipeline file names, or where what the networks cost
            clusters (scheme: auto), and counts their cells.

            Example:
              partition --run-dir runs/a --config pipeline/hw-nas-bench.yaml
              jq -r '[.niche, .cells] | @tsv' runs/a/niches.jsonl
            """)

    @OptionGroup var options: StageOptions

    func run(_ context: StageContext) throws -> String {
        let partition = context.settings.partition
        let niches = partition.spaceNiches(on: context.settings.target.spaceDataset)
        if case .automatic(let wanted) = partition, let count = wanted.count, niches.count < count {
            throw StageFailure(
                .badPipeline,
                "partition.count: \(wanted.measure.rawValue) tells \(niches.count) kinds of cells apart, too "
                    + "few for \(count) niches")
        }
        let sizes = niches.map(\.cells.count)
        if let empty = niches.indices.first(where: { sizes[$0] == 0 }) {
            throw StageFailure(
                .badPipeline, "niche \(niches[empty].name) holds no cell: its bounds exclude all")
        }
        try context.publish(
            zip(niches, sizes).map { NicheRecord($0, cells: $1) }, Self.contract.writes[0])
        return "\(niches.count) niches, \(sizes.reduce(0, +)) cells"
    }
}
