import Pareto
import Records
import Report
import Testing

@Suite struct ReportTests {
    @Test func `A run becomes a well-formed page whose figures are files of their own`() {
        var contents = MadeUpRun().contents
        ModelRun(niches: ["S0", "S1"], generations: 6).add(to: &contents)
        let report = Report(contents)
        #expect(flaw(of: report) == nil)
        #expect(
            report.figures.map(\.name) == [
                "front", "quality-space", "quality-front", "coverage", "archive-1", "archive-2", "archive-3",
                "archive-4", "knowledge-1", "knowledge-2", "children", "accuracy", "tokens",
            ])
        for figure in report.figures {
            #expect(figure.svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
            #expect(figure.svg.contains("prefers-color-scheme:dark"))
        }
    }

    @Test func `Nothing in the page is fetched from anywhere`() {
        let report = Report(MadeUpRun().contents)
        for element in MarkupReader(report.html).elements {
            #expect(element.attributes["src"] == nil)
            #expect(element.attributes["href"].map { $0.hasPrefix("#") } ?? true)
            #expect(!["link", "img", "iframe", "object", "base"].contains(element.name))
        }
        #expect(!report.html.contains("url("))
        #expect(!report.html.contains("@import"))
        #expect(report.html.contains("default-src &#39;none&#39;"))
    }

    @Test func `Equal contents give equal bytes`() {
        let contents = MadeUpRun().contents
        #expect(Report(contents).html == Report(contents).html)
    }

    @Test func `Every point of the front can be reached by keyboard and refers to its row`() {
        let contents = MadeUpRun().contents
        let reader = MarkupReader(Report(contents).html)
        let points = reader.elements.filter { $0.attributes["data-row"] != nil }
        #expect(points.count == contents.front.count)
        let ids = Set(reader.elements.compactMap { $0.attributes["id"] })
        for point in points {
            #expect(point.attributes["tabindex"] == "0")
            #expect(point.attributes["aria-label"]?.isEmpty == false)
            #expect(ids.contains(point.attributes["data-row"] ?? ""))
        }
    }

    @Test func `Ids are unique, links lead somewhere, headings come in order`() {
        var contents = MadeUpRun().contents
        ModelRun().add(to: &contents)
        let elements = MarkupReader(Report(contents).html).elements
        let ids = elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for link in elements where link.name == "a" {
            #expect(ids.contains(String(link.attributes["href"]?.dropFirst() ?? "")))
        }
        let levels = elements.compactMap { ["h1": 1, "h2": 2, "h3": 3][$0.name] }
        #expect(levels.first == 1)
        #expect(levels.count { $0 == 1 } == 1)
        for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
    }

    @Test func `Each picture has a title and words, and each table a caption and headings`() {
        let reader = MarkupReader(Report(MadeUpRun().contents).html)
        let ids = Set(reader.elements.compactMap { $0.attributes["id"] })
        for drawing in reader.elements where drawing.name == "svg" {
            let labels = drawing.attributes["aria-labelledby"]?.split(separator: " ") ?? []
            #expect(labels.count == 2)
            for label in labels { #expect(ids.contains(String(label))) }
        }
        #expect(reader.count("table") == reader.count("caption"))
        for head in reader.elements where head.name == "th" { #expect(head.attributes["scope"] != nil) }
    }

    @Test func `The two scalings stand in pictures of their own`() throws {
        let report = Report(MadeUpRun().contents)
        let space = try #require(report.figures.first { $0.name == "quality-space" })
        let front = try #require(report.figures.first { $0.name == "quality-front" })
        #expect(space.svg.contains("scaled by the space"))
        #expect(front.svg.contains("scaled by the reference front"))
    }

    @Test func `A reported figure is said to be one, in another typeface`() {
        var contents = MadeUpRun().contents
        #expect(!Report(contents).html.contains("reported 0.997"))
        contents.reported = .init(hypervolume: 0.997, igd: 0.013, source: "the paper")
        let html = Report(contents).html
        #expect(html.contains("class=\"reported-figure\">reported 0.997"))
        #expect(html.contains("Reported: the paper."))
    }

    @Test func `A front of surrogates is never called true`() {
        var contents = MadeUpRun().contents
        contents.reference = .surrogates
        contents.trueAccuracyPercent = [:]
        for index in contents.front.indices { contents.front[index].trueAccuracyPercent = nil }
        let html = Report(contents).html
        #expect(html.contains("predicted, not measured"))
        #expect(!html.contains("true front"))
        #expect(!html.contains("Predicted against true accuracy</h2>"))
    }

    @Test func `Without a model there is no word of knowledge or ledger`() {
        let html = Report(MadeUpRun().contents).html
        #expect(!html.contains("id=\"knowledge\""))
        #expect(!html.contains("id=\"ledger\""))
    }
}
