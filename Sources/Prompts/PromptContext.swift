import LanguageModel
import Proposal
import Records
import Spaces

/// The values of a prompt that are never cut.
extension ScopeFacts {
    func context(ruleLimit: Int, hasKnowledge: Bool) -> [String: Any] {
        let words = Candidate.words(of: scope.niche)
        var context: [String: Any] = [
            "accuracy_source": Quoted.line(state.accuracySource, limit: 80),
            "allowed_operations": words.allowed,
            "bounds": words.bounds,
            "children": scope.children,
            "counts_live_edges": words.countsLiveEdges,
            "dataset": PlainText.oneLine(state.dataset, limit: 40),
            "dead_edge_cells": redraws.withDeadEdges,
            "device": PlainText.oneLine(state.device, limit: 40),
            "free_operations": words.free,
            "front_share": front.members.count { scope.isWhole || $0.niche == scope.name },
            "front_size": front.members.count,
            "generation": state.generation,
            "has_bounds": !words.bounds.isEmpty,
            "knowledge": hasKnowledge,
            "latency_source": Quoted.line(state.latencySource, limit: 80),
            "model_decides": scope.operators.allSatisfy { $0 == .model },
            "novelty_by_function": state.novelty == .function,
            "open_cells": openCells,
            "operators": operatorLines,
            "redraws": redraws.repeated,
            "rule_limit": max(1, ruleLimit),
            "scope": PlainText.oneLine(scope.name, limit: 40),
            "tried_count": tried.count,
        ]
        if let encoding = words.encoding {
            context["encoding"] = [
                "encoding_lines": encoding.lines, "example": encoding.example,
                "example_parent": encoding.parent,
            ]
        }
        if state.objectives != Objective.standard { context["other_objectives"] = objectiveWords }
        if let limit = state.latencyLimitMilliseconds {
            context["latency_limit"] = FixedDecimal.latency(limit)
        }
        if let latencies {
            context["latency_range"] = [
                "latency_least": FixedDecimal.latency(latencies.lowerBound),
                "latency_most": FixedDecimal.latency(latencies.upperBound),
            ]
        }
        if let error = state.heldOutError, error.spearman != nil || error.medianErrorPercent != nil {
            context["held_out"] = [
                "median_error": FixedDecimal.accuracy(error.medianErrorPercent),
                "spearman": FixedDecimal.text(error.spearman, 3),
            ]
        }
        return context
    }

    /// What a model is told of objectives that are not accuracy and latency.
    private var objectiveWords: [String: String] {
        let costs = state.objectives.filter { !$0.isMaximised }
        let names = state.objectives.map(\.title)
        let last = names.last ?? ""
        return [
            // "Accuracy (%) up, latency (ms) down, energy (mJ) down".
            "directions": state.objectives.map {
                ($0.isMaximised ? "Accuracy" : $0.title) + " (\($0.unit)) \($0.isMaximised ? "up" : "down")"
            }.joined(separator: ", "),
            "low": costs.map { "low \($0.title)" }.joined(separator: ", "),
            "names": names.dropLast().joined(separator: ", ") + " and " + last,
            // What stands on a line behind the latency: ", energy mJ".
            "columns": state.objectives.further.map { ", \($0.heading)" }.joined(),
        ]
    }

    /// "crossover: children 1, 3"; beyond what can be listed, how many of each.
    private var operatorLines: [String] {
        ChildOperator.allCases.compactMap { wanted in
            let numbers = scope.operators.indices.filter { scope.operators[$0] == wanted }.map { $0 + 1 }
            guard !numbers.isEmpty, wanted != .model || numbers.count < scope.children else { return nil }
            let word = wanted == .model ? "as you decide" : wanted.rawValue
            guard scope.children <= 60 else { return "\(word): \(numbers.count) children" }
            let list = numbers.map(String.init).joined(separator: ", ")
            return "\(word): \(numbers.count == 1 ? "child" : "children") \(list)"
        }
    }
}
