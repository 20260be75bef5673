import Spaces
import TestSupport
import Testing

@testable import Report

@Suite struct MarkupTests {
    @Test func `Text and attributes are escaped, each where it stands`() {
        var markup = Markup()
        markup.element("a", ["href": "\"><b>&'", "title": nil], text: "1 < 2 & \"3\"")
        #expect(markup.text == "<a href=\"&quot;&gt;&lt;b&gt;&amp;&#39;\">1 &lt; 2 &amp; &quot;3&quot;</a>")
    }

    @Test func `A long text is cut`() {
        var markup = Markup()
        markup.write(String(repeating: "x", count: 3_000))
        #expect(markup.text.count == Markup.longestText)
        #expect(markup.text.hasSuffix("…"))
    }
}

@Suite struct NumberTextTests {
    @Test func `Decimals are rounded, thousands grouped, what is missing is a dash`() {
        #expect(NumberText.fixed(0.99584, 4) == "0.9958")
        #expect(NumberText.fixed(0.99996, 4) == "1.0000")
        #expect(NumberText.fixed(-0.001, 2) == "0.00")
        #expect(NumberText.fixed(-12.345, 1) == "-12.3")
        #expect(NumberText.fixed(15_625, 0) == "15,625")
        for missing in [nil, Double.nan, .infinity] { #expect(NumberText.fixed(missing, 2) == "–") }
        #expect(NumberText.significant(0.01158536) == "0.0116")
        #expect(NumberText.significant(49.0849) == "49.08")
        #expect(NumberText.grouped(Int.min) == "-9,223,372,036,854,775,808")
    }

    @Test func `A place in a drawing is a plain number, whatever it is given`() {
        #expect(NumberText.coordinate(3) == "3")
        #expect(NumberText.coordinate(-0.04) == "0")
        #expect(NumberText.coordinate(-0.26) == "-0.3")
        #expect(NumberText.coordinate(.nan) == "0")
        #expect(NumberText.coordinate(1e300) == "9999")
    }
}

@Suite struct ScaleTests {
    @Test(arguments: [Scale.Kind.linear, .logarithmic, .logarithmOfError])
    func `All values are on the axis, in order, and ticks keep their distance`(_ kind: Scale.Kind) {
        for seed in UInt64(1)...200 {
            var random = SplitMix64(seed: seed)
            let size = Double.random(in: 0.001...99, using: &random)
            let values = (0..<20).map { _ in Double.random(in: 0.0001...size, using: &random) }.sorted()
            let scale = Scale(kind: kind, over: values, from: 40, to: 440)
            let places = values.map(scale.position)
            #expect(places == places.sorted(), "seed \(seed)")
            #expect(places.allSatisfy { $0 >= 40 && $0 <= 440 }, "seed \(seed)")
            let ticks = scale.ticks(spacing: 50).map(\.position).sorted()
            for (tick, next) in zip(ticks, ticks.dropFirst()) { #expect(next - tick > 49, "seed \(seed)") }
        }
    }

    @Test func `Ticks stand at round values`() {
        let linear = Scale(from: 0, through: 68.4, from: 0, to: 400)
        #expect(linear.ticks(spacing: 50).map(\.label) == ["0", "10", "20", "30", "40", "50", "60"])
        let logarithmic = Scale(kind: .logarithmic, over: [0.5, 2_000], from: 0, to: 400)
        #expect(
            logarithmic.ticks(spacing: 50).map(\.label).sorted { $0.count < $1.count }
                == ["1", "10", "100", "1,000"])
    }

    @Test func `Latencies over more than a factor of twenty are shown by their logarithm`() {
        #expect(Scale.kind(forLatencies: [1, 19]) == .linear)
        #expect(Scale.kind(forLatencies: [1, 21]) == .logarithmic)
        #expect(Scale.kind(forLatencies: [Double.nan, 0]) == .linear)
    }

    @Test(arguments: [[], [5.0], [5, 5], [.nan, .infinity], [0], [-1e300, 1e300]])
    func `No value, one value, strange values: every place is a number`(_ values: [Double]) {
        for kind in [Scale.Kind.linear, .logarithmic, .logarithmOfError] {
            let scale = Scale(kind: kind, over: values, from: 10, to: 20)
            for value in values + [0, 1, -1, .nan, .infinity] {
                #expect((10...20).contains(scale.position(value)))
            }
            #expect(scale.ticks(spacing: 1).allSatisfy { $0.position.isFinite })
        }
    }
}

@Suite struct CellFigureTests {
    @Test func `Dead edges are dashed and said to be dead`() throws {
        let text = "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_3x3~0|none~1|none~2|"
        let figure = try #require(CellFigure.figure(text, name: "cell"))
        #expect(figure.file.contains("edge op-conv3\""))
        #expect(figure.file.contains("edge op-pool dead"))
        let cell = try Cell(parsing: text)
        #expect(CellFigure.words(cell) == "0 to 1 pool (dead), 0 to 2 skip (dead), 0 to 3 3×3")
    }

    @Test func `Every cell of the space can be drawn, a text that is none cannot`() {
        for cell in stride(from: 0, to: Cell.count, by: 37).compactMap(Cell.init(code:)) {
            let reader = MarkupReader(CellFigure.figure(cell.description, name: "c")?.file ?? "")
            #expect(reader.problem == nil)
            #expect(reader.count("circle") == 4)
            #expect(reader.count("text") == 4 + cell.operations.count { $0 != .none })
        }
        #expect(CellFigure.figure("|nor_conv_7x7~0|", name: "c") == nil)
    }
}

@Suite struct KnowledgeHistoryTests {
    @Test func `A rule's life is told from its turn to its removal`() throws {
        var contents = ReportContents()
        ModelRun(niches: ["S0"], generations: 8).add(to: &contents)
        let history = KnowledgeHistory(niche: "S0", records: contents.knowledge.reversed())
        #expect(history.rules.count == 4)
        #expect(history.standing == 3)
        let pool = try #require(history.rules.first { $0.name == "r2" })
        #expect(pool.since == 1)
        #expect(pool.removed == 5)
        #expect(pool.revised.map(\.generation) == [3])
        #expect(history.returned == 1)
    }
}
