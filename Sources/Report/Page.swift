/// A report's page in the making: its text so far, the drawings in it and what the contents list links to.
struct Page {
    var markup = Markup()
    private(set) var figures: [Figure] = []
    private(set) var sections: [(id: StaticString, title: StaticString)] = []

    /// A section under a heading of the second order. `id` is also its place in the address.
    mutating func section(_ id: StaticString, _ title: StaticString, _ content: (inout Page) -> Void) {
        sections.append((id, title))
        element("section", ["aria-labelledby": id.description]) { page in
            page.markup.element("h2", ["id": id.description], text: title.description)
            content(&page)
        }
    }

    mutating func paragraph(_ text: String, style: String? = nil) {
        guard !text.isEmpty else { return }
        markup.element("p", ["class": style], text: text)
    }

    /// One drawing, or several that belong together, above its caption.
    mutating func figure(_ drawings: [Figure], group: String? = nil, caption: String) {
        guard !drawings.isEmpty else { return }
        figures += drawings
        markup.element("figure") { markup in
            if let group {
                markup.element("div", ["class": group]) {
                    for drawing in drawings { drawing.write(into: &$0) }
                }
            } else {
                for drawing in drawings { drawing.write(into: &markup) }
            }
            markup.element("figcaption", text: caption)
        }
    }

    mutating func folded(_ table: DataTable, _ summary: String = "Numbers as a table") {
        table.writeFolded(summary, into: &markup)
    }

    /// An element whose content is more of the page, drawings and sections included.
    mutating func element(
        _ name: StaticString, _ attributes: Markup.Attributes, _ content: (inout Page) -> Void
    ) {
        var inner = Page()
        inner.figures = figures
        inner.sections = sections
        content(&inner)
        figures = inner.figures
        sections = inner.sections
        markup.element(name, attributes) { $0.append(inner.markup) }
    }
}
