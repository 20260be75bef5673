public import Records
public import Spaces

/// How far an accuracy predictor is off, on what it was not fit on.
public struct HeldOutError: Sendable, Equatable {
    /// Spearman's rank correlation; nil where undefined.
    public var spearman: Double?
    /// Median absolute error, percent points.
    public var medianErrorPercent: Double?

    public init(spearman: Double?, medianErrorPercent: Double?) {
        self.spearman = spearman
        self.medianErrorPercent = medianErrorPercent
    }
}

/// All that a run knows when a generation is about to be proposed: what prompts are composed from, and
/// children allotted by. A value, so the same state gives the same prompts.
public struct SearchState<Candidate: Searchable>: Sendable {
    /// As shown: "cifar10".
    public var dataset: String
    /// As shown: "Raspberry Pi 4".
    public var device: String
    public var latencyLimitMilliseconds: Double?
    /// What candidates are weighed by; accuracy is the first.
    public var objectives: [Objective]
    /// The generation being made, from 1.
    public var generation: Int
    public var niches: [Candidate.Region]
    /// Every cell of the earlier generations, the seeds included.
    public var evaluated: [EvaluatedCell<Candidate>]
    /// Niche to the members of its archive.
    public var archives: [String: [EvaluatedCell<Candidate>]]
    /// The children of the generation before that were not accepted.
    public var rejectedLastTime: [RejectedChild]
    /// A scope's name to its rules before this generation revises them.
    public var knowledge: [String: KnowledgeBase]
    /// nil where accuracy is no prediction.
    public var heldOutError: HeldOutError?
    /// "predicted by XGBoost from zero-cost proxies", "looked up".
    public var accuracySource: String
    /// "looked up", "predicted, with a median error of 6 %".
    public var latencySource: String
    public var novelty: Novelty
    /// Niche to its cells that could still be accepted, as `Acceptance.openCounts` tells.
    public var openCells: [String: Int]

    public init(
        dataset: String, device: String, latencyLimitMilliseconds: Double? = nil, generation: Int,
        niches: [Candidate.Region], evaluated: [EvaluatedCell<Candidate>],
        archives: [String: [EvaluatedCell<Candidate>]],
        rejectedLastTime: [RejectedChild] = [],
        knowledge: [String: KnowledgeBase] = [:], heldOutError: HeldOutError? = nil,
        accuracySource: String, latencySource: String = "looked up", novelty: Novelty = .function,
        openCells: [String: Int], objectives: [Objective] = Objective.standard
    ) {
        self.dataset = dataset
        self.device = device
        self.latencyLimitMilliseconds = latencyLimitMilliseconds
        self.generation = generation
        self.objectives = objectives
        self.niches = niches
        self.evaluated = evaluated
        self.archives = archives
        self.rejectedLastTime = rejectedLastTime
        self.knowledge = knowledge
        self.heldOutError = heldOutError
        self.accuracySource = accuracySource
        self.latencySource = latencySource
        self.novelty = novelty
        self.openCells = openCells
    }
}
