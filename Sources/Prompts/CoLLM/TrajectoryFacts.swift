import LanguageModel
import Proposal
import Records
import Spaces

/// What a prompt of CoLLM-NAS tells of a trajectory as it stood before one of its iterations: no name of a
/// benchmark, a data set, an operation or a device is among it.
struct TrajectoryFacts {
    let trajectory: Trajectory
    /// The iteration that is asked for.
    let number: Int

    private var task: CoLLMTask { trajectory.task }

    /// The iteration before; the seeds where that is the first.
    private var last: Trajectory.Iteration? {
        trajectory.iterations.indices.contains(number - 1) ? trajectory.iterations[number - 1] : nil
    }

    /// Candidates asked for in it.
    private var wanted: Int {
        trajectory.iterations.indices.contains(number)
            ? trajectory.iterations[number].wanted : trajectory.wanted
    }

    /// The values that are never cut.
    var context: [String: Any] {
        var context: [String: Any] = [
            "begins": (0..<number).allSatisfy { position in
                trajectory.iterations[position].evaluated.isEmpty
                    && trajectory.iterations[position].rejected.isEmpty
            },
            "budget": task.budget,
            "candidates": task.candidates,
            "classes": task.dataset.classes,
            "evaluated_count": trajectory.evaluated(before: number),
            "generation": number,
            "novelty_by_function": task.novelty == .function,
            "side": task.dataset.side,
            "wanted": wanted,
        ]
        if let target = task.targetAccuracyPercent { context["target"] = FixedDecimal.accuracy(target) }
        if let limit = task.costs.flopsMillions { context["flops_limit"] = FixedDecimal.text(limit, 2) }
        if let limit = task.costs.paramsMillions { context["params_limit"] = FixedDecimal.text(limit, 3) }
        if let limit = task.latencyLimitMilliseconds {
            context["latency_limit"] = FixedDecimal.latency(limit)
        }
        if let best = trajectory.best(before: number) { context["best"] = line(best) }
        return context
    }

    /// The last results, the most accurate first, and what was not evaluated: the most telling is cut last.
    var sections: [PromptSection] {
        let results = (last?.evaluated ?? []).sorted { left, right in
            let (a, b) = (left.accuracyPercent ?? -.infinity, right.accuracyPercent ?? -.infinity)
            return a != b ? a > b : left.cell.description < right.cell.description
        }
        return [
            PromptSection(
                "rejected", "what was not evaluated",
                texts: (last?.rejected ?? []).map { $0.neutralLine(task.novelty) }),
            PromptSection("results", "the last results", texts: results.map(line)),
        ]
    }

    /// `ADBECA 91.23 121.82 0.858`: code, accuracy, multiply-adds, parameters; latency where it is limited.
    private func line(_ cell: EvaluatedCell<Cell>) -> String {
        var line = "\(NeutralCode.text(cell.cell)) \(FixedDecimal.accuracy(cell.accuracyPercent)) "
        line += FixedDecimal.text(cell.cell.flopsMillions(on: task.dataset), 2) + " "
        line += FixedDecimal.text(cell.cell.paramsMillions(on: task.dataset), 3)
        if task.latencyLimitMilliseconds != nil {
            line += " " + FixedDecimal.latency(cell.latencyMilliseconds)
        }
        return line
    }
}

extension RejectedChild {
    /// What CoLLM-NAS tells a model of it. A record's detail may show a cell in the benchmark's form, so that
    /// is told only where it cannot.
    func neutralLine(_ novelty: Novelty) -> String {
        let words =
            switch reason {
            case .repeated:
                novelty == .function
                    ? "it, or one that computes the same, was proposed before" : "it was proposed before"
            case .outOfNiche: "it is outside the part of the space that is searched"
            case .unreadable, .overLatencyLimit, .overFlopsLimit, .overParamsLimit, .surplus:
                reason.words + (detail.isEmpty ? "" : ": \(Quoted.line(detail, limit: 160))")
            }
        return "\"\(Quoted.line(text, limit: 40))\": \(words)"
    }
}
