internal import Files
internal import Pipeline
internal import PipelineFile
internal import StageKit

/// A step of a run as an engine's job: the files of its contract, and the command that makes them.
struct RunJob {
    enum Program {
        /// One of our stages, by its name.
        case stage(String)
        /// The driver.
        case pelnas
    }

    /// "prompt_04": a name for engines.
    var name: String
    /// "prompt@4": as the driver calls it.
    var label: String
    /// Files it reads, and one that is merely there before it: one job at a time writes in a run directory.
    var reads: [String]
    var after: [String] = []
    var writes: [String]
    /// Whether it writes nothing that could be waited for, so that a mark stands in.
    var writesMark = false
    var program: Program
    var arguments: [String]
    /// Whether it is worth a machine of its own.
    var isHeavy: Bool
    /// What its work is a share of, where it is done in shares.
    var sharedFile: String?
}

/// The jobs of a run, in the order of work: the plan's steps, each after the one before.
struct RunJobs {
    let jobs: [RunJob]

    /// `command` is the pipeline file with its overrides, for the job that starts the run directory.
    init(_ plan: Plan, run: RunDirectory, pipeline: [String], shards: Int?, marks: String) throws {
        var jobs: [RunJob] = []
        for step in plan.steps {
            var job = Self.job(step, run, isSharded: shards != nil)
            if jobs.isEmpty {
                if case .stage = step.work {
                    job.arguments = ["--config"] + pipeline + job.arguments
                } else {
                    job.arguments = ["run"] + pipeline + job.arguments.dropFirst()
                }
                job.writes.append(run.path(RunDirectory.settingsName))
                job.reads = pipeline.prefix(1) + job.reads
            }
            if job.writes.isEmpty {
                job.writes = ["\(marks)/\(job.name)"]
                job.writesMark = true
            }
            if let before = jobs.last, Set(before.writes).isDisjoint(with: job.reads) {
                job.after = Array(before.writes.prefix(1))
            }
            if let path = (job.reads + job.writes).first(where: { $0.contains { "{}".contains($0) } }) {
                throw StageFailure(.usage, "\(path): a workflow's path may not have braces")
            }
            jobs.append(job)
        }
        self.jobs = jobs
    }

    private static func job(_ step: PlannedStep, _ run: RunDirectory, isSharded: Bool) -> RunJob {
        let reads = step.reads.map(run.path)
        // Engines remove what a job writes before it begins anew; answers that were paid for stay.
        let writes = step.results.map(run.path)
        let place = step.generation.map { "_\(PathPattern.twoDigits($0))" } ?? ""
        switch step.work {
        case .stage(let contract):
            let generation = step.generation.map { ["--generation", "\($0)"] } ?? []
            let heavy = [StageContract.fit.name, StageContract.evaluate.name].contains(contract.name)
            return RunJob(
                name: step.name + place, label: step.label, reads: reads, writes: writes,
                program: .stage(contract.name),
                arguments: ["--run-dir", run.root] + generation + ["--quiet"],
                isHeavy: heavy, sharedFile: isSharded && contract.hasShards ? writes.first : nil)
        case .program(let program):
            let name = String(program.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
            return RunJob(
                name: "program_\(name)\(place)", label: step.label, reads: reads, writes: writes,
                program: .pelnas,
                arguments: [
                    "run", "--run-dir", run.root, "--from", step.label, "--until", step.label, "--quiet",
                ], isHeavy: true)
        }
    }
}
