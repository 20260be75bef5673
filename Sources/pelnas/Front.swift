public import ArgumentParser
public import Pipeline
import PipelineFile
import Records
import StageKit
import Terminal

struct Front: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows a run's front, of a run at work too: as a table, a plot, drawings or records.",
        discussion: """
            With true accuracies once the run is scored by tables; whatever is predicted is headed so. On a
            terminal of 72 columns or more a plot comes with the table.

            Examples:
              pelnas front --run-dir runs/a --sort accuracy --limit 5 --draw
              pelnas front --run-dir runs/a --generation 3 --niche S2
              pelnas front --run-dir runs/a --json | jq -r '[.id, .latency_ms, .accuracy_percent] | @tsv'
            """)

    @OptionGroup var directory: RunDirectoryOptions

    @Option(help: ArgumentHelp("Sort by latency, accuracy or niche.", valueName: "order"))
    var sort: FoundFront.Order = .latency

    @Option(
        help: ArgumentHelp("The front after this generation, computed from its archives.", valueName: "n"))
    var generation: Int?

    @Option(help: ArgumentHelp("Only cells of this niche.", valueName: "niche"))
    var niche: String?

    @Option(help: ArgumentHelp("Only the first so many.", valueName: "n"))
    var limit: Int?

    @Flag(help: "The records as they stand in their file, one JSON object a line.")
    var json = false

    @Flag(help: "Draw each cell.")
    var draw = false

    @Flag(help: "Plot the front, wherever the output goes.")
    var plot = false

    func run() throws {
        try reporting {
            if let limit, limit < 1 {
                throw StageFailure(.usage, "--limit \(limit): expected a whole number of at least 1")
            }
            if json, draw || plot {
                throw StageFailure(.usage, "--json is for programs: leave out --draw and --plot")
            }
            let (file, plan, run) = try directory.open()
            let judge = try StalenessJudge(run: run, settings: file.resolvedSettings)
            var front = try FoundFront(of: run, plan: plan, judge: judge, generation: generation)
            if let niche { try front.keep(niche: niche) }
            front.sort(by: sort)
            let whole = front
            if let limit { front.cut(to: limit) }
            if json {
                StandardStreams.tell("pelnas: \(front.origin)")
                return try StandardStreams.write(front.rows.flatMap { $0.line + [UInt8(ascii: "\n")] })
            }
            let screen = Screen(descriptor: 1, environment: Environment.variables)
            let text = FrontText(front, of: whole, screen: screen)
            var output = text.heading(of: file.settings, run: run) + "\n" + text.table
            if plot || (screen.isTerminal && screen.width >= FrontText.leastPlotWidth) {
                output += "\n" + text.plot(PredictedSpace(run: run, file: file, plan: plan, judge: judge))
            }
            if draw { output += "\n" + text.drawings }
            try StandardStreams.write(output)
        }
    }
}

extension FoundFront.Order: ExpressibleByArgument {}
