import TestSupport
import Testing

@testable import Spaces

struct RandomStreamTests {
    private func numbers(_ stream: RandomStream, _ count: Int = 4) -> [UInt64] {
        var stream = stream
        return (0..<count).map { _ in stream.next() }
    }

    // MARK: - Names

    /// Frozen: other numbers would be another result of every run. They were computed by another program,
    /// from the papers.
    @Test func theNumbersStayTheSameForEver() {
        #expect(
            numbers(RandomStream(seed: 0))
                == [
                    0x8300_84A7_A613_06BA, 0xB4A0_6C2F_025F_623A, 0x4B97_3957_3E36_81F2,
                    0x1B6B_B28D_A398_7460,
                ])
        #expect(
            numbers(RandomStream(seed: 7, "prompt", "generation 3", "S2"))
                == [
                    0xD749_EEEB_D981_CBD3, 0x9D11_AEB6_E9F0_EB4B, 0x930E_DF11_2B46_0D05,
                    0x0C09_6418_E4D2_7CC9,
                ])
        #expect(
            numbers(RandomStream(seed: -1, ""))
                == [
                    0xE9C8_78E2_59F6_9FA6, 0x47DD_6274_2A56_AA00, 0xBA14_16AC_D6B2_6160,
                    0x0386_33BD_7F65_ED6E,
                ])
    }

    @Test func whatIsDrawnFromThemStaysTheSameToo() {
        var random = RandomStream(seed: 7, "seed", "S2")
        var again = RandomStream(seed: 7, "seed", "S2")
        #expect(
            (0..<1_000).allSatisfy { _ in
                random.below(15_625) == Int(again.next().multipliedFullWidth(by: 15_625).high)
            })
        #expect(random.unit() == Double(again.next() >> 11) / 9_007_199_254_740_992)
    }

    @Test func equalNamesAreEqualStreams() {
        let names = ["prompt", "S2"]
        #expect(
            numbers(RandomStream(seed: 7, names[0], names[1]), 100)
                == numbers(RandomStream(seed: 7, "prompt", "S2"), 100))
    }

    @Test func differentNamesAreDifferentStreams() {
        var streams: [RandomStream] = [
            RandomStream(seed: 7), RandomStream(seed: 7, ""), RandomStream(seed: 7, "", ""),
            RandomStream(seed: 7, "ab", "c"),
            RandomStream(seed: 7, "a", "bc"), RandomStream(seed: 7, "abc"), RandomStream(seed: 7, "c", "ab"),
        ]
        for seed in -20..<20 where seed != 7 { streams.append(RandomStream(seed: seed)) }
        for generation in 0..<100 {
            streams.append(RandomStream(seed: 7, "prompt", "generation \(generation)"))
        }
        #expect(Set(streams.flatMap { numbers($0, 2) }).count == 2 * streams.count)
    }

    // MARK: - Whole numbers

    @Test(arguments: [Int.min, -1, 0, 1])
    func belowOneThereIsOnlyZero(_ bound: Int) {
        var random = RandomStream(seed: 1)
        var untouched = random
        #expect(random.below(bound) == 0)
        #expect(random.next() == untouched.next(), "nothing is drawn")
    }

    @Test(arguments: [2, 3, 5, 6, 10, 24, 1_000])
    func eachNumberBelowIsEquallyLikely(_ bound: Int) {
        var random = RandomStream(seed: 3, "below")
        var counts = [Int](repeating: 0, count: bound)
        for _ in 0..<max(10_000, 20 * bound) { counts[random.below(bound)] += 1 }
        #expect(deviation(counts) < 4, "seed 3")
    }

    /// A bound that does not divide 2^64 by far: without drawing again, a remainder of 2 by 3 would be a third
    /// rarer than the others.
    @Test func evenBelowAHugeBound() {
        let bound = 3 << 61
        var random = RandomStream(seed: 4, "huge")
        var remainders = [0, 0, 0]
        var thirds = [0, 0, 0]
        for _ in 0..<20_000 {
            let number = random.below(bound)
            remainders[number % 3] += 1
            thirds[number >> 61] += 1
        }
        #expect(deviation(remainders) < 4 && deviation(thirds) < 4, "seed 4")
        #expect((0..<100).allSatisfy { _ in 0..<Int.max ~= random.below(.max) })
    }

    @Test func theStatisticItselfSeesABias() {
        #expect(deviation([1_000, 1_000, 1_000]) < 0)
        #expect(deviation([7_500, 7_500, 5_000]) > 10)
        #expect(deviation([1_000, 2_000], weights: [1, 2]) < 0)
    }

    // MARK: - Fractions

    @Test func aFractionIsEvenlySpreadFromZeroToOne() {
        var random = RandomStream(seed: 5, "unit")
        var counts = [Int](repeating: 0, count: 100)
        for _ in 0..<20_000 {
            let fraction = random.unit()
            #expect(0..<1 ~= fraction)
            counts[Int(fraction * 100)] += 1
        }
        #expect(deviation(counts) < 4, "seed 5")
    }

    // MARK: - Elements

    @Test func onePicksFromWhatThereIs() {
        var random = RandomStream(seed: 6)
        #expect(random.pick([Int]()) == nil)
        #expect(random.pick(["only"]) == "only")
        var counts = ["a": 0, "b": 0, "c": 0]
        for _ in 0..<3_000 { counts[random.pick(["a", "b", "c"]) ?? "", default: 0] += 1 }
        #expect(counts.count == 3 && deviation(Array(counts.values)) < 4, "seed 6")
    }

    @Test func aSampleHasNoRepeats() {
        var random = RandomStream(seed: 8, "sample")
        let pool = Array(0..<50)
        for count in [0, 1, 10, 49, 50] {
            let sample = random.sample(count, of: pool)
            #expect(sample.count == count)
            #expect(Set(sample).count == count && Set(sample).isSubset(of: pool))
        }
        #expect(Set(random.sample(99, of: pool)) == Set(pool))
        #expect(random.sample(99, of: pool).count == 50)
        #expect(random.sample(-1, of: pool) == [])
        #expect(random.sample(3, of: [Int]()) == [])
    }

    @Test func everyOrderOfASampleIsEquallyLikely() {
        var random = RandomStream(seed: 9, "orders")
        var whole: [[Int]: Int] = [:]
        var pairs: [[Int]: Int] = [:]
        for _ in 0..<12_000 {
            whole[random.sample(4, of: [0, 1, 2, 3]), default: 0] += 1
            pairs[random.sample(2, of: [0, 1, 2, 3, 4]), default: 0] += 1
        }
        #expect(whole.count == 24 && deviation(Array(whole.values)) < 4, "seed 9")
        #expect(pairs.count == 20 && deviation(Array(pairs.values)) < 4, "seed 9")
    }
}
