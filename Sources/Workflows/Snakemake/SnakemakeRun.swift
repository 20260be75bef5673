public import Pipeline
public import StageKit

/// A run as a Snakefile: a rule for each step of the plan, whose inputs and outputs are those of the stage's
/// contract. A run directory has one writer at a time, so each rule comes after the one before, by an input whose
/// age does not count (`ancient`) where it reads nothing of it. Shares of `evaluate` alone are side by side.
public struct SnakemakeRun {
    private let place: WorkflowPlace
    private let jobs: [RunJob]
    private let run: RunDirectory
    private let shards: Int?

    public init(
        _ plan: Plan, run: RunDirectory, pipeline: [String], shards: Int?, place: WorkflowPlace
    ) throws {
        self.place = place
        self.run = run
        self.shards = shards
        jobs = try RunJobs(
            plan, run: run, pipeline: pipeline, shards: shards, marks: "\(place.path)/done"
        ).jobs
    }

    public var files: [WorkflowFile] { [WorkflowFile(name: "Snakefile", text: text)] }

    private var text: String {
        let page = run.path("report/index.html")
        let light = jobs.filter { !$0.isHeavy || $0.sharedFile != nil }.map(\.name)
        let local = (["all", "report"] + light).map { "    \($0),\n" }.joined()
        return SnakemakeText.head("The run \(run.root): a rule for each stage and generation.", place)
            + """
            # Moments, or, for a model's answers, the network: these stay where snakemake runs.
            localrules:
            \(local)

            rule all:
                input:
                    \(SnakemakeText.literal(page)),

            """ + jobs.map(rules).joined()
                + """
                # The driver finds every step current, and makes the report.
                rule report:
                \(SnakemakeText.section("input", (jobs.last?.writes ?? []).map(SnakemakeText.literal)))\
                \(SnakemakeText.section("output", [SnakemakeText.literal(page)]))\
                    shell:
                        "again {PELNAS:q} run \(SnakemakeText.words(["--run-dir", run.root])) --quiet"

                """
    }

    private func rules(_ job: RunJob) -> String {
        guard let shards, let shared = job.sharedFile else { return rule(job) }
        let literal = SnakemakeText.literal
        let file = Shard.path(for: shared, number: "{shard}", of: shards)
        var share = job
        share.name += "_shard"
        share.label += ", a share"
        share.arguments += ["--shard"]
        var merge = job
        merge.arguments += ["--merge", "\(shards)"]
        let shares = "expand(\(literal(file)), shard=range(1, \(shards + 1)))"
        return rule(share, outputs: ["temp(\(literal(file)))"], ending: " {wildcards.shard}/\(shards)")
            + rule(merge, inputs: [shares], isHeavy: false)
    }

    /// The text of one rule. A share's file is the merge's to remove, or else Snakemake's (`temp`).
    private func rule(
        _ job: RunJob, inputs: [String] = [], outputs: [String]? = nil, ending: String = "",
        isHeavy: Bool? = nil
    ) -> String {
        let literal = SnakemakeText.literal
        let inputs =
            inputs + job.reads.map(literal)
            + job.after.map { "ancient(\(literal($0)))" }
        let outputs = outputs ?? job.writes.map { job.writesMark ? "touch(\(literal($0)))" : literal($0) }
        let program =
            switch job.program {
            case .stage(let name): "{STAGES:q}/\(name)"
            case .pelnas: "{PELNAS:q}"
            }
        // A share's number is the last word, and Snakemake's to put in.
        let command = "again \(program) --jobs {threads} \(SnakemakeText.words(job.arguments))\(ending)"
        let line: String
        if case .pelnas = job.program, let verb = job.arguments.first {
            let rest = SnakemakeText.words(Array(job.arguments.dropFirst()))
            line = "again \(program) \(verb) --jobs {threads} \(rest)"
        } else {
            line = command
        }
        return "# \(job.label)\nrule \(job.name):\n" + SnakemakeText.section("input", inputs)
            + SnakemakeText.section("output", outputs) + "    threads: 1\n"
            + (isHeavy ?? job.isHeavy ? SnakemakeText.resources : "")
            + "    shell:\n        \(literal(line))\n\n\n"
    }
}
