import Pareto
import Records
import Testing

@testable import Report

/// What is drawn stands where its numbers say.
@Suite struct FigureTests {
    @Test func `Cells of the front stand from left to right by latency and higher by accuracy`() throws {
        let view = RunView(MadeUpRun(children: 20).contents)
        let reader = MarkupReader(FrontFigure(view).figure.file)
        let places = reader.elements.filter { $0.attributes["data-row"] != nil }
            .compactMap { centre($0.attributes["d"] ?? "") }
        #expect(places.count == view.front.count)
        // The front is in order of latency, and a front's accuracy rises with it.
        #expect(places.map(\.x) == places.map(\.x).sorted())
        #expect(places.map(\.y) == places.map(\.y).sorted(by: >))
    }

    @Test func `Cells that connect nothing do not stretch the axes, and the caption counts them`() {
        var contents = MadeUpRun().contents
        let before = FrontFigure(RunView(contents))
        #expect(before.beyond == 0)
        var dead = contents.evaluations[1]
        dead.candidate.cell = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"
        dead.latencyMilliseconds = 0.0001
        dead.accuracyPercent = 10
        contents.trueAccuracyPercent[dead.candidate.cell] = 10
        contents.evaluations.append(dead)
        let after = FrontFigure(RunView(contents))
        #expect(after.beyond == 1)
        #expect(after.notes.contains { $0.hasPrefix("1 evaluated cell without a path") })
    }

    @Test func `Coverage counts the tenths of the reference's range that are hit`() throws {
        var contents = MadeUpRun(generations: 1, children: 3).contents
        contents.referenceFront = [Point(x: 30, y: 10), Point(x: 10, y: 20)]
        // Below the range, in its first tenth and in its last, whose upper edge belongs to it.
        for (index, latency) in [9, 10.5, 20, 10.1, 10.9, 15].enumerated() {
            contents.evaluations[index].latencyMilliseconds = latency
        }
        let coverage = try #require(CoverageFigure(RunView(contents)))
        #expect(coverage.rows.map(\.generation) == [0, 1])
        #expect(coverage.rows.map(\.binsOfChildren) == [[0, 9], [0, 5]])
        #expect(coverage.binsOfReference == 2)
    }

    @Test func `Generations without a score interrupt the line, however many follow one another`() throws {
        let run = MadeUpRun(generations: 5)
        var contents = run.contents
        func line(_ values: [Double?]) throws -> String {
            contents.scores = values.enumerated().map { generation, value in
                var score = run.score(generation, "space", hypervolume: 0)
                score.hypervolume = value
                return score
            }
            let figure = try #require(QualityFigure.figure(RunView(contents), normalisation: "space"))
            let path = MarkupReader(figure.file).elements.first { $0.attributes["class"] == "line" }
            return try #require(path?.attributes["d"])
        }
        func steps(_ path: String) -> String { String(path.filter(\.isLetter)) }
        #expect(try steps(line([0.5, 0.6, nil, nil, nil, 0.7])) == "MLM")
        #expect(try steps(line([nil, nil, 0.6, 0.7, nil, nil])) == "ML")
        #expect(try steps(line([0.5, nil, 0.6, .nan, 0.7, 0.8])) == "MMML")
        #expect(try line([nil, nil, nil]) == "")
    }

    @Test func `A cell that stands in two archives is on the front after a generation once`() throws {
        var contents = MadeUpRun(generations: 0).contents
        let members = try #require(contents.archives[0])
        let before = RunView(contents).front(after: 0)
        var twice = members
        for index in twice.indices {
            twice[index].evaluation.candidate.niche = "another"
            // Were the second to count, it would stand elsewhere.
            twice[index].evaluation.accuracyPercent = 99.9
        }
        contents.archives[0] = members + twice
        let after = RunView(contents).front(after: 0)
        #expect(!before.isEmpty)
        #expect(after == before)
        for index in contents.archives[0, default: []].indices {
            contents.archives[0]?[index].evaluation.latencyMilliseconds = nil
        }
        #expect(RunView(contents).front(after: 0).isEmpty)
    }

    @Test func `How far the seen accuracy orders cells is known without a drawing`() throws {
        var contents = MadeUpRun(children: 20).contents
        let agreement = try #require(AccuracyAgreement(contents))
        // The true accuracies are the seen ones and two.
        #expect(agreement.spearmanOfEvaluated == 1)
        #expect(AccuracyAgreement.fair(agreement.evaluated).allSatisfy { !$0.isTraining })
        #expect(AccuracyAgreement.fair(agreement.evaluated).count < agreement.evaluated.count)
        contents.evaluations[3].accuracyPercent = .nan
        contents.trueAccuracyPercent[contents.evaluations[5].candidate.cell] = .infinity
        let finite = try #require(AccuracyAgreement(contents))
        #expect(finite.evaluated.count == agreement.evaluated.count - 2)
        #expect(finite.spearmanOfEvaluated == 1)
        contents.trueAccuracyPercent = [:]
        for index in contents.front.indices { contents.front[index].trueAccuracyPercent = nil }
        #expect(AccuracyAgreement(contents) == nil)
    }

    @Test func `Bars are stacked to their sums`() throws {
        let bars = StackedBars(
            name: "bars", title: "", summary: "", parts: [("a", "part0"), ("b", "part1")],
            bars: [
                .init(generation: 1, values: [30, 10]), .init(generation: 2, values: [10, .nan]),
                .init(generation: 3, values: [-5, 20]),
            ], yTitle: "")
        let rectangles = MarkupReader(bars.figure.file).elements.filter {
            $0.name == "rect" && $0.attributes["class"]?.hasPrefix("part") == true
        }.dropFirst(2).compactMap { rectangle -> (top: Double, height: Double)? in
            guard let top = Double(rectangle.attributes["y"] ?? ""),
                let height = Double(rectangle.attributes["height"] ?? "")
            else { return nil }
            return (top, height)
        }
        try #require(rectangles.count == 4)
        #expect(abs(rectangles[0].height - 3 * rectangles[1].height) < 0.3)
        #expect(abs(rectangles[1].top + rectangles[1].height - rectangles[0].top) < 0.2)
        #expect(abs(rectangles[2].height - rectangles[1].height) < 0.2)
        #expect(abs(rectangles[3].height - 2 * rectangles[1].height) < 0.2)
    }

    @Test func `Eight niches have eight colours and shapes, sixteen no pair twice`() {
        let pairs = (0..<16).map { Marker(niche: $0) }.map { "\($0.shape) \($0.colour)" }
        #expect(Set(pairs).count == 16)
        let first = (0..<8).map { Marker(niche: $0) }
        #expect(Set(first.map(\.shape)).count == 8)
        #expect(Set(first.map(\.colour)).count == 8)
    }

    /// The middle of a marker's outline.
    private func centre(_ path: String) -> (x: Double, y: Double)? {
        if let arc = path.firstIndex(of: "a") {
            // A circle starts at its left end: "Mx yar r …".
            let start = path[..<arc].dropFirst().split(separator: " ").compactMap { Double($0) }
            let radius = path[arc...].dropFirst().split(separator: " ").first.flatMap { Double($0) }
            guard start.count == 2, let radius else { return nil }
            return (start[0] + radius, start[1])
        }
        let corners = path.dropFirst().dropLast().split(separator: "L").map {
            $0.split(separator: " ").compactMap { Double($0) }
        }
        let xs = corners.compactMap(\.first)
        let ys = corners.compactMap(\.last)
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else {
            return nil
        }
        return ((left + right) / 2, (top + bottom) / 2)
    }
}
