/// Maps vectors to the unit box, as `Normalisation` does points, and by the same arithmetic: the ideal goes to 0 and
/// the reference to 1 in each objective; nothing is clipped. An objective whose values are all equal, or whose span
/// overflows, is measured in raw units from the ideal.
public struct VectorNormalisation: Sendable, Hashable {
    /// The best value of each objective, in raw units.
    public let ideal: ObjectiveVector

    /// The reference in raw units: the place that becomes 1 in each objective.
    public let reference: ObjectiveVector

    /// What one unit of the box is worth; finite and above zero.
    private let spans: [Double]

    /// From the true front: ideal and nadir of its vectors, the reference at the nadir. Dominated ones among the
    /// given do not count. nil without any that was measured.
    public static func front(of vectors: [ObjectiveVector]) -> VectorNormalisation? {
        bounding(nonDominated(vectors).map { vectors[$0] })
    }

    /// From all valid vectors: the minimum and maximum of each objective, the reference at the maxima. nil without
    /// any that was measured.
    public static func space(of vectors: [ObjectiveVector]) -> VectorNormalisation? {
        bounding(vectors)
    }

    /// The reference of every normalised volume: 1 in each objective.
    public var unitReference: ObjectiveVector {
        ObjectiveVector([Double](repeating: 1, count: ideal.count))
    }

    /// The vector in units of the box. A value that is not finite stays so; one of another length comes back as is.
    public func normalised(_ vector: ObjectiveVector) -> ObjectiveVector {
        guard vector.count == ideal.count else { return vector }
        return vector.map { value, objective in (value - ideal[objective]) / spans[objective] }
    }

    /// The vectors in units of the box, in the same order.
    public func normalised(_ vectors: [ObjectiveVector]) -> [ObjectiveVector] {
        vectors.map { normalised($0) }
    }

    private init(lowest: [Double], highest: [Double]) {
        let spans = zip(lowest, highest).map { low, high in
            high - low > 0 && (high - low).isFinite ? high - low : 1
        }
        ideal = ObjectiveVector(lowest)
        self.spans = spans
        // Not lowest + span where that can be avoided: it might miss the maximum by rounding.
        reference = ObjectiveVector(
            lowest.indices.map { place in
                let span = highest[place] - lowest[place]
                return span > 0 && span.isFinite ? highest[place] : lowest[place] + 1
            })
    }

    private static func bounding(_ vectors: [ObjectiveVector]) -> VectorNormalisation? {
        guard let first = vectors.first(where: \.isFinite) else { return nil }
        var lowest = first
        var highest = first
        for vector in vectors where vector.isFinite && vector.count == first.count {
            lowest = lowest.merged(vector, min)
            highest = highest.merged(vector, max)
        }
        return VectorNormalisation(lowest: lowest.values, highest: highest.values)
    }
}
