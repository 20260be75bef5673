import Terminal
import TestSupport
import Testing

@Suite("A front plotted in characters")
struct FrontPlotTests {
    private let front: [FrontPlot.Mark] = [
        .init(latency: 2, accuracy: 80, niche: "S0"), .init(latency: 3, accuracy: 88, niche: "S1"),
        .init(latency: 5, accuracy: 91, niche: "S2"), .init(latency: 8, accuracy: 93, niche: "S2"),
    ]

    @Test func showsNichesByTheirDigitBeforeTheReferencesDots() {
        let plot = FrontPlot(front, reference: [(2, 80), (2.5, 87), (6, 92.5)])
        let expected = """
            accuracy %, predicted
               │                                                      2
               │                                    ·
            90 ┤                            2
               │
               │     ·    1
            85 ┤
               │
               │
               │
            80 ┤ 0
               └─┬─────────────────┬────────────────┬─────────────────┬─
                 2                 4                6                 8
            latency ms   0 S0   1 S1   2 S2   · reference front
            """
        #expect(plot.lines(width: 60, height: 14, isUnicode: true).joined(separator: "\n") == expected)
    }

    @Test func isPlainASCIIWithALogarithmicAxisWhereLatenciesLieFarApart() {
        let plot = FrontPlot([
            .init(latency: 1, accuracy: 10, niche: "fast"), .init(latency: 100, accuracy: 90, niche: "last"),
        ])
        let expected = """
            accuracy %, predicted
               |                                  a
               |
            50 +
               |
               |
               | t
               +-+----------------+---------------+-
                 1               10              100
            latency ms, logarithmic   t fast   a...
            """
        #expect(plot.lines(width: 40, height: 10, isUnicode: false).joined(separator: "\n") == expected)
    }

    @Test func aPlaceOfSeveralNichesHasAStar() {
        let lines = FrontPlot([
            .init(latency: 5, accuracy: 90, niche: "S1"), .init(latency: 5, accuracy: 90, niche: "S2"),
        ]).lines(width: 40, height: 10, isUnicode: true)
        #expect(lines.dropFirst().prefix(6).joined().count { $0 == "*" } == 1)
    }

    @Test func nothingOnePointAndEqualValuesAreFine() {
        #expect(FrontPlot([]).lines(width: 60, height: 14, isUnicode: true) == ["no cell to plot"])
        let hole = FrontPlot([.init(latency: .nan, accuracy: 1, niche: "S1")], reference: [(.infinity, 2)])
        #expect(hole.lines(width: 60, height: 14, isUnicode: true) == ["no cell to plot"])
        for count in [1, 2, 5] {
            let same = Array(repeating: FrontPlot.Mark(latency: 5, accuracy: 90, niche: "S1"), count: count)
            let lines = FrontPlot(same).lines(width: 60, height: 14, isUnicode: true)
            #expect(lines.count == 14)
            #expect(lines.dropLast(3).joined().count { $0 == "1" } == 1)
        }
        #expect(FrontPlot(front).lines(width: 20, height: 14, isUnicode: true).isEmpty)
        #expect(FrontPlot(front).lines(width: 60, height: 5, isUnicode: true).isEmpty)
        #expect(FrontPlot(front).lines(width: -1, height: .max, isUnicode: true).isEmpty)
    }

    @Test func aFewCellsFarBelowAreCountedAndDoNotSqueezeTheRest() {
        let good = (0..<8).map {
            FrontPlot.Mark(latency: 2 + Double($0), accuracy: 88 + Double($0) / 2, niche: "S1")
        }
        let bad = [FrontPlot.Mark(latency: 0.01, accuracy: 10, niche: "S0")]
        let all = FrontPlot(good + bad, reference: [(0.01, 10)]).lines(width: 60, height: 14, isUnicode: true)
        let alone = FrontPlot(good).lines(width: 60, height: 14, isUnicode: true)
        #expect(all.first == "accuracy %, predicted (not shown: 1 far below)")
        #expect(all.dropFirst().dropLast() == alone.dropFirst().dropLast())
        // Of two cells neither is the exception.
        let two = FrontPlot(good.prefix(1) + bad).lines(width: 60, height: 14, isUnicode: true)
        #expect(two.first == "accuracy %, predicted")
    }

    @Test func manyNichesGetAMarkEach() {
        let marks = (0..<70).map {
            FrontPlot.Mark(latency: Double($0 + 1), accuracy: Double($0), niche: "niche \($0)")
        }
        let lines = FrontPlot(marks).lines(width: 200, height: 100, isUnicode: true)
        let canvas = lines.dropFirst().prefix(96).map { $0.drop { !"│┤".contains($0) }.dropFirst() }
        let characters = canvas.joined().filter { $0 != " " }
        #expect(Set(characters).count == 63, "62 letters and digits, and one for the rest")
    }

    @Test func nothingEscapesTheCanvasWhateverThePointsAre() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let scale = Double(
                sign: .plus, exponent: Int.random(in: -80...80, using: &random), significand: 1)
            func number() -> Double {
                switch Int.random(in: 0..<20, using: &random) {
                case 0: .nan
                case 1: .infinity
                case 2: -Double.greatestFiniteMagnitude
                case 3: 0
                case 4: .leastNonzeroMagnitude
                default: Double.random(in: -0.1...1, using: &random) * scale
                }
            }
            let marks = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                FrontPlot.Mark(
                    latency: number(), accuracy: number(), niche: "S\(Int.random(in: 0...8, using: &random))")
            }
            let reference = (0..<Int.random(in: 0...60, using: &random)).map { _ in (number(), number()) }
            let width = Int.random(in: 1...150, using: &random)
            let height = Int.random(in: 1...50, using: &random)
            let isUnicode = Bool.random(using: &random)
            let lines = FrontPlot(marks, reference: reference).lines(
                width: width, height: height, isUnicode: isUnicode)
            #expect([0, 1, height].contains(lines.count), "seed \(seed)")
            #expect(lines.allSatisfy { TextWidth.columns($0) <= width }, "seed \(seed)")
            #expect(isUnicode || lines.joined().utf8.allSatisfy { $0 < 0x80 }, "seed \(seed)")
        }
    }
}
