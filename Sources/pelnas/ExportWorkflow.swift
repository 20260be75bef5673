import ArgumentParser
import Files
import Pipeline
import PipelineFile
import StageKit
import Studies
import Workflows

/// A run, or all searches of a study, as a workflow for other machines.
struct WorkflowOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write a workflow for Snakemake that makes this pipeline's run, or this study.",
            valueName: "file.yaml"), completion: .file(extensions: ["yaml", "yml", "json"]))
    var snakemake: String?

    @Option(
        help: ArgumentHelp("The same as batch scripts for Slurm.", valueName: "file.yaml"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var slurm: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change one setting of a workflow's pipeline; may be repeated.", valueName: "a.b=c"))
    var overrides: [String] = []

    @Option(help: ArgumentHelp("Shares that a workflow's run evaluates each generation in.", valueName: "n"))
    var shards: Int?

    @Flag(
        name: .customLong("with-model"),
        help: "In a study's workflow, methods that ask a model's endpoint too.")
    var asksModel = false

    /// The file that a workflow is asked of; nil where none is.
    var file: String? { snakemake ?? slurm }

    /// Refuses what is for workflows alone, or makes none.
    func check() throws {
        let isSet = !overrides.isEmpty || shards != nil || asksModel
        if file == nil, isSet {
            throw StageFailure(.usage, "--set, --shards and --with-model are for --snakemake and --slurm")
        }
        if snakemake != nil, slurm != nil {
            throw StageFailure(
                .usage, "--snakemake and --slurm: one at a time, each into a folder of its own")
        }
        if file?.isEmpty == true { throw StageFailure(.usage, "the path of the pipeline or study is empty") }
        if let shards, !(1...Shard.most).contains(shards) {
            throw StageFailure(.usage, "--shards: \(shards) is not in 1 to \(Shard.most)")
        }
    }

    /// Writes the workflow's folder: `into`, or one that is named after the run.
    func write(_ file: String, runDirectory: String?, into: String?) throws {
        let isStudy = try StudyFile.isStudy(path: file, environment: Environment.variables)
        if isStudy, shards != nil {
            throw StageFailure(.usage, "--shards: the searches of a study are its shares; \(file) is a study")
        }
        if isStudy {
            try writeStudy(file, runDirectory, into)
        } else {
            try writeRun(file, runDirectory, into)
        }
    }

    private func writeStudy(_ file: String, _ runDirectory: String?, _ into: String?) throws {
        let study = try StudyFile.load(path: file, environment: Environment.variables)
        let matrix = try StudyMatrix(study, overrides: overrides)
        let name = study.settings.name
        let directory = StudyDirectory(path: runDirectory ?? "runs/\(name)")
        let jobs = try StudyJobs(matrix, directory, asksModel: asksModel)
        for (method, reason) in jobs.leftOut.sorted(by: { $0.key < $1.key }) {
            StandardStreams.tell("pelnas: \(method) is left out: \(reason)")
        }
        let pipelines = Set(matrix.searches.map(\.pipeline)).sorted()
        let texts = try ([file] + pipelines).map(text) + matrix.searches.flatMap(\.overrides)
        let place = try place(file, directory.root, into ?? "workflows/\(name)", texts)
        try publish(
            snakemake != nil
                ? SnakemakeStudy(jobs, place: place).files : SlurmStudy(jobs, place: place).files, place)
    }

    private func writeRun(_ file: String, _ runDirectory: String?, _ into: String?) throws {
        let loaded = try PipelineFile.load(file, overrides: overrides)
        let plan = try Plan(loaded)
        let hasShards = plan.steps.contains {
            if case .stage(let contract) = $0.work { contract.hasShards } else { false }
        }
        if shards != nil, !hasShards {
            throw StageFailure(.usage, "--shards: no stage of \(file) is done in shares; evaluate would be")
        }
        let name = loaded.settings.name
        let run = RunDirectory(path: runDirectory ?? "runs/\(name)")
        let place = try place(file, run.root, into ?? "workflows/\(name)", [text(file)] + overrides)
        let pipeline = [file] + overrides.flatMap { ["--set", $0] }
        try publish(
            snakemake != nil
                ? SnakemakeRun(plan, run: run, pipeline: pipeline, shards: shards, place: place).files
                : SlurmRun(plan, run: run, pipeline: pipeline, name: name, shards: shards, place: place)
                    .files,
            place)
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try FileSystem.readAnything(path, atMost: PipelineFile.maximumBytes), as: UTF8.self)
    }

    private func place(
        _ file: String, _ root: String, _ path: String, _ texts: [String]
    ) throws -> WorkflowPlace {
        var command = ["pelnas", "export", snakemake != nil ? "--snakemake" : "--slurm", file]
        command += overrides.flatMap { ["--set", $0] } + ["--run-dir", root]
        if let shards { command += ["--shards", "\(shards)"] }
        if asksModel { command.append("--with-model") }
        return try WorkflowPlace(path: path, command: command + ["--into", path], texts: texts)
    }

    private func publish(_ files: [WorkflowFile], _ place: WorkflowPlace) throws {
        try FileSystem.makeDirectory(place.path)
        for file in files {
            let path = "\(place.path)/\(file.name)"
            try AtomicFile.publish(Array(file.text.utf8), to: path)
            try StandardStreams.write("\(path)\n")
        }
        let next =
            snakemake != nil
            ? "snakemake -s \(ShellWord.quoted("\(place.path)/Snakefile")) --cores 2"
            : "sh \(ShellWord.quoted("\(place.path)/submit.sh"))"
        StandardStreams.tell("pelnas: now \(next)")
    }
}
