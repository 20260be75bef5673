internal import Comparison

/// A study as a LaTeX document.
enum StudyLaTeX {
    static func document(_ analysis: StudyAnalysis, _ tables: [StudyTable]) -> String {
        let contents = analysis.contents
        var writer = LaTeXWriter(title: "Study \(contents.name)", comment: contents.command)
        for line in StudyNotes.warnings(analysis) + [contents.description] + StudyNotes.leftOut(analysis) {
            writer.paragraph(line)
        }
        for table in tables { writer.table(table) }
        writer.end()
        return writer.text
    }
}
