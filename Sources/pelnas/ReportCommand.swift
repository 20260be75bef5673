import ArgumentParser
import Pipeline
import PipelineFile
import StageKit

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes a page that shows what happened in a run, and its figures.",
        discussion: """
            One HTML file that needs no network, and an SVG file for each figure; `run` writes them when it
            ends. Of a run at work it shows what is there by now.

            Example:
              pelnas report --run-dir runs/a
              pelnas report --run-dir runs/a --into public/a
            """)

    @OptionGroup var directory: RunDirectoryOptions

    @Option(
        help: ArgumentHelp(
            "The folder to write; report/ in the run directory by default.", valueName: "folder"))
    var into: String?

    func run() throws {
        try reporting {
            guard into?.isEmpty != true else { throw StageFailure(.usage, "--into: the path is empty") }
            let (file, plan, run) = try directory.open()
            let folder = into ?? run.path(RunReport.folder)
            try RunReport(run: run, plan: plan, settings: file.resolvedSettings).write(
                into: folder, owns: into == nil)
            try StandardStreams.write("\(folder)/index.html\n")
        }
    }
}
