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
        switch context.settings.space {
        case .nasBench201: try cells(context)
        case .defined: try defined(context)
        }
    }

    /// Of a space that a file defines: the niches of one of its schemes, each with its size, or, where that
    /// cannot be counted, about so many.
    private func defined(_ context: StageContext) throws -> String {
        let space = try DefinedSpace(context)
        let niches = try space.partition(context.settings.partition)
        let sizes = niches.map(\.size)
        if let empty = niches.indices.first(where: { sizes[$0].count == 0 && !sizes[$0].isEstimate }) {
            throw StageFailure(
                .badPipeline, "niche \(niches[empty].name) holds no architecture: its bounds exclude all")
        }
        try context.publish(
            zip(niches, sizes).map { NicheRecord($0, size: $1) }, Self.contract.writes[0])
        let total = sizes.reduce(0) { $0 + $1.count }
        let about = sizes.contains(where: \.isEstimate) ? "about " : ""
        return "\(niches.count) niches, \(about)\(Self.words(total)) architectures"
    }

    private static func words(_ count: Double) -> String {
        count < 1e15 ? "\(Int(count.rounded()))" : "\(count)"
    }

    private func cells(_ context: StageContext) throws -> String {
        let partition = context.settings.partition
        let niches = partition.spaceNiches(on: try context.settings.target.benchmark().dataset)
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
