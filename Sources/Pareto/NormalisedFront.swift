/// A front that found ones are measured by, placed in a box once for all of them.
public struct NormalisedFront: Sendable {
    /// What places in the box.
    public let scale: VectorNormalisation
    /// In units of the box.
    private let front: [ObjectiveVector]
    /// What the front dominates, up to the reference.
    public let volume: Double

    /// A front in raw units.
    public init(_ front: [ObjectiveVector], scale: VectorNormalisation) {
        self.scale = scale
        self.front = scale.normalised(front)
        volume = hypervolume(self.front, reference: scale.unitReference)
    }

    /// A found set, in raw units, beside this front.
    public func beside(_ found: [ObjectiveVector]) -> Found {
        let scaled = scale.normalised(found)
        return Found(
            found: scaled, front: self, volume: hypervolume(scaled, reference: scale.unitReference))
    }

    /// Each measure as the function of its name has it.
    public struct Found {
        fileprivate let found: [ObjectiveVector]
        fileprivate let front: NormalisedFront
        /// What the found set dominates, up to the reference.
        public let volume: Double

        /// The share of the front's volume that the found set holds. Larger is better; nil where the front has none.
        public var relativeHypervolume: Double? {
            front.volume > 0 && front.volume.isFinite ? volume / front.volume : nil
        }

        public var invertedGenerationalDistance: Double? {
            Pareto.invertedGenerationalDistance(found: found, trueFront: front.front)
        }

        public var invertedGenerationalDistancePlus: Double? {
            Pareto.invertedGenerationalDistancePlus(found: found, trueFront: front.front)
        }

        public var worstGap: Double? { Pareto.worstGap(found: found, trueFront: front.front) }
    }
}
