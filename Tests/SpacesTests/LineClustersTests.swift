import TestSupport
import Testing

@testable import Spaces

/// The tightest clusters of numbers on a line, beside every way of cutting them.
struct LineClustersTests {
    /// Numbers with repetitions, as costs have them.
    private static func numbers(_ seed: Int) -> [Double] {
        var random = RandomStream(seed: seed, "line clusters")
        let distinct = (0..<(1 + random.below(9))).map { _ in Double(random.below(50)) / 4 }
        return (0..<(1 + random.below(30))).compactMap { _ in random.pick(distinct) }
    }

    /// The sum of squared distances to their mean, from its definition.
    private static func spread(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }

    private static func parts(_ values: [Double], _ distinct: [Double], _ starts: [Int]) -> [[Double]] {
        zip(starts, starts.dropFirst() + [distinct.count]).map { start, end in
            values.filter { $0 >= distinct[start] && $0 <= distinct[end - 1] }
        }
    }

    /// Every choice of `count` starts among `size` positions, the first 0.
    private static func everyCut(_ size: Int, _ count: Int) -> [[Int]] {
        func more(_ starts: [Int]) -> [[Int]] {
            guard starts.count < count else { return [starts] }
            return ((starts.last ?? 0) + 1..<max(size, (starts.last ?? 0) + 1)).flatMap {
                more(starts + [$0])
            }
        }
        return more([0])
    }

    @Test(arguments: 0..<60) func noOtherCutIsTighter(_ seed: Int) {
        let values = Self.numbers(seed)
        let clusters = LineClusters(of: values)
        let distinct = Set(values).sorted()
        #expect(clusters.distinct == distinct)
        for count in 1...distinct.count {
            let found = clusters.starts(count: count)
            #expect(found.count == count && found.first == 0 && found == Set(found).sorted(), "seed \(seed)")
            func total(_ starts: [Int]) -> Double {
                Self.parts(values, distinct, starts).map(Self.spread).reduce(0, +)
            }
            let best = Self.everyCut(distinct.count, count).map(total).min() ?? 0
            #expect(abs(total(found) - best) < 1e-9, "seed \(seed), \(count) clusters")
        }
        #expect(clusters.starts(count: distinct.count + 5).count == distinct.count)
    }

    @Test(arguments: 0..<60) func theSilhouetteIsThatOfItsDefinition(_ seed: Int) {
        let values = Self.numbers(seed)
        let clusters = LineClusters(of: values)
        for count in 2..<max(3, clusters.distinct.count) where clusters.distinct.count >= count {
            let starts = clusters.starts(count: count)
            let parts = Self.parts(values, clusters.distinct, starts)
            var sum = 0.0
            for (number, part) in parts.enumerated() where part.count > 1 {
                for value in part {
                    func distance(_ other: [Double]) -> Double { other.reduce(0) { $0 + abs($1 - value) } }
                    let own = distance(part) / Double(part.count - 1)
                    let other =
                        parts.indices.filter { $0 != number }
                        .map { distance(parts[$0]) / Double(parts[$0].count) }.min() ?? 0
                    if max(own, other) > 0 { sum += (other - own) / max(own, other) }
                }
            }
            #expect(abs(clusters.silhouette(starts) - sum / Double(values.count)) < 1e-9, "seed \(seed)")
        }
    }

    @Test(arguments: 2...7) func asManyClustersAreFoundAsThereAre(_ count: Int) {
        var random = RandomStream(seed: count, "clusters")
        let values = (0..<count).flatMap { center in
            (0..<200).map { _ in Double(center) + 0.3 * (random.unit() - 0.5) }
        }
        let clusters = LineClusters(of: values)
        let starts = clusters.starts(atMost: 10)
        #expect(starts.count == count)
        for (center, start) in starts.enumerated().dropFirst() {
            let cut = clusters.cut(at: start)
            #expect(cut > Double(center) - 0.85 && cut <= Double(center) - 0.14)
        }
    }

    @Test func aCutHasAsFewDecimalsAsWillDo() {
        func cut(_ below: Double, _ above: Double) -> Double { LineClusters(of: [below, above]).cut(at: 1) }
        #expect(cut(0.1, 2.9) == 2)
        #expect(cut(0.241306, 0.316346) == 0.3)
        #expect(cut(0.316346, 0.344346) == 0.33)
        #expect(cut(1, 1.0.nextUp) == 1.0.nextUp)
        #expect(cut(-3, -1) == -2)
    }

    @Test func aFewNumbersAndNone() {
        #expect(LineClusters(of: []).starts(count: 3) == [])
        #expect(LineClusters(of: []).starts(atMost: 64) == [])
        #expect(LineClusters(of: [.nan, 4, 4, .infinity]).starts(count: 3) == [0])
        #expect(LineClusters(of: [4, 4]).starts(atMost: 64) == [0])
        #expect(LineClusters(of: [1, 5]).starts(atMost: 64) == [0, 1])
    }
}
