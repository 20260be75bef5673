import ArgumentParser
import Benchmarks
import StageKit

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turns the benchmarks' public files into tables that open in an instant.",
        discussion: """
            Takes HW-NAS-Bench's pickle (HW-NAS-Bench-v1_0.pickle), NAS-Bench-Suite-Zero's JSON
            (zc_nasbench201.json), CSV files with an arch column, and folders of these. Everything is checked,
            against known values too, before any table is written. A pickle is read, never executed.

            Example:
              pelnas import HW-NAS-Bench-v1_0.pickle zc_nasbench201.json accuracy.csv --into tables
            """)

    @Argument(help: "Files or folders to import.", completion: .file())
    var inputs: [String]

    @Option(
        help: ArgumentHelp(
            "The folder for the tables; a pipeline file's data.tables names it.", valueName: "dir"),
        completion: .directory)
    var into: String

    func run() throws {
        try reporting {
            guard !into.isEmpty else { throw StageFailure(.usage, "--into: the path is empty") }
            let report = try TableImport.run(inputs: inputs, into: into)
            for line in report.lines { try StandardStreams.write(line + "\n") }
        }
    }
}
