/// A drawing with its name and its words: inline in a page, whose style it shares, or a file of its own, which
/// carries that style.
struct Figure {
    /// Part of file names and of ids, so of our own words: letters, digits and hyphens.
    let name: String
    let title: String
    /// What a reader who cannot see the picture should know.
    let summary: String
    let width: Double
    let height: Double
    /// Whether it holds points that take the focus; a picture as a whole cannot.
    var hasFocusablePoints = false
    let drawing: Markup

    func write(into page: inout Markup) {
        page.element("svg", attributes(isFile: false)) { write(content: &$0) }
    }

    /// A whole SVG file, readable in light and dark.
    var file: String {
        var markup = Markup()
        markup.reserve(drawing.byteCount + 6_000)
        markup.element("svg", attributes(isFile: true)) { markup in
            markup.element("style") {
                $0.literal(PageStyle.colours)
                $0.literal(PageStyle.drawings)
                $0.literal(PageStyle.drawingFiles)
            }
            markup.empty("rect", ["width": "100%", "height": "100%", "class": "paper"])
            write(content: &markup)
        }
        return markup.text + "\n"
    }

    private func attributes(isFile: Bool) -> Markup.Attributes {
        let box = "0 0 \(NumberText.coordinate(width)) \(NumberText.coordinate(height))"
        return [
            "xmlns": isFile ? "http://www.w3.org/2000/svg" : nil, "viewBox": box,
            "width": isFile ? NumberText.coordinate(width) : nil,
            "height": isFile ? NumberText.coordinate(height) : nil,
            "role": hasFocusablePoints ? "group" : "img",
            "aria-labelledby": "\(name)-title \(name)-desc",
            // A tall drawing should not be wider than one that is not.
            "style": isFile ? nil : "max-width:\(NumberText.coordinate(width * 1.3))px",
        ]
    }

    private func write(content markup: inout Markup) {
        markup.element("title", ["id": "\(name)-title"], text: title)
        markup.element("desc", ["id": "\(name)-desc"], text: summary)
        markup.append(drawing)
    }
}

/// Lengths in drawings. All are drawn for letters of 11 units and leave room for 15, which phones get.
enum Layout {
    static let width = 480.0
    static let letter = 7.6
    static let line = 19.0

    /// About how wide a text is.
    static func width(of text: String) -> Double { Double(min(text.count, 200)) * letter }
}
