public import Comparison

/// A study's tables, statistics and figures as files.
///
/// Built once, from the contents alone: equal contents give equal bytes, in whatever order their results stand.
/// Seconds are in the full report's cost table alone, so that all else is the same on every machine.
public struct StudyReport: Sendable {
    /// Files below the study's folder, by path: `results.md`, `results.csv`, `comparisons.csv`, `results.tex`,
    /// `index.html` and `figures/*.svg`.
    public let files: [(path: String, bytes: [UInt8])]
    /// What a reader must know first, for a terminal: what is missing, left aside or predicted.
    public let warnings: [String]
    /// One Markdown section for a README: the compact table, and what is missing of it.
    public let section: String

    /// - Throws: where results contradict each other, or the study names something twice.
    public init(_ contents: StudyContents) throws(StudyError) {
        let analysis = try StudyAnalysis(contents)
        let tables = StudyTables.all(analysis)
        let groups = StudyFigures.all(analysis)
        let figures = groups.flatMap(\.figures)
        func path(_ figure: Figure) -> String { "figures/\(figure.name).svg" }
        let texts = [
            (
                "results.md",
                StudyMarkdown.document(
                    analysis, tables, figures: figures.map { ($0.title, path($0)) })
            ),
            ("results.csv", StudyCSV.results(analysis)),
            ("comparisons.csv", StudyCSV.comparisons(analysis)),
            ("results.tex", StudyLaTeX.document(analysis, tables)),
            ("index.html", StudyPage.html(analysis, tables, groups)),
        ]
        files = (texts + figures.map { (path($0), $0.file) }).map { ($0.0, Array($0.1.utf8)) }
        warnings = StudyNotes.warnings(analysis)
        section = StudyMarkdown.section(analysis)
    }
}
