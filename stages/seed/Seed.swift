import ArgumentParser
import PipelineFile
import Records
import Spaces
import StageKit

@main
struct Seed: StageProgram {
    static let contract = StageContract.seed
    static let configuration: CommandConfiguration = configuration(
        discussion: """
            Draws the first candidates: so many cells a niche, each equally likely, none twice.

            Example:
              seed --run-dir runs/a
            """)

    @OptionGroup var options: StageOptions

    func run(_ context: StageContext) throws -> String {
        switch context.settings.space {
        case .nasBench201: try draw(CellSpace(), context)
        case .defined: try draw(DefinedSpace(context), context)
        }
    }

    private func draw(_ space: some StageSpace, _ context: StageContext) throws -> String {
        let niches = try space.niches(context)
        var candidates: [CandidateRecord] = []
        for niche in niches {
            var random = RandomStream(seed: context.settings.randomSeed, "seed", niche.name)
            let cells = niche.sample(context.settings.seed.perNiche, &random)
            for (number, cell) in cells.enumerated() {
                candidates.append(
                    CandidateRecord(
                        id: CandidateRecord.id(generation: 0, niche: niche.name, number: number + 1),
                        generation: 0,
                        niche: niche.name, cell: cell.description, operation: "seed"))
            }
        }
        try context.publish(candidates, Self.contract.writes[0], niches: niches.map(\.name))
        return "\(candidates.count) candidates in \(niches.count) niches"
    }
}
