import Spaces
import TestSupport

/// SciPy, which judges the same numbers.
enum SciPy {
    static let isThere = SecondOpinion.has("numpy", "scipy.stats")
}

/// Whether two numbers agree to nine digits.
func agree(_ left: Double, _ right: Double, within tolerance: Double = 1e-9) -> Bool {
    abs(left - right) <= tolerance * max(1, abs(left), abs(right))
}

/// Whether two numbers agree to nine digits of their own, however small they are.
func agreeInDigits(_ left: Double, _ right: Double) -> Bool {
    left == right || abs(left - right) <= 1e-9 * max(abs(left), abs(right))
}

extension RandomStream {
    /// Numbers of a bell-like shape around 0: the sum of twelve, as ever.
    mutating func bell() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }
}
