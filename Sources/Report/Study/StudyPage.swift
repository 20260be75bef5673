internal import Comparison

/// A study as one HTML page that needs nothing else.
enum StudyPage {
    static func html(_ analysis: StudyAnalysis, _ tables: [StudyTable], _ groups: [FigureGroup]) -> String {
        let contents = analysis.contents
        var page = Page()
        page.section("figures", "Figures") { page in
            for group in groups {
                page.figure(
                    group.figures, group: group.figures.count > 1 ? "pair" : nil, caption: group.caption)
            }
            if groups.isEmpty { page.paragraph("There is too little to draw.", style: "soft") }
        }
        page.section("tables", "Tables") { page in
            for table in tables { table.write(into: &page.markup) }
        }
        var markup = Markup()
        markup.reserve(page.markup.byteCount + 20_000)
        markup.literal("<!DOCTYPE html>\n")
        markup.element("html", ["lang": "en"]) { html in
            html.element("head") { writeHead(contents, into: &$0) }
            html.element("body") { body in
                body.element("main") { main in
                    writeHeading(analysis, into: &main)
                    main.element("nav", ["aria-label": "Sections"]) { nav in
                        for section in page.sections {
                            nav.element(
                                "a", ["href": "#\(section.id.description)"], text: section.title.description)
                        }
                    }
                    main.append(page.markup)
                }
            }
        }
        return markup.text + "\n"
    }

    private static func writeHead(_ contents: StudyContents, into head: inout Markup) {
        head.empty("meta", ["charset": "utf-8"])
        head.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        // Nothing is fetched and nothing runs, whatever got into the page.
        head.empty(
            "meta",
            [
                "http-equiv": "Content-Security-Policy",
                "content": "default-src 'none'; style-src 'unsafe-inline'",
            ])
        head.element("title", text: "\(contents.name) – PEL-NAS study")
        head.element("style") {
            $0.literal(PageStyle.colours)
            $0.literal(PageStyle.drawings)
            $0.literal(PageStyle.page)
            $0.literal(PageStyle.study)
        }
    }

    private static func writeHeading(_ analysis: StudyAnalysis, into main: inout Markup) {
        let contents = analysis.contents
        main.element("h1", text: "Study \(contents.name)")
        for line in StudyNotes.warnings(analysis) { main.element("p", ["class": "caution"], text: line) }
        if !contents.description.isEmpty { main.element("p", text: contents.description) }
        if !contents.command.isEmpty {
            main.element("pre") { $0.element("code", text: contents.command) }
        }
        for line in StudyNotes.leftOut(analysis) { main.element("p", ["class": "soft"], text: line) }
    }
}
