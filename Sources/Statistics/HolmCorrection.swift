/// Holm's step-down correction for testing several hypotheses at once (Holm 1979, "A simple sequentially
/// rejective multiple test procedure"). It holds the chance of any false rejection to the level, whatever the
/// tests depend on, and rejects all that Bonferroni's correction rejects.
public enum HolmCorrection {
    /// The adjusted p of each hypothesis, in the order given: reject those at or below the level.
    ///
    /// The least p is multiplied by the number of hypotheses m, the next by m - 1, and so on; none falls below
    /// the one before it, and none exceeds 1. O(m log m).
    ///
    /// - Returns: nil where a p is not between 0 and 1.
    public static func adjusted(_ pValues: [Double]) -> [Double]? {
        guard pValues.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { return nil }
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        var adjusted = pValues
        var reached = 0.0
        for (step, index) in order.enumerated() {
            reached = max(reached, min(1, Double(order.count - step) * pValues[index]))
            adjusted[index] = reached
        }
        return adjusted
    }
}
