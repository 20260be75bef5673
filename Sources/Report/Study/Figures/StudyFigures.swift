internal import Comparison
internal import Statistics

/// Drawings that belong together, with what is said below them.
struct FigureGroup {
    var figures: [Figure]
    var caption: String
}

/// Which figures a study has, by what it varies, reads and knows.
enum StudyFigures {
    static func all(_ analysis: StudyAnalysis) -> [FigureGroup] {
        let scaling = analysis.scalings.first
        let measures =
            (analysis.isAboutAccuracy ? [StudyMeasure.bestAccuracy] : [])
            + (scaling.map { [.hypervolume($0), .igd($0)] } ?? [])
        let words = scaling.map { ", \($0.words)" } ?? ""
        let band = "\(analysis.meanWords), with one deviation over seeds to either side"
        var groups: [FigureGroup] = []
        func add(_ figures: [Figure], _ caption: String) {
            if !figures.isEmpty { groups.append(.init(figures: figures, caption: caption)) }
        }
        add(
            FoundFrontFigures.figures(analysis),
            "The fronts of each method, as its searches saw them: of all its random seeds what none dominates."
        )
        // Over a varied number the lines below say more than ranks of its values.
        if analysis.families.count == 1, let family = analysis.families.first,
            VariationFigures.numericSetting(analysis) == nil
        {
            let rankings = measures.compactMap { analysis.ranking($0, in: family) }
            add(
                rankings.compactMap { ranking in
                    CriticalDifferenceFigure.figure(
                        analysis, ranking, name: "ranks-\(ranking.measure.key.replacingUnderscores)")
                }, caption(of: rankings, words))
            add(
                measures.compactMap { MethodFigures.differences(analysis, $0) },
                "How much better than \(analysis.title(of: family.baseline)) each other is\(words), by the seeds both "
                    + "have: a row a pair of data set and device.")
        }
        if analysis.varied.isEmpty {
            add(
                MethodFigures.coverage(analysis).map { [$0] } ?? [],
                "Share of ten equal bins of the true front's latency range that the found fronts hit: \(band)."
            )
        }
        add(
            (measures + [.heldOutSpearman]).flatMap { VariationFigures.figures(analysis, $0) },
            "By what is varied\(words): \(band).")
        for effort in [ConvergenceFigures.Effort.evaluations, .modelCalls] {
            for measure in measures {
                add(
                    ConvergenceFigures.figures(analysis, measure, effort),
                    "\(CriticalDifferenceFigure.scalingWords(measure)), by \(effort.title.lowercased()): \(band)."
                )
            }
        }
        return groups
    }

    private static func caption(of rankings: [MethodRanking], _ words: String) -> String {
        let tests = rankings.map { ranking in
            let friedman = ranking.friedman
            return
                "\(ranking.measure.title) over \(NumberText.count(friedman.dataSets, "pair")), Friedman's p "
                + ComparisonTable.text(p: friedman.pValue)
                + (friedman.pValue > 0.05 ? ", so none are told apart, whatever the bars say" : "")
        }
        return
            "Mean ranks\(words), the best to the left; bars join what Nemenyi's test does not tell apart "
            + "(0.05). \(tests.joined(separator: "; "))."
    }
}
