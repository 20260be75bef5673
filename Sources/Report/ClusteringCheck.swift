internal import Pareto
internal import Records

/// Whether the search keeps to a part of the latency range: what the paper's first figure shows of models that
/// are asked without niches.
enum ClusteringCheck {
    /// Of the bins that the reference hits, the front should hit at least half: below, whole classes of devices
    /// are not served. The seeds alone, ten a niche, hit seven of ten bins on the real tables.
    static let leastShareOfBins = 0.5
    /// Six even niches put at most about a third of their children into one tenth of the range, the two fastest
    /// niches into the lowest; beyond this a generation has one centre.
    static let mostChildrenInABin = 0.6
    /// With fewer children than this a majority in one bin says nothing.
    static let leastChildren = 5

    static func front(_ view: RunView) -> Diagnosis {
        let identifier = "front-clustered"
        let title = "Spread of the front over the latency range"
        guard !view.reference.isEmpty, let bins = view.latencySpan else {
            return Diagnosis(
                identifier, .unchecked, title, seen: "There is no reference front with a range of latencies.")
        }
        let expected = bins.hit(by: view.reference.map(\.y))
        let hit = bins.hit(by: view.front.compactMap { view.latency($0.evaluation) })
        let share = Double(hit.intersection(expected).count) / Double(max(1, expected.count))
        let numbers =
            "The front hits \(hit.count) of ten equal bins from \(NumberText.significant(bins.low)) to "
            + "\(NumberText.significant(bins.high)) ms; the reference hits \(expected.count)."
        return Diagnosis(
            identifier, share < leastShareOfBins ? .problem : .fine, title, seen: numbers,
            meaning:
                "The search settled in a narrow part of the range: niches or constraints are not kept to.",
            advice: "Use a partition (partition.scheme), read what the model is told with "
                + "`pelnas explain --prompt`, and count cells with equal live edges as one (prompt.novelty: function)."
        )
    }

    static func children(_ view: RunView) -> Diagnosis {
        let identifier = "children-clustered"
        let title = "Spread of each generation's children"
        guard let bins = view.latencySpan else {
            return Diagnosis(identifier, .unchecked, title, seen: "There is no range of latencies.")
        }
        var checked = 0
        var crowded = 0
        var worst = (share: 0.0, generation: 0, bin: 0)
        for generation in view.generations where generation > 0 {
            let latencies = (view.evaluationsByGeneration[generation] ?? []).compactMap(view.latency)
            guard latencies.count >= leastChildren else { continue }
            checked += 1
            let counts = Dictionary(grouping: latencies.compactMap(bins.bin), by: { $0 }).mapValues(\.count)
            guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { continue }
            let share = Double(most.value) / Double(latencies.count)
            if share > mostChildrenInABin { crowded += 1 }
            if share > worst.share { worst = (share, generation, most.key) }
        }
        guard checked > 0 else {
            return Diagnosis(
                identifier, .unchecked, title,
                seen: "No generation has \(leastChildren) children with a latency.")
        }
        let range =
            "\(NumberText.significant(bins.edge(worst.bin))) to \(NumberText.significant(bins.edge(worst.bin + 1))) ms"
        let numbers =
            "In \(crowded) of \(NumberText.count(checked, "generation")) more than "
            + "\(NumberText.percent(mostChildrenInABin)) of the children lie in one tenth of the range; the most "
            + "are \(NumberText.percent(worst.share)), in generation \(worst.generation), from \(range)."
        // One such generation may be chance; half of them are a habit.
        let level: Diagnosis.Level = crowded == 0 ? .fine : crowded * 2 >= checked ? .problem : .hint
        return Diagnosis(
            identifier, level, title, seen: numbers,
            meaning: "The proposer repeats one kind of cell whatever it is asked for.",
            advice:
                "Look at partition.scheme, at the prompts (`pelnas explain --prompt`) and at prompt.novelty.")
    }
}
