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

    private let normalisation: VectorNormalisation
    private let objectives: [Objective]
    private let whole: Double

    /// `space` holds every cell's objectives, all minimised, accuracy as the search sees it; those that are not
    /// finite do not count. nil where they span no volume.
    public init?(space: [ObjectiveVector], basis: String?, objectives: [Objective] = Objective.standard) {
        guard let normalisation = VectorNormalisation.space(of: space) else { return nil }
        let whole = hypervolume(
            normalisation.normalised(space), reference: normalisation.unitReference)
        guard whole > 0, whole.isFinite else { return nil }
        self.normalisation = normalisation
        self.whole = whole
        self.basis = basis
        self.objectives = objectives
    }

    /// The share of the volume that the archives' members hold together, in 0 to 1 where they are of the
    /// space; 0 without any.
    public func hypervolumeSoFar(_ archives: [ArchiveRecord]) -> Double {
        let found = archives.compactMap { $0.evaluation.vector(objectives) }
        return hypervolume(
            normalisation.normalised(found), reference: normalisation.unitReference) / whole
    }

    /// The value as it is shown: "HV so far (predicted) 0.9623", of an oracle "HV so far 0.9623".
    public func words(_ value: Double) -> String {
        "HV so far \(basis.map { "(\($0)) " } ?? "")\(TextTable.decimal(value, 4))"
    }
}
