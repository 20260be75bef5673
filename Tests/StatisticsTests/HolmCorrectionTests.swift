import Spaces
import Statistics
import Testing

@Suite("Holm's correction")
struct HolmCorrectionTests {
    /// Holm's procedure is the closure of Bonferroni's: a hypothesis' adjusted p is the greatest, over all
    /// sets of hypotheses that it is in, of the set's size times its least p (Marcus, Peritz and Gabriel 1976).
    private func slow(_ pValues: [Double]) -> [Double] {
        pValues.indices.map { index in
            (1..<(1 << pValues.count)).filter { $0 >> index & 1 == 1 }.map { set in
                let members = pValues.indices.filter { set >> $0 & 1 == 1 }
                return min(1, Double(members.count) * (members.map { pValues[$0] }.min() ?? 1))
            }.max() ?? 1
        }
    }

    @Test func isRightByHand() {
        // 4 · 1/64, then 3 · 1/32, then 2 · 3/64, which may not fall below 3/32, then 1 · 1/2.
        let adjusted = HolmCorrection.adjusted([0x1p-5, 0x1p-1, 0x1p-6, 0x3p-6])
        #expect(adjusted == [0x3p-5, 0x1p-1, 0x1p-4, 0x3p-5])
    }

    @Test func agreesWithTheClosureOfBonferroni() throws {
        for seed in 0..<60 {
            var random = RandomStream(seed: seed, "holm")
            let ties = seed.isMultiple(of: 2)
            let pValues = (0..<(1 + random.below(8))).map { _ in
                ties ? Double(random.below(6)) / 40 : random.unit() / 4
            }
            let adjusted = try #require(HolmCorrection.adjusted(pValues))
            #expect(zip(adjusted, slow(pValues)).allSatisfy { agree($0, $1) }, "seed \(seed)")
        }
    }

    @Test func keepsTheOrderAndStaysWithinOne() throws {
        let adjusted = try #require(HolmCorrection.adjusted([0.9, 0, 0.6, 1, 0.5]))
        #expect(adjusted == [1, 0, 1, 1, 1])
    }

    @Test func oneHypothesisIsLeftAloneAndNonsenseIsRefused() {
        #expect(HolmCorrection.adjusted([0.04]) == [0.04])
        #expect(HolmCorrection.adjusted([]) == [])
        for wrong in [-0.1, 1.1, Double.nan, .infinity] {
            #expect(HolmCorrection.adjusted([0.5, wrong]) == nil)
        }
    }
}
