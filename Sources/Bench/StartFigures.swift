import Files
import StageKit

/// How long a program takes to start, say something and end: what each of a search's stages pays.
func startFigures() -> MeasurementGroup {
    // What starting any program takes here, the yardstick for the others.
    let nothing = ["/bin/true", "/usr/bin/true"].first(where: FileSystem.exists) ?? "true"
    let floor = Measurement("start/floor", .milliseconds, nothing) { SilentProcess(nothing).seconds }
    let stages = StageContract.all.map { contract in
        Measurement("start/\(contract.name)", .milliseconds, "\(contract.name) --contract") {
            try SilentProcess.ours(contract.name, "--contract").seconds
        }
    }
    let driver = Measurement("start/pelnas", .milliseconds, "pelnas --version") {
        try SilentProcess.ours("pelnas", "--version").seconds
    }
    return MeasurementGroup([floor] + stages + [driver], seconds: 5, mostRounds: 101)
}
