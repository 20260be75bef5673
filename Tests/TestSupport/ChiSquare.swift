internal import Foundation

/// Pearson's statistic of counts that should be in proportion to weights, in standard deviations of the
/// normal distribution (Wilson and Hilferty 1931). Seeds are fixed, so a test never fails by chance on
/// another day; a right generator stays below 4.
public func deviation(_ counts: [Int], weights: [Double]? = nil) -> Double {
    let weights = weights ?? counts.map { _ in 1 }
    let total = Double(counts.reduce(0, +))
    let sum = weights.reduce(0, +)
    let statistic = zip(counts, weights).reduce(0.0) { result, pair in
        let expected = total * pair.1 / sum
        return result + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
    }
    let freedom = Double(counts.count - 1)
    let spread = 2 / (9 * freedom)
    return (pow(statistic / freedom, 1.0 / 3) - (1 - spread)) / spread.squareRoot()
}
