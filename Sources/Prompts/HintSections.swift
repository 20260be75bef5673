import Pareto
import Proposal
import Records
import Spaces

/// Where something is to be won, and what it costs.
extension ScopeFacts {
    var hintSection: PromptSection {
        var hints: [String] = []
        if let largest = FrontStep.largest(steps) {
            hints.append(
                "Most volume within reach is to be won between \(Self.words(largest.faster)) and "
                    + "\(Self.words(largest.slower)): a cell of "
                    + "\(FixedDecimal.latency(largest.reachable.lowerBound)) ms, as accurate as the second, "
                    + "would add \(FixedDecimal.text(largest.volume, 4)).")
        }
        if let widest = FrontStep.widest(steps) {
            hints.append(
                "Widest gap in latency within reach: \(FixedDecimal.latency(widest.width)) ms, between "
                    + "\(Self.words(widest.faster)) and \(Self.words(widest.slower)); cells here were seen from "
                    + "\(FixedDecimal.latency(widest.reachable.lowerBound)) to "
                    + "\(FixedDecimal.latency(widest.reachable.upperBound)) ms of it.")
        }
        let shares = ranked.filter { $0.global > 0 }.prefix(5).map {
            "\($0.cell.cell.notation) \(FixedDecimal.text($0.global, 4))"
        }
        if !shares.isEmpty {
            hints.append(
                "Largest contributions to the global hypervolume: " + shares.joined(separator: ", ") + ".")
        }
        if state.objectives.count > 2 {
            hints += state.objectives.compactMap(extreme)
        } else if let fastest = front.members.first, let best = front.members.last {
            hints.append(
                "The front runs from \(Self.words(fastest)) to \(Self.words(best)).")
        }
        return PromptSection("hints", "where volume is to be won", texts: hints)
    }

    /// Who is the best of the front by one objective alone; of several the first as the front is listed.
    private func extreme(_ objective: Objective) -> String? {
        // A cell that was weighed by fewer objectives has no place in it.
        let placed = front.members.compactMap { cell -> (cell: EvaluatedCell<Candidate>, cost: Double)? in
            guard let point = cell.point, let place = state.objectives.firstIndex(of: objective),
                place < point.count
            else { return nil }
            return (cell, point[place])
        }
        guard let best = placed.min(by: { $0.cost < $1.cost })?.cell else { return nil }
        return "\(objective.isMaximised ? "Highest" : "Lowest") \(objective.title): \(Self.words(best))."
    }

    var costSection: PromptSection {
        PromptSection(
            "costs", "mean marginal latencies",
            texts: Candidate.latencyCosts(of: state.evaluated).map { [$0] } ?? [])
    }
}
