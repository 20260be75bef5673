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
        let niches = try context.niches()
        var candidates: [CandidateRecord] = []
        for niche in niches {
            var random = RandomStream(seed: context.settings.randomSeed, "seed", niche.name)
            let cells = random.sample(context.settings.seed.perNiche, of: niche.cells)
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
