public import ArgumentParser
public import Pipeline
import Records
import StageKit

struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Says what a run's model calls took: tokens, money, seconds, retries.",
        discussion: """
            Example:
              pelnas ledger --run-dir runs/a --by niche
            """)

    @OptionGroup var directory: RunDirectoryOptions

    @Option(help: ArgumentHelp("Sum up by generation, niche, or both.", valueName: "grouping"))
    var by: LedgerTable.Grouping = .generation

    @Flag(help: "One JSON object a row.")
    var json = false

    func run() throws {
        try reporting {
            let (_, _, run) = try directory.open()
            let table = LedgerTable(try run.ledger.records(), by: by)
            if json { return try StandardStreams.write(table.jsonLines) }
            try StandardStreams.write(
                table.rows.isEmpty ? "No model was called in \(run.root).\n" : table.text)
        }
    }
}

extension LedgerTable.Grouping: ExpressibleByArgument {}
