/// A candidate seen through up to four objectives, **all minimised**: what `Point` is for two.
///
/// The rules of `Point` hold: smaller is better, no units are assumed, and a vector with a value that is NaN or
/// infinite was never measured, so it belongs to no front and adds nothing to any measure. Vectors of one set have
/// as many objectives; one with another number than the first that was measured counts as not measured.
///
/// Every function here that takes vectors gives, for two objectives, what the code for points gives, to the bit: it
/// calls it.
///
/// ```swift
/// let cell: ObjectiveVector = [100 - accuracyInPercent, latencyInMilliseconds, energyInMillijoules]
/// ```
public struct ObjectiveVector: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// The most that a vector holds: exact hypervolumes stop there.
    public static let mostObjectives = 4

    /// The number of objectives, 0 for a vector that was not measured.
    public let count: Int

    // In place and not in an array: a search goes over whole spaces of vectors, and an array each is an allocation each.
    // What is beyond `count` is 0, so that equal vectors are equal.
    private var first: Double
    private var second: Double
    private var third: Double
    private var fourth: Double

    /// The objectives' values, in the caller's order and units. More than `mostObjectives` make a vector that was not
    /// measured.
    public init(_ values: some Collection<Double>) {
        self.init(count: values.count <= Self.mostObjectives ? values.count : 0, 0, 0, 0, 0)
        for (objective, value) in values.prefix(count).enumerated() { set(objective, value) }
    }

    /// Each objective's value, in order; nil where one is not known.
    public init?(count: Int, _ value: (_ objective: Int) -> Double?) {
        self.init(count: count <= Self.mostObjectives ? count : 0, 0, 0, 0, 0)
        for objective in 0..<self.count {
            guard let value = value(objective) else { return nil }
            set(objective, value)
        }
    }

    public init(arrayLiteral values: Double...) { self.init(values) }

    public init(_ point: Point) { self.init(point.x, point.y) }

    /// Two objectives.
    public init(_ first: Double, _ second: Double) { self.init(count: 2, first, second, 0, 0) }

    /// The values anew as an array, in the same order.
    public var values: [Double] { (0..<count).map { self[$0] } }

    /// NaN for an objective that there is not.
    public subscript(objective: Int) -> Double {
        guard objective < count else { return .nan }
        return switch objective {
        case 0: first
        case 1: second
        case 2: third
        case 3: fourth
        default: .nan
        }
    }

    private mutating func set(_ objective: Int, _ value: Double) {
        switch objective {
        case 0: first = value
        case 1: second = value
        case 2: third = value
        default: fourth = value
        }
    }

    /// Each value by itself made another.
    public func map(_ transform: (_ value: Double, _ objective: Int) -> Double) -> ObjectiveVector {
        var mapped = self
        for objective in 0..<count { mapped.set(objective, transform(self[objective], objective)) }
        return mapped
    }

    /// Each value with the other vector's, which has as many, made one: `min`, `max`.
    @inline(__always)
    func merged(_ other: ObjectiveVector, _ one: (Double, Double) -> Double) -> ObjectiveVector {
        ObjectiveVector(
            count: count, one(first, other.first), one(second, other.second), one(third, other.third),
            one(fourth, other.fourth))
    }

    private init(count: Int, _ first: Double, _ second: Double, _ third: Double, _ fourth: Double) {
        self.count = count
        self.first = first
        self.second = second
        self.third = third
        self.fourth = fourth
    }

    /// Whether there is an objective, and all were measured: no value is NaN or infinite.
    public var isFinite: Bool {
        count > 0 && first.isFinite && second.isFinite && third.isFinite && fourth.isFinite
    }

    /// As a point of the plane; nil for another number of objectives than two.
    public var plane: Point? { count == 2 ? Point(x: first, y: second) : nil }
}

extension ObjectiveVector {
    /// The order in which fronts are listed: by the second objective, then the first, then the others. Of two
    /// objectives, from the cheapest to the best.
    public func isListed(before other: ObjectiveVector) -> Bool {
        (second, first, third, fourth) < (other.second, other.first, other.third, other.fourth)
    }

    /// Lexicographic order: by the first objective, then the next.
    public func isLess(than other: ObjectiveVector) -> Bool {
        (first, second, third, fourth) < (other.first, other.second, other.third, other.fourth)
    }
}

// MARK: - Dominance

/// As for `Point`; each is false too for vectors of different lengths.
extension ObjectiveVector {
    /// Whether this vector is at least as good in every objective.
    public func weaklyDominates(_ other: ObjectiveVector) -> Bool {
        isFinite && other.isFinite && count == other.count && first <= other.first && second <= other.second
            && third <= other.third && fourth <= other.fourth
    }

    /// Whether this vector is at least as good in every objective and better in one.
    public func dominates(_ other: ObjectiveVector) -> Bool {
        weaklyDominates(other) && self != other
    }

    /// Whether this vector is better in every objective.
    public func strictlyDominates(_ other: ObjectiveVector) -> Bool {
        isFinite && other.isFinite && count == other.count
            && (0..<count).allSatisfy { self[$0] < other[$0] }
    }
}

// MARK: - What the algorithms carry

/// The vectors of a set that were measured, their values row by row in one array, and where each stood.
struct MeasuredVectors {
    /// Of each row; 0 without any row.
    let dimension: Int
    /// Row r holds `values[r * dimension ..< (r + 1) * dimension]`.
    let values: [Double]
    /// Where the row's vector stood in the caller's array, ascending.
    let indices: [Int]

    var count: Int { indices.count }

    init(_ vectors: [ObjectiveVector]) {
        let dimension = vectors.first(where: \.isFinite)?.count ?? 0
        let indices = vectors.indices.filter { vectors[$0].count == dimension && vectors[$0].isFinite }
        self.dimension = dimension
        self.indices = indices
        var values: [Double] = []
        values.reserveCapacity(dimension * indices.count)
        for index in indices {
            for objective in 0..<dimension { values.append(vectors[index][objective]) }
        }
        self.values = values
    }

    func row(_ row: Int) -> ArraySlice<Double> { values[(row * dimension)..<((row + 1) * dimension)] }

    /// The rows ordered by one objective, ties by the next ones in a circle, then as they stood.
    func sorted(by first: Int = 0) -> [Int] {
        (0..<count).sorted { left, right in
            for offset in 0..<dimension {
                let objective = (first + offset) % dimension
                let one = values[left * dimension + objective]
                let other = values[right * dimension + objective]
                if one != other { return one < other }
            }
            return left < right
        }
    }

    func areEqual(_ one: Int, _ other: Int) -> Bool { row(one) == row(other) }
}

extension [ObjectiveVector] {
    /// The same as points of the plane, where the first vector that was measured has two objectives, those that were
    /// not as points that are not finite; else nil.
    var asPoints: [Point]? {
        guard first(where: \.isFinite)?.count == 2 else { return nil }
        return map { $0.plane ?? Point(x: .nan, y: .nan) }
    }
}
