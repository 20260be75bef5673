/// How often the left of two methods is better, as good and worse.
public struct WinCounts: Sendable, Hashable {
    public let wins: Int
    public let ties: Int
    public let losses: Int

    /// Pairs that were left out because a side is missing or not finite.
    public let missing: Int

    /// - Parameters:
    ///   - pairs: the left and the right method's score on each data set.
    ///   - tolerance: scores that differ by at most this, in their unit, are as good; a negative one, or NaN,
    ///     counts as 0.
    ///   - higherIsBetter: false for errors, distances and the like.
    public init(_ pairs: [(left: Double?, right: Double?)], tolerance: Double, higherIsBetter: Bool) {
        let tolerance = tolerance > 0 ? tolerance : 0
        var (wins, ties, losses, missing) = (0, 0, 0, 0)
        for case let (left, right) in pairs {
            guard let left, let right, left.isFinite, right.isFinite else {
                missing += 1
                continue
            }
            // A difference that overflows is infinite, and has the right sign.
            let gain = higherIsBetter ? left - right : right - left
            if abs(gain) <= tolerance {
                ties += 1
            } else if gain > 0 {
                wins += 1
            } else {
                losses += 1
            }
        }
        self.wins = wins
        self.ties = ties
        self.losses = losses
        self.missing = missing
    }
}
