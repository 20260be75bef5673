import Terminal
import TestSupport
import Testing

@Suite("An axis")
struct AxisTests {
    private func labels(_ values: [Double], ticks: Int = 5, log: Bool = false) -> [String] {
        Axis(values, ticks: ticks, mayBeLogarithmic: log)?.ticks.map(\.label) ?? []
    }

    @Test func hasTicksAtOneTwoOrFiveTimesAPowerOfTen() {
        #expect(labels([0, 10]) == ["0", "5", "10"])
        #expect(labels([84.4, 93.1]) == ["86", "88", "90", "92"])
        #expect(labels([0.0012, 0.0019], ticks: 4) == ["0.0012", "0.0014", "0.0016", "0.0018"])
        #expect(labels([-30, 25]) == ["-20", "0", "20"])
        #expect(labels([1e12, 5e12]) == ["1e12", "2e12", "3e12", "4e12", "5e12"])
    }

    @Test func isLogarithmicBeyondTwentyfoldAndOnlyAboveZero() throws {
        let far = try #require(Axis([1, 21], ticks: 5, mayBeLogarithmic: true))
        #expect(far.isLogarithmic)
        #expect(far.ticks.map(\.label) == ["1", "2", "5", "10", "20"])
        #expect(try !#require(Axis([1, 20], ticks: 5, mayBeLogarithmic: true)).isLogarithmic)
        #expect(try !#require(Axis([0, 500], ticks: 5, mayBeLogarithmic: true)).isLogarithmic)
        #expect(try !#require(Axis([1, 500], ticks: 5)).isLogarithmic)
        #expect(labels([1e-6, 1e6], ticks: 5, log: true) == ["0.000001", "0.001", "1", "1000", "1000000"])
    }

    @Test func givesEqualValuesRoom() throws {
        for value in [0.0, 5, -3, 93.5, 1e-12, 1e15] {
            let axis = try #require(Axis([value, value], ticks: 5))
            let place = try #require(axis.position(of: value, among: 101))
            #expect((1...99).contains(place), "\(value)")
        }
    }

    @Test func withoutAValueThereIsNone() {
        #expect(Axis([], ticks: 5) == nil)
        #expect(Axis([.nan, .infinity, -.infinity, 1e300], ticks: 5) == nil)
    }

    @Test func whateverTheValuesAreTicksAscendWithinTheAxisAndValuesHaveAPlace() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        for _ in 0..<3_000 {
            let scale = Double(
                sign: .plus, exponent: Int.random(in: -60...49, using: &random), significand: 1)
            let offset = Bool.random(using: &random) ? 0 : Double.random(in: -1e3...1e3, using: &random)
            let values = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                Double.random(in: -1...1, using: &random) * scale + offset
            }
            let wanted = Int.random(in: -1...30, using: &random)
            let axis = try #require(
                Axis(values, ticks: wanted, mayBeLogarithmic: Bool.random(using: &random)), "seed \(seed)")
            let places = axis.ticks.map { axis.position(of: $0.value, among: 1_000) }
            #expect(!places.contains(nil), "seed \(seed): \(values)")
            #expect(
                zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0.value < $1.value }, "seed \(seed)")
            #expect(axis.ticks.count <= 2 * max(2, wanted), "seed \(seed)")
            #expect(values.allSatisfy { axis.position(of: $0, among: 50) != nil }, "seed \(seed): \(values)")
        }
    }
}
