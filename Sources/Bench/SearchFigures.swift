import Files
import Records
import StageKit

/// Whole searches as a user runs them: the driver, 36 stage processes, files between them.
func searchFigures(_ tables: PreparedTables, in scratch: ScratchFolder) -> MeasurementGroup {
    let settings = "cifar10 on raspi4, six niches, 300 children, 36 stage processes"
    let search = SearchRuns(tables: tables, scratch: scratch)
    return MeasurementGroup(
        [
            Measurement("search/whole", .milliseconds, "\(settings), its fit of 1,000 cells among them") {
                { try search.whole() }
            },
            Measurement("search/fit-there", .milliseconds, "the same from seed on, the fit done before") {
                let run = try search.complete()
                return { try search.again(run, "--from", "seed") }
            },
            Measurement("search/nothing-to-do", .milliseconds, "the same search when all of it is current") {
                let run = try search.complete()
                return { try search.again(run) }
            },
            Measurement(
                "search/fit", .milliseconds,
                "the fit stage alone, by the journal: 1,000 cells, the whole space predicted"
            ) {
                let run = try search.complete()
                return {
                    _ = try search.again(run, "--from", "fit", "--until", "fit")
                    return try Journal(runDirectory: run).lastRecord()?.seconds ?? .nan
                }
            },
        ], seconds: 20, mostRounds: 11)
}

/// Runs of one pipeline, each directory used by one measurement.
private struct SearchRuns {
    let tables: PreparedTables
    let scratch: ScratchFolder

    /// Seconds of a search from nothing.
    func whole() throws -> Double {
        let run = scratch.newPath("whole")
        defer { ScratchFolder.removeAll(run) }
        return try start(run)
    }

    /// A run directory with a finished search in it.
    func complete() throws -> String {
        let run = scratch.newPath("run")
        _ = try start(run)
        return run
    }

    private func start(_ run: String) throws -> Double {
        try SilentProcess.ours(
            "pelnas", "run", try pipelineText.write(in: scratch), "--set",
            "data.tables=\(try tables.imported())",
            "--run-dir", run, "--quiet"
        ).seconds()
    }

    func again(_ run: String, _ range: String...) throws -> Double {
        try SilentProcess.ours("pelnas", ["run", "--run-dir", run, "--quiet"] + range).seconds()
    }
}
