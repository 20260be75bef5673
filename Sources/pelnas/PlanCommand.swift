import ArgumentParser
import Pipeline
import PipelineFile
import Records
import StageKit

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Says what a run would do, and why, and does nothing.",
        discussion: """
            Example:
              pelnas plan pipeline/hw-nas-bench.yaml --set random_seed=2 --run-dir runs/a
            """)

    @OptionGroup var pipeline: PipelineOptions

    @Flag(help: "One JSON object a step.")
    var json = false

    func run() throws {
        try reporting {
            let (file, plan, directory) = try pipeline.open()
            try PlanListing(file: file, plan: plan, run: directory).print(json: json)
        }
    }
}

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says which steps of a run are current, which are not, and why.",
        discussion: """
            Examples:
              pelnas status --run-dir runs/a
              pelnas status --run-dir runs/a --json | jq 'select(.state != "current")'
            """)

    @OptionGroup var directory: RunDirectoryOptions

    @Flag(help: "One JSON object a step.")
    var json = false

    func run() throws {
        try reporting {
            let (file, plan, run) = try directory.open()
            try PlanListing(file: file, plan: plan, run: run).print(json: json)
        }
    }
}

/// The steps of a plan with their states.
struct PlanListing {
    let file: PipelineFile
    let plan: Plan
    let run: RunDirectory

    func print(json: Bool) throws {
        let judge = try StalenessJudge(run: run, settings: file.resolvedSettings)
        let states = try judge.states(of: plan.steps)
        try StandardStreams.write(json ? jsonLines(judge, states) : table(judge, states))
    }

    private func jsonLines(_ judge: StalenessJudge, _ states: [StepState]) -> String {
        zip(plan.steps, states).map { step, state in
            let last = judge.lastExecution(of: step)
            return JSON(object: [
                ("step", .string(step.label)), ("state", .string(Self.word(state))),
                ("reason", JSON(Self.reason(state))), ("reads", JSON(step.reads)),
                ("writes", JSON(step.writes)),
                ("started", JSON(last?.started)), ("seconds", JSON(last?.seconds)),
            ]).text + "\n"
        }.joined()
    }

    private func table(_ judge: StalenessJudge, _ states: [StepState]) -> String {
        var table = TextTable([.left, .left, .right, .right, .left])
        table.add("step", "state", "records", "seconds", "why")
        for (step, state) in zip(plan.steps, states) {
            let last = judge.lastExecution(of: step)
            let records = step.writes.compactMap { last?.records[$0] }.first
            table.add(
                step.label, Self.word(state), records.map { "\($0)" } ?? "-",
                TextTable.decimal(last?.seconds, 3),
                Self.reason(state) ?? "")
        }
        let stale = states.count { $0 != .current }
        let summary =
            stale == 0
            ? "All \(states.count) steps are current: there is nothing to do."
            : "\(states.count - stale) of \(states.count) steps are current; a run would begin at "
                + "\(zip(plan.steps, states).first { $0.1 != .current }?.0.label ?? "")."
        let hint =
            RunLock.isHeld(run.root)
            ? "  A run is at work here; pelnas watch --run-dir \(run.root) follows it.\n" : ""
        return table.text + "\n  \(summary)\n" + hint
    }

    private static func word(_ state: StepState) -> String {
        switch state {
        case .current: "current"
        case .stale: "stale"
        case .waiting: "waiting"
        }
    }

    private static func reason(_ state: StepState) -> String? {
        switch state {
        case .current: nil
        case .stale(let reason): reason
        case .waiting(let step): "after \(step)"
        }
    }
}
