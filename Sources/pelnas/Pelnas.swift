import ArgumentParser
import StageKit

@main
struct Pelnas: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pelnas",
        abstract: "Finds neural networks that are accurate and fast on a device.",
        discussion: """
            A pipeline file names the space, the target and the chain of stages; a run directory holds every
            step as a JSONL file. What is there and current is never done again.

            Example:
              pelnas run pipeline/hw-nas-bench.yaml --set target.device=fpga --run-dir runs/a
            """,
        version: "pelnas \(Program.version)",
        subcommands: [
            Run.self, Compare.self, Watch.self, Front.self, ReportCommand.self, Export.self, PlanCommand.self,
            Status.self,
            Verify.self, Explain.self, Answer.self, RecordCommand.self, LedgerCommand.self, Clean.self,
            Import.self,
            FitCommand.self, Schemas.self, Doctor.self, ManualCommand.self,
        ])
}

/// Maps any error of ours to its message on standard error and its exit code.
func reporting(_ work: () throws -> Void) throws {
    do {
        try work()
    } catch let code as ArgumentParser.ExitCode {
        throw code
    } catch {
        StandardStreams.tell("pelnas: \(error)")
        throw ArgumentParser.ExitCode(StageKit.ExitCode(for: error).rawValue)
    }
}
