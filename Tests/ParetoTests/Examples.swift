import Pareto
import TestSupport

/// Seeded point sets for the tests that compare with a slow reference or look for a property to fail.
///
/// Every failure message names the example, which is its kind and its seed: enough to run it again.
struct Example: Sendable, CustomStringConvertible {
    enum Kind: String, CaseIterable, Sendable {
        /// Independent coordinates: many fronts, few points on the first.
        case cloud
        /// Mutually non-dominated points, shuffled: one front.
        case front
        /// Whole coordinates from a small grid: copies and ties everywhere.
        case lattice
        /// A lattice with negative values, zeros of both signs, and points that are not finite.
        case wild
        /// All points on one vertical line.
        case line
    }

    var kind: Kind
    var seed: UInt64
    var count: Int

    var description: String { "\(kind.rawValue) of \(count), seed \(seed)" }

    var points: [Point] { points(seed: seed) }

    /// A second set of the same kind, for measures of one set against another.
    var others: [Point] { points(seed: seed &+ 1_000_000) }

    /// All kinds, in the sizes at which the sorts change their algorithm and some between.
    static let all: [Example] = Kind.allCases.flatMap { kind in
        [1, 2, 3, 17, 40, 150].enumerated().map { offset, count in
            Example(kind: kind, seed: UInt64(offset) + 1, count: count)
        }
    }

    private func points(seed: UInt64) -> [Point] {
        var random = SplitMix64(seed: seed)
        func grid(_ range: ClosedRange<Int>) -> Double { Double(Int.random(in: range, using: &random)) }
        func unit() -> Double { Double.random(in: 0..<1, using: &random) }
        switch kind {
        case .cloud:
            return (0..<count).map { _ in Point(x: unit(), y: 40 * unit()) }
        case .front:
            let rising = (0..<count).map { _ in unit() }.sorted()
            let falling = (0..<count).map { _ in 40 * unit() }.sorted(by: >)
            return zip(rising, falling).map { Point(x: $0, y: $1) }.shuffled(using: &random)
        case .lattice:
            return (0..<count).map { _ in Point(x: grid(0...9), y: grid(0...9)) }
        case .wild:
            let odd: [Double] = [.nan, .infinity, -.infinity, -0.0, 0.0]
            func coordinate() -> Double {
                unit() < 0.2 ? odd.randomElement(using: &random) ?? 0 : grid(-4...4)
            }
            return (0..<count).map { _ in Point(x: coordinate(), y: coordinate()) }
        case .line:
            return (0..<count).map { _ in Point(x: 3, y: unit()) }
        }
    }
}

/// Points written as pairs, for examples that fit a line.
func points(_ pairs: (Double, Double)...) -> [Point] {
    pairs.map { Point(x: $0.0, y: $0.1) }
}

/// Points that were never measured, one of each kind.
let unmeasured: [Point] = [
    Point(x: .nan, y: 0), Point(x: 0, y: .nan), Point(x: .infinity, y: 0), Point(x: 0, y: .infinity),
    Point(x: -.infinity, y: 0), Point(x: 0, y: -.infinity), Point(x: .nan, y: .nan),
]

/// Whether two numbers agree to nine digits, or are the same infinity.
func agree(_ left: Double, _ right: Double) -> Bool {
    left == right || abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
}

/// Whether two numbers agree, or are both missing.
func agree(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return agree(left, right)
}
