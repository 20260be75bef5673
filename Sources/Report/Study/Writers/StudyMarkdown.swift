internal import Comparison

/// A study as Markdown: whole, and as one section of a README.
enum StudyMarkdown {
    static func document(
        _ analysis: StudyAnalysis, _ tables: [StudyTable], figures: [(title: String, path: String)]
    ) -> String {
        let contents = analysis.contents
        var writer = MarkdownWriter()
        writer.heading("Study \(contents.name)", level: 1)
        writer.warning(StudyNotes.warnings(analysis))
        writer.paragraph(contents.description)
        if !contents.command.isEmpty { writer.code(contents.command, language: "sh") }
        writer.list(StudyNotes.leftOut(analysis))
        for table in tables { writer.table(table) }
        writer.pictures(figures)
        return writer.text
    }

    /// The same on every machine: no seconds, and nothing that is of one run.
    static func section(_ analysis: StudyAnalysis) -> String {
        let contents = analysis.contents
        var writer = MarkdownWriter()
        writer.heading(contents.name, level: 3)
        writer.warning(StudyNotes.warnings(analysis))
        writer.paragraph(contents.description)
        // Not for a reader to type on the way: a study takes minutes, and tables that do not ship.
        if !contents.command.isEmpty { writer.code(contents.command, language: "text") }
        if let table = StudyTables.compact(analysis) { writer.table(table) }
        writer.list(StudyNotes.leftOut(analysis))
        return writer.text
    }
}
