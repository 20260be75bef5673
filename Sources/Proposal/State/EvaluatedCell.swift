public import Pareto
public import Records
public import Spaces

/// An architecture the run has evaluated, and where it came from.
public struct EvaluatedCell<Candidate: Searchable>: Sendable, Equatable {
    /// "g03-S2-c1": unique in the run.
    public var id: String
    public var cell: Candidate
    /// The name of the niche it belongs to.
    public var niche: String
    /// The generation that proposed it, 0 for the seeds.
    public var generation: Int
    /// Percent; nil where it is unknown.
    public var accuracyPercent: Double?
    /// Milliseconds; nil where the device cannot run it.
    public var latencyMilliseconds: Double?
    /// What it is weighed by; nil: by accuracy and latency.
    public var objectives: ObjectiveValues?
    /// How it was made: "seed", "mutation", "crossover", "random", "exhaustive".
    public var operation: String
    /// Why, in the proposer's words. A stranger's text: it is made plain before it is shown.
    public var rationale: String?

    public init(
        id: String, cell: Candidate, niche: String, generation: Int, accuracyPercent: Double?,
        latencyMilliseconds: Double?, operation: String, rationale: String? = nil,
        objectives: ObjectiveValues? = nil
    ) {
        self.id = id
        self.cell = cell
        self.niche = niche
        self.generation = generation
        self.accuracyPercent = accuracyPercent
        self.latencyMilliseconds = latencyMilliseconds
        self.operation = operation
        self.rationale = rationale
        self.objectives = objectives
    }

    /// The objectives, all minimised, (100 - accuracy, latency) where nothing else is said; nil where one is unknown
    /// or not finite.
    public var point: ObjectiveVector? {
        if let objectives { return objectives.vector }
        guard let accuracyPercent, let latencyMilliseconds else { return nil }
        let point = ObjectiveVector(100 - accuracyPercent, latencyMilliseconds)
        return point.isFinite ? point : nil
    }

    /// The same where there are two objectives.
    var plane: Point? { point?.plane }
}

/// A child that was not accepted, and why.
public struct RejectedChild: Sendable, Equatable {
    /// What the model called it, or its number in the reply.
    public var id: String
    /// The niche, or "all", it was proposed for.
    public var niche: String
    /// The cell as proposed. A stranger's text.
    public var text: String
    public var reason: RejectedRecord.Reason
    /// The reason in words, with the values at hand.
    public var detail: String

    public init(id: String, niche: String, text: String, reason: RejectedRecord.Reason, detail: String) {
        self.id = id
        self.niche = niche
        self.text = text
        self.reason = reason
        self.detail = detail
    }
}
