public import Pareto
public import Records

/// What a search weighs a candidate by, where that is not accuracy and latency: the objectives, accuracy first, and
/// what the candidate has of each.
public struct ObjectiveValues: Sendable, Equatable {
    public var objectives: [Objective]
    /// In the objectives' units; nil where one is unknown.
    public var values: [Double?]

    public init(objectives: [Objective], values: [Double?]) {
        self.objectives = objectives
        self.values = values
    }

    /// nil for the usual objectives, which a candidate tells without.
    public init?(of record: EvaluationRecord, _ objectives: [Objective]) {
        guard objectives != Objective.standard else { return nil }
        self.objectives = objectives
        values = objectives.map(record.value)
    }

    /// All to be minimised; nil where one is unknown or not finite.
    public var vector: ObjectiveVector? {
        guard values.count == objectives.count else { return nil }
        let vector = ObjectiveVector(count: objectives.count) { place in
            values[place].map(objectives[place].cost)
        }
        return vector.flatMap { $0.isFinite ? $0 : nil }
    }

    /// Those that are neither accuracy nor latency.
    public var further: [(objective: Objective, value: Double?)] {
        zip(objectives, values).filter { $0.0 != .accuracy && $0.0 != .latency }.map { ($0.0, $0.1) }
    }
}
