import ArgumentParser
import StageKit

struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Fits surrogates on benchmark tables: those that ship, or your own.",
        discussion: """
            Accuracy for every data set and latency for every device, each a model in XGBoost's own format and
            a card that says how good it is on cells it was not fit on. `data.surrogates` in a pipeline file
            names a folder of your own. --subnets takes published records of AutoFormer's subnets, an accuracy
            model for each of its spaces.

            Example:
              pelnas fit tables --into my-surrogates
              pelnas fit --subnets subnets.jsonl --into my-surrogates
              jq -r 'select(.group == "all") | [.quantity, .dataset, .device, .spearman] | @tsv' my-surrogates/*.jsonl
            """)

    @Argument(help: ArgumentHelp("The folder of benchmark tables.", valueName: "tables"))
    var tables: String?

    @Option(help: ArgumentHelp("A file of published AutoFormer subnets.", valueName: "file"))
    var subnets: String?

    @Option(help: ArgumentHelp("The folder for models and cards.", valueName: "folder"))
    var into: String

    @Option(
        name: .customLong("random-seed"), help: ArgumentHelp("Draws the cells fit on.", valueName: "n"))
    var randomSeed = 1

    func run() throws {
        try reporting {
            guard let program = Program.stagePath("fit-surrogates") else {
                throw StageFailure(
                    .missingInput,
                    "fit-surrogates does not lie beside pelnas or in ../libexec/pelnas: is it installed?")
            }
            let ending = try ChildProcess.run(
                [program] + (tables.map { [$0] } ?? []) + (subnets.map { ["--subnets", $0] } ?? [])
                    + ["--into", into, "--random-seed", "\(randomSeed)"],
                environment: [:])
            guard ending == .exited(0) else { throw ArgumentParser.ExitCode(ending.code) }
        }
    }
}
