public import Pareto
public import Records
internal import StageKit

/// How far a search has come, as far as it can see itself: the hypervolume of what it found over that of the
/// best it could find, both by the accuracy the search sees, never by the true one.
///
/// Scaled by the minimum and maximum of each objective over the whole space. A search by a predictor that
/// reaches 1 has found all that the predictor calls best, which is not the true front.
public struct SearchProgress: Sendable {
    /// What the search goes by, such as "predicted", which whoever shows a value says; nil for an oracle.
    public let basis: String?

    private let normalisation: Normalisation
    private let whole: Double

    /// `space` holds every cell's (100 - accuracy in percent as the search sees it, latency in ms); points
    /// that are not finite do not count. nil where they span no volume.
    public init?(space: [Point], basis: String?) {
        guard let normalisation = Normalisation.space(of: space) else { return nil }
        let whole = hypervolume(
            normalisation.normalised(space), reference: Normalisation.unitReference)
        guard whole > 0, whole.isFinite else { return nil }
        self.normalisation = normalisation
        self.whole = whole
        self.basis = basis
    }

    /// The share of the volume that the archives' members hold together, in 0 to 1 where they are of the
    /// space; 0 without any.
    public func hypervolumeSoFar(_ archives: [ArchiveRecord]) -> Double {
        let points = archives.compactMap(\.evaluation.point)
        return hypervolume(
            normalisation.normalised(points), reference: Normalisation.unitReference) / whole
    }

    /// The value as it is shown: "HV so far (predicted) 0.9623", of an oracle "HV so far 0.9623".
    public func words(_ value: Double) -> String {
        "HV so far \(basis.map { "(\($0)) " } ?? "")\(TextTable.decimal(value, 4))"
    }
}
