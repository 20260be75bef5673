internal import Comparison

/// What a reader of any table must know first.
enum StudyNotes {
    /// What is wrong with the results; none for a whole study of true numbers.
    static func warnings(_ analysis: StudyAnalysis) -> [String] {
        let completeness = analysis.completeness
        var lines: [String] = []
        if completeness.expected == 0 {
            lines.append(
                "The study has no search: it names no method that was run, data set, device or seed.")
        } else if completeness.found < completeness.expected {
            lines.append(
                "Partial: \(NumberText.grouped(completeness.found)) of "
                    + "\(NumberText.count(completeness.expected, "search", "searches")) have results. Means are over "
                    + "those there are, and say so.")
            lines += completeness.gaps.prefix(20).map { gap in
                let place = analysis.title(ofVariation: gap.variation).map { ", \($0)" } ?? ""
                let more = gap.missing - gap.names.count
                return "\(analysis.name(gap.method))\(place): \(gap.missing) of \(gap.expected) missing: "
                    + gap.names.joined(separator: "; ") + (more > 0 ? "; and \(more) more." : ".")
            }
            let more = completeness.gaps.count - 20
            if more > 0 { lines.append("\(more) more methods and settings have searches missing.") }
        }
        for short in analysis.shortfalls {
            lines.append(
                "\(analysis.name(short.method)) evaluated \(NumberText.fixed(short.evaluations, 0)) of "
                    + "\(short.budget) cells on average: it is not compared at an equal budget.")
        }
        if let named = analysis.contents.baseline, let baseline = analysis.baseline,
            analysis.name(baseline) != named
        {
            lines.append("The baseline \(named) has no results; \(analysis.name(baseline)) stands in for it.")
        }
        if analysis.strangers > 0 {
            lines.append(
                NumberText.count(analysis.strangers, "result")
                    + " of methods, targets, seeds, settings or budgets that the study does not name left aside."
            )
        }
        if analysis.isPredicted {
            lines.append(
                "Surrogates stand in for the benchmark tables in some or all searches: their numbers are against what "
                    + "surrogates predict, not against the truth.")
        }
        return lines
    }

    /// Methods without results, with the reason.
    static func leftOut(_ analysis: StudyAnalysis) -> [String] {
        analysis.contents.methods.compactMap { method in
            method.leftOut.map { "\(method.name) was left out: \($0)" }
        }
    }
}
