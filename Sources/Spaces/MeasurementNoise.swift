/// Noise of a measurement, as a factor that is never 0 or less: log-normal, of mean 1 and the wanted standard
/// deviation.
///
/// A normal factor `1 + deviation * N(0,1)` would be nearly the same for a deviation of some percent, yet
/// negative now and then for a large one. The factor is `exp(s z - s^2 / 2)` with `s^2 = ln(1 + deviation^2)`,
/// and `z`, the sum of twelve uniform numbers less 6, is nearly normal (Irwin-Hall: mean 0, deviation 1, no
/// further out than 6). Additions, multiplications, divisions and roots alone lead there, which every machine
/// rounds alike; logarithms of the system's do not.
public struct MeasurementNoise: Sendable {
    /// Of the logarithm.
    private let spread: Double

    /// `relativeDeviation` is the standard deviation as a share of the value, 0 to 1: 0.1 is 10 %. The mean is met
    /// to 3 thousandths, the deviation to a hundredth of itself, and to three of 100 %.
    public init(relativeDeviation: Double) {
        let square = min(max(relativeDeviation, 0), 1) * min(max(relativeDeviation, 0), 1)
        spread = Self.logarithm(onePlus: square).squareRoot()
    }

    /// What a value measured once is multiplied by. Twelve numbers are drawn, whatever the deviation: so a
    /// stream leads to louder noise of the same kind where the deviation grows.
    public func factor(_ random: inout RandomStream) -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += random.unit() }
        return Self.exponential(spread * sum - spread * spread / 2)
    }

    /// `ln(1 + x)` for x in 0 to 1, by the series of the area hyperbolic tangent.
    static func logarithm(onePlus x: Double) -> Double {
        let ratio = x / (2 + x)
        var power = ratio
        var sum = 0.0
        for odd in stride(from: 1.0, to: 40, by: 2) {
            sum += power / odd
            power *= ratio * ratio
        }
        return 2 * sum
    }

    /// `exp(x)` for |x| up to some tens: the series for x / 1024, squared ten times.
    static func exponential(_ x: Double) -> Double {
        let small = x / 1024
        var term = 1.0
        var sum = 1.0
        for number in stride(from: 1.0, through: 8, by: 1) {
            term *= small / number
            sum += term
        }
        for _ in 0..<10 { sum *= sum }
        return sum
    }
}
