/// A candidate seen through any number of objectives, **all minimised**: what `Point` is for two.
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
    /// The objectives' values, in the caller's order and units.
    public var values: [Double]

    public init(_ values: [Double]) { self.values = values }

    public init(arrayLiteral values: Double...) { self.values = values }

    public init(_ point: Point) { values = [point.x, point.y] }

    public var count: Int { values.count }

    public subscript(objective: Int) -> Double { values[objective] }

    /// Whether there is an objective, and all were measured: no value is NaN or infinite.
    public var isFinite: Bool { !values.isEmpty && values.allSatisfy(\.isFinite) }
}

extension ObjectiveVector {
    /// The order in which fronts are listed: by the second objective, then the first, then the others. Of two
    /// objectives, from the cheapest to the best.
    public func isListed(before other: ObjectiveVector) -> Bool {
        listed.lexicographicallyPrecedes(other.listed)
    }

    /// Lexicographic order: by the first objective, then the next.
    public func isLess(than other: ObjectiveVector) -> Bool {
        values.lexicographicallyPrecedes(other.values)
    }

    private var listed: [Double] {
        count < 2 ? values : [values[1], values[0]] + values.dropFirst(2)
    }
}

// MARK: - Dominance

/// As for `Point`; each is false too for vectors of different lengths.
extension ObjectiveVector {
    /// Whether this vector is at least as good in every objective.
    public func weaklyDominates(_ other: ObjectiveVector) -> Bool {
        guard isFinite, other.isFinite, count == other.count else { return false }
        return zip(values, other.values).allSatisfy { $0 <= $1 }
    }

    /// Whether this vector is at least as good in every objective and better in one.
    public func dominates(_ other: ObjectiveVector) -> Bool {
        weaklyDominates(other) && values != other.values
    }

    /// Whether this vector is better in every objective.
    public func strictlyDominates(_ other: ObjectiveVector) -> Bool {
        guard isFinite, other.isFinite, count == other.count else { return false }
        return zip(values, other.values).allSatisfy { $0 < $1 }
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
        values = indices.flatMap { vectors[$0].values }
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
        return map { $0.count == 2 ? Point(x: $0[0], y: $0[1]) : Point(x: .nan, y: .nan) }
    }
}
