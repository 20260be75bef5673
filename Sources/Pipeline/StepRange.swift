import StageKit

/// The part of a plan that `--from` and `--until` leave.
struct StepRange {
    let steps: [PlannedStep]

    /// `from` and `until` are `STAGE` or `STAGE@N`; a stage alone means its first execution for `from`, its
    /// last for `until`. Throws code 64 for a name the plan does not have.
    init(_ plan: Plan, from: String?, until: String?) throws {
        let first = try from.map { try Self.position($0, "--from", plan, last: false) } ?? 0
        let last =
            try until.map { try Self.position($0, "--until", plan, last: true) } ?? plan.steps.count - 1
        guard first <= last + 1 else {
            throw StageFailure(.usage, "--from \(from ?? "") comes after --until \(until ?? "") in the chain")
        }
        steps = first <= last ? Array(plan.steps[first...last]) : []
    }

    private static func position(_ name: String, _ option: String, _ plan: Plan, last: Bool) throws -> Int {
        let matches: (PlannedStep) -> Bool = { $0.label == name || $0.name == name }
        guard
            let position = last ? plan.steps.lastIndex(where: matches) : plan.steps.firstIndex(where: matches)
        else {
            var names: [String] = []
            for step in plan.steps where !names.contains(step.name) { names.append(step.name) }
            throw StageFailure(
                .usage,
                "\(option) \(name): the chain has no such step; it has \(names.joined(separator: ", ")), "
                    + "generations 0 to \(plan.lastGeneration)")
        }
        return position
    }
}
