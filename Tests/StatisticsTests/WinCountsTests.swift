import Statistics
import Testing

@Suite("Wins, ties and losses")
struct WinCountsTests {
    private let pairs: [(left: Double?, right: Double?)] = [
        (5, 3), (3, 5), (4, 4), (4, 4.25), (nil, 1), (1, .nan),
    ]

    @Test func countsByOrientationAndTolerance() {
        let strict = WinCounts(pairs, tolerance: 0, higherIsBetter: true)
        #expect(strict.wins == 1 && strict.ties == 1 && strict.losses == 2 && strict.missing == 2)
        let tolerant = WinCounts(pairs, tolerance: 0.25, higherIsBetter: true)
        #expect(tolerant.wins == 1 && tolerant.ties == 2 && tolerant.losses == 1)
        let turned = WinCounts(pairs, tolerance: 0, higherIsBetter: false)
        #expect(turned.wins == 2 && turned.ties == 1 && turned.losses == 1)
    }

    @Test func aToleranceThatIsNoneCountsAsZero() {
        for tolerance in [-1, Double.nan] {
            #expect(
                WinCounts(pairs, tolerance: tolerance, higherIsBetter: true)
                    == WinCounts(pairs, tolerance: 0, higherIsBetter: true))
        }
    }

    @Test func theFarthestNumbersAreStillCompared() {
        let far = WinCounts([(1e308, -1e308), (-1e308, 1e308)], tolerance: 1, higherIsBetter: true)
        #expect(far.wins == 1 && far.losses == 1)
        #expect(WinCounts([], tolerance: 0, higherIsBetter: true).missing == 0)
    }
}
