/// A run as one HTML page that needs nothing else, its figures as SVG files, and what checks of it found.
///
/// Built once, from the contents alone: no file is read, and equal contents give equal text. It takes time about
/// linear in the records, and what one drawing or table shows is bounded, which its caption says where it bites.
public struct Report: Sendable {
    /// The page, from the document type on.
    public let html: String
    /// Each figure as a whole SVG file, with a name of letters, digits and hyphens to make a file name of.
    public let figures: [(name: String, svg: String)]
    /// What each check found, the gravest first.
    public let diagnoses: [Diagnosis]

    public init(_ contents: ReportContents) {
        let view = RunView(contents)
        diagnoses = Diagnosis.all(view)
        var page = Page()
        HeadingSection.writeDiagnoses(diagnoses, &page)
        FrontSection.write(view, into: &page)
        SearchSection.writeQuality(view, into: &page)
        SearchSection.writeCoverage(view, into: &page)
        SearchSection.writeArchives(view, into: &page)
        ModelSection.writeKnowledge(view, into: &page)
        StrategySection.write(view, into: &page)
        ChildrenSection.write(view, into: &page)
        PredictorSection.write(view, into: &page)
        ModelSection.writeLedger(view, into: &page)
        EvaluationSection.write(view, into: &page)
        html = Self.document(view, page)
        figures = page.figures.map { ($0.name, $0.file) }
    }

    private static func document(_ view: RunView, _ page: Page) -> String {
        var heading = Page()
        HeadingSection.write(view, into: &heading)
        var markup = Markup()
        markup.reserve(page.markup.byteCount + 20_000)
        markup.literal("<!DOCTYPE html>\n")
        markup.element("html", ["lang": "en"]) { html in
            html.element("head") { head in
                head.empty("meta", ["charset": "utf-8"])
                head.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                // Nothing is fetched, whatever got into the page.
                head.empty(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content":
                            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
                    ])
                head.element("title", text: "\(HeadingSection.title(view)) – PEL-NAS report")
                head.element("style") {
                    $0.literal(PageStyle.colours)
                    $0.literal(PageStyle.drawings)
                    $0.literal(PageStyle.page)
                }
            }
            html.element("body") { body in
                body.element("main") { main in
                    main.append(heading.markup)
                    main.element("nav", ["aria-label": "Sections"]) { nav in
                        for section in page.sections {
                            nav.element(
                                "a", ["href": "#\(section.id.description)"], text: section.title.description)
                        }
                    }
                    main.append(page.markup)
                }
                body.element("script") { $0.literal(PageScript.text) }
            }
        }
        return markup.text + "\n"
    }
}
