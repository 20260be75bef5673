import PipelineFile
import Proposal
import Records
import Spaces
import StageKit

extension Trajectory {
    /// What a search by CoLLM-NAS has gone through, from the records of its earlier generations.
    init(_ context: StageContext, niches: [Niche], _ acceptance: Acceptance<Cell>) throws {
        let settings = context.settings.prompt.coLLM
        let reading = try StateReading(CellSpace(), context)
        let task = CoLLMTask(
            dataset: try context.settings.target.benchmark().dataset,
            targetAccuracyPercent: settings.targetAccuracyPercent, budget: settings.budget,
            candidates: settings.candidates,
            latencyLimitMilliseconds: context.settings.target.latencyLimitMs,
            costs: context.settings.target.costLimits, novelty: acceptance.novelty)
        let evaluated = Dictionary(grouping: try reading.evaluated(), by: \.generation)
        let strategies = Dictionary(
            try context.read(StrategyRecord.self, "generation-{past}/strategy.jsonl").map {
                ($0.generation, $0)
            }, uniquingKeysWith: { _, last in last })
        let rejected = Dictionary(
            grouping: try context.read(RejectedRecord.self, "generation-{past}/rejected.jsonl"),
            by: \.candidate.generation)
        let iterations = (0..<context.generation).map { number in
            Iteration(
                strategy: strategies[number]?.strategy, wanted: strategies[number]?.wanted ?? 0,
                evaluated: evaluated[number] ?? [],
                rejected: (rejected[number] ?? []).map(reading.rejected))
        }
        self.init(task, iterations, openCells: acceptance.openCounts(in: niches).reduce(0, +))
    }
}

extension Trajectory {
    /// What is to be remembered of the next iteration, and what it was made from.
    func record(strategy: String?, isKept: Bool, wanted: Int) -> StrategyRecord {
        let best = best(before: next)
        return StrategyRecord(
            generation: next, strategy: strategy, isKept: isKept, wanted: wanted,
            evaluated: evaluated(before: next), evaluationsLeft: left(before: next),
            bestCell: best?.cell.description, bestAccuracyPercent: best?.accuracyPercent, stop: stop)
    }

    func words(for stop: StrategyRecord.Stop) -> String {
        switch stop {
        case .target:
            "for its best accuracy, \(best(before: next)?.accuracyPercent ?? 0) %, has reached the target of "
                + "\(task.targetAccuracyPercent ?? 0) %"
        case .budget:
            "for \(evaluated(before: next)) cells are evaluated, which the budget of \(task.budget) allows"
        case .exhausted: "for no cell is left that is new and under the limits"
        }
    }
}

extension PipelineSettings.Target {
    /// nil where the network's cost is not limited.
    var costLimits: CostLimits? {
        guard flopsLimitM != nil || paramsLimitM != nil else { return nil }
        return CostLimits(
            dataset: spaceDataset, flopsMillions: flopsLimitM, paramsMillions: paramsLimitM)
    }
}
