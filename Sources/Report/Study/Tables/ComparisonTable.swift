internal import Comparison
internal import Statistics

/// Ranks, differences from the baseline, wins and corrected p, a block what is tested together.
enum ComparisonTable {
    static let decimals = 4
    /// Blocks a table has at most; all are in the CSV file.
    static let mostBlocks = 12

    static func table(
        _ analysis: StudyAnalysis, _ measures: [StudyMeasure], id: String, words: String
    ) -> StudyTable? {
        let families = analysis.families
        guard let first = families.first else { return nil }
        let isOfVariations = first.isOfVariations
        var columns = [StudyTable.Column.text(isOfVariations ? "Settings" : "Method")]
        for measure in measures {
            columns += [
                .number("Mean rank", group: measure.title), .number("Difference", group: measure.title),
                .number("95 %", group: measure.title), .number("w/t/l", group: measure.title),
                .number("p (Holm)", group: measure.title),
            ]
        }
        let baseline = analysis.title(of: first.baseline)
        var table = StudyTable(
            id,
            "Ranks of the \(isOfVariations ? "settings" : "methods"), and each against \(baseline), \(words)"
                + "\(analysis.afterLastBudget): over "
                + "\(NumberText.count(analysis.pairs.count, "pair")) of data set and device.",
            columns)
        for family in families.prefix(mostBlocks) {
            let comparisons = measures.map { analysis.comparison($0, in: family) }
            let rankings = measures.map { analysis.ranking($0, in: family) }
            guard comparisons.contains(where: { $0 != nil }) else { continue }
            let title = isOfVariations ? nil : analysis.title(ofVariation: family.baseline.variation)
            table.add(title, family.contenders.map { row(analysis, family, $0, comparisons, rankings) })
            for ranking in rankings {
                guard let ranking else { continue }
                table.notes.append((title.map { "\($0): " } ?? "") + rankWords(ranking))
            }
        }
        guard !table.isEmpty else { return nil }
        table.notes.append(notes(baseline))
        // The least p of n pairs is 2 / 2^n, times the rows by Holm's first step.
        let rows = families.map(\.contenders.count).max().map { max(1, $0 - 1) } ?? 1
        if analysis.pairs.count < 40, 2 * Double(rows) > 0.05 * Double(1 << analysis.pairs.count) {
            table.notes.append(
                "With \(NumberText.count(analysis.pairs.count, "pair")) and \(NumberText.count(rows, "row")) no p "
                    + "can be below 0.05, or only one can: see the differences and their intervals.")
        }
        let hidden = families.count - mostBlocks
        if hidden > 0 { table.notes.append("\(hidden) more choices of settings are in comparisons.csv.") }
        return table
    }

    private static func row(
        _ analysis: StudyAnalysis, _ family: ComparisonFamily, _ contender: ComparisonFamily.Contender,
        _ comparisons: [BaselineComparison?], _ rankings: [MethodRanking?]
    ) -> StudyTable.Row {
        let title = analysis.title(of: contender)
        var entries: [StudyTable.Entry] = [
            contender == family.baseline ? .text("\(title) (baseline)") : .name(title)
        ]
        for (comparison, ranking) in zip(comparisons, rankings) {
            entries.append(rank(contender, ranking))
            entries += line(contender, comparison)
        }
        return .init(entries: entries)
    }

    private static func notes(_ baseline: String) -> String {
        "Difference: mean over pairs of the row less \(baseline), each by the seeds both have; 95 %: its bootstrap "
            + "interval, drawn from the pairs. w/t/l: pairs on which the row is better, as good, worse. p: Wilcoxon's "
            + "signed ranks over the pairs, two-sided, Holm-corrected over the rows of the block. Pairs that share a "
            + "data set are not independent, so p says less than it seems to."
    }

    static func text(_ counts: WinCounts) -> String { "\(counts.wins)/\(counts.ties)/\(counts.losses)" }

    static func text(p: Double?) -> String {
        guard let p else { return NumberText.missing }
        return p < 0.001 ? "<0.001" : NumberText.fixed(p, 3)
    }

    private static func rank(
        _ contender: ComparisonFamily.Contender, _ ranking: MethodRanking?
    ) -> StudyTable.Entry {
        guard let ranking, let place = ranking.contenders.firstIndex(of: contender) else { return .missing }
        return .number(NumberText.fixed(ranking.friedman.averageRanks[place], 2))
    }

    private static func line(
        _ contender: ComparisonFamily.Contender, _ comparison: BaselineComparison?
    ) -> [StudyTable.Entry] {
        guard let line = comparison?.lines.first(where: { $0.contender == contender }),
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
                "; \(NumberText.count(ranking.missingPairs, "pair")) left out, where a row has no result"
        }
        return text + "."
    }
}
