internal import Comparison
internal import Statistics

/// Ranks, differences from the baseline, wins and corrected p, a block a choice of the varied settings.
enum ComparisonTable {
    static let decimals = 4
    /// Blocks a table has at most; all are in the CSV file.
    static let mostBlocks = 12

    static func table(
        _ analysis: StudyAnalysis, _ measures: [StudyMeasure], id: String, words: String
    ) -> StudyTable? {
        guard let baseline = analysis.baseline else { return nil }
        var columns = [StudyTable.Column.text("Method")]
        for measure in measures {
            columns += [
                .number("Mean rank", group: measure.title), .number("Difference", group: measure.title),
                .number("95 %", group: measure.title), .number("w/t/l", group: measure.title),
                .number("p (Holm)", group: measure.title),
            ]
        }
        var table = StudyTable(
            id,
            "Ranks of the methods, and each against \(analysis.name(baseline)), \(words)"
                + "\(analysis.afterLastBudget): over \(analysis.pairs.count) pairs of data set and device.",
            columns)
        for variation in analysis.variations.indices.prefix(mostBlocks) {
            let point = analysis.last(variation)
            let comparisons = measures.map { analysis.comparison($0, at: point) }
            let rankings = measures.map { analysis.ranking($0, at: point) }
            guard comparisons.contains(where: { $0 != nil }) else { continue }
            let rows = analysis.ranked.map { method in
                var entries: [StudyTable.Entry] = [
                    method == baseline
                        ? .text("\(analysis.name(method)) (baseline)") : analysis.heading(method)
                ]
                for (comparison, ranking) in zip(comparisons, rankings) {
                    entries.append(rank(method, ranking))
                    entries += line(method, comparison)
                }
                return StudyTable.Row(entries: entries)
            }
            let title = analysis.title(ofVariation: variation)
            table.add(title, rows)
            for ranking in rankings {
                guard let ranking else { continue }
                table.notes.append((title.map { "\($0): " } ?? "") + rankWords(ranking))
            }
        }
        guard !table.isEmpty else { return nil }
        table.notes += [
            "Difference: mean over pairs of the method less \(analysis.name(baseline)), each by the seeds both have; "
                + "95 %: its bootstrap interval, drawn from the pairs. w/t/l: pairs on which the method is better, as "
                + "good, worse. p: Wilcoxon's signed ranks over the pairs, two-sided, Holm-corrected over the methods "
                + "of the block. Pairs that share a data set are not independent, so p says less than it seems to."
        ]
        if analysis.pairs.count < 6 {
            table.notes.append("With fewer than six pairs no such p can be below 0.05.")
        }
        let hidden = analysis.variations.count - mostBlocks
        if hidden > 0 { table.notes.append("\(hidden) more choices of settings are in comparisons.csv.") }
        return table
    }

    static func text(_ counts: WinCounts) -> String { "\(counts.wins)/\(counts.ties)/\(counts.losses)" }

    static func text(p: Double?) -> String {
        guard let p else { return NumberText.missing }
        return p < 0.001 ? "<0.001" : NumberText.fixed(p, 3)
    }

    private static func rank(_ method: Int, _ ranking: MethodRanking?) -> StudyTable.Entry {
        guard let ranking, let place = ranking.methods.firstIndex(of: method) else { return .missing }
        return .number(NumberText.fixed(ranking.friedman.averageRanks[place], 2))
    }

    private static func line(_ method: Int, _ comparison: BaselineComparison?) -> [StudyTable.Entry] {
        guard let line = comparison?.lines.first(where: { $0.method == method }),
            let difference = line.meanDifference
        else { return [.missing, .missing, .missing, .missing] }
        let digits = comparison?.measure == .bestAccuracy ? 2 : decimals
        return [
            .number(NumberText.signed(difference, digits)),
            line.interval.map {
                .number("\(NumberText.signed($0.lower, digits)) to \(NumberText.signed($0.upper, digits))")
            } ?? .missing,
            .number(text(line.counts)), .number(text(p: line.correctedP)),
        ]
    }

    private static func rankWords(_ ranking: MethodRanking) -> String {
        var text =
            "\(ranking.measure.title): Friedman's chi-square \(NumberText.fixed(ranking.friedman.statistic, 2)) "
            + "over \(NumberText.count(ranking.friedman.dataSets, "pair")), p \(text(p: ranking.friedman.pValue))"
        if let critical = ranking.criticalDifference {
            text += "; critical difference of the mean ranks \(NumberText.fixed(critical.difference, 2))"
            text += " (Nemenyi, 0.05)"
        }
        if ranking.missingPairs > 0 {
            text +=
                "; \(NumberText.count(ranking.missingPairs, "pair")) left out, where a method has no result"
        }
        return text + "."
    }
}
