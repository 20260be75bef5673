import ArgumentParser
import Files
import Records
import StageKit

/// Measures how fast everything is that somebody waits for.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pelnas-bench",
        abstract: "Measures speed, one JSON line a figure.",
        discussion: """
            Each line has name, unit, median, least, most, runs (how many measurements those are of) and
            detail. Other work on the machine shows in most before it shows in median; figures are best
            compared within one run, and their order of runs is mixed for that. Searches write under TMPDIR;
            on a disk much of their time is its flushing, in a memory file system none is.

            Example:
              pelnas-bench --tables tables --only search/ | jq -r '[.name, .median, .unit] | @tsv'
            """)

    @Option(help: ArgumentHelp("Benchmark tables, imported or CSV, for whole searches.", valueName: "dir"))
    var tables: String?

    @Option(help: ArgumentHelp("Only figures whose names begin with this.", valueName: "prefix"))
    var only = ""

    func run() throws {
        do {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            var count = 0
            for group in try groups(in: scratch) {
                for figure in try group.only(only).measure() {
                    var writer = JSONWriter()
                    writer.write(members: figure.members)
                    writer.endLine()
                    try StandardStreams.write(writer.bytes)
                    count += 1
                }
            }
            if count == 0 { throw StageFailure(.usage, "--only \(only): no figure's name begins with that") }
        } catch {
            StandardStreams.tell("pelnas-bench: \(error)")
            throw ArgumentParser.ExitCode(StageKit.ExitCode(for: error).rawValue)
        }
    }

    private func groups(in scratch: ScratchFolder) throws -> [MeasurementGroup] {
        let independent =
            [startFigures()] + hypervolumeFigures() + vectorHypervolumeFigures() + distanceFigures()
            + sortingFigures()
            + recordFigures() + [pipelineFileFigures(in: scratch), proxyFigures()]
        guard let tables else {
            StandardStreams.tell("pelnas-bench: no --tables DIR, so no figures of tables and whole searches")
            return independent
        }
        let prepared = try PreparedTables(tables, in: scratch)
        return independent + tableFigures(prepared, in: scratch)
            + [searchFigures(prepared, in: scratch), modelFigures(prepared, in: scratch)]
            + longFigures(prepared, in: scratch)
    }
}
