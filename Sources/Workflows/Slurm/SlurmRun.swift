public import Pipeline
public import StageKit

/// A run as jobs of Slurm. Without shards one job, which does all that is missing; with them, for each `evaluate` an
/// array of shares, and between these what brings the shares together and goes on as far as the next.
public struct SlurmRun {
    private let place: WorkflowPlace
    private let plan: Plan
    private let run: RunDirectory
    private let pipeline: [String]
    private let name: String
    private let shards: Int?

    public init(
        _ plan: Plan, run: RunDirectory, pipeline: [String], name: String, shards: Int?, place: WorkflowPlace
    ) {
        self.plan = plan
        self.run = run
        self.pipeline = pipeline
        self.name = name
        self.shards = shards
        self.place = place
    }

    public var files: [WorkflowFile] {
        let steps = [
            WorkflowFile(name: "steps.sbatch", text: steps), WorkflowFile(name: "submit.sh", text: submit),
        ]
        return shards == nil ? steps : steps + [WorkflowFile(name: "shards.sbatch", text: share)]
    }

    /// Steps that are done in shares, with the label of the step before each.
    private var shared: [(generation: Int, before: String)] {
        guard shards != nil else { return [] }
        return zip(plan.steps.dropFirst(), plan.steps).compactMap { step, before in
            guard case .stage(let contract) = step.work, contract.hasShards, let generation = step.generation
            else { return nil }
            return (generation, before.label)
        }
    }

    private var steps: String {
        let merge =
            shards.map { count in
                """
                if [ -n "${2:-}" ]; then
                    $launch evaluate \(ShellWord.joined(["--run-dir", run.root])) --generation "$2" --merge \(count) || code=$?
                    settle "$code"
                fi

                """
            } ?? ""
        return SlurmText.head(
            "Steps of the run \(run.root), as far as its first argument says; all of them without one. Its second is the "
                + "generation whose shards are merged before.",
            name: name, time: "04:00:00", place: place) + """
                code=0
                \(merge)$launch pelnas run \(ShellWord.joined(pipeline + ["--run-dir", run.root])) ${1:+--until "$1"} --quiet || code=$?
                settle "$code"

                """
    }

    private var share: String {
        let count = shards ?? 1
        return SlurmText.head(
            "Shares of one generation's evaluation in the run \(run.root): its argument is the generation.",
            name: "\(name)-shards", array: count, time: "04:00:00", place: place) + """
                task=${SLURM_ARRAY_TASK_ID:?"is started by sbatch, or with the number of a task"}
                code=0
                $launch evaluate \(ShellWord.joined(["--run-dir", run.root])) --generation "$1" --shard "$task/\(count)" --quiet || code=$?
                settle "$code"

                """
    }

    private var submit: String {
        var body = "after=\n"
        var merged: Int?
        func steps(until label: String?) {
            let words = [label ?? "''", merged.map { "\($0)" } ?? ""].filter { !$0.isEmpty }
            body += "after=$(send \"$after\" steps.sbatch \(words.joined(separator: " ")))\n"
        }
        for step in shared {
            steps(until: step.before)
            body += "after=$(send \"$after\" shards.sbatch \(step.generation))\n"
            merged = step.generation
        }
        steps(until: nil)
        body += "echo \"The run will be in \(run.root), by job $after.\"\n"
        return SlurmText.submit("Sends the run \(run.root) to Slurm.", body, place)
    }
}
