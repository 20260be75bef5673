public import Records
public import Spaces

/// What a search by CoLLM-NAS is after, and how far it may go.
public struct CoLLMTask: Sendable, Equatable {
    public var dataset: Dataset
    /// The search ends once the best accuracy it has seen reaches it; percent.
    public var targetAccuracyPercent: Double?
    /// Cells evaluated in all, and candidates of an iteration.
    public var budget: Int
    public var candidates: Int
    public var latencyLimitMilliseconds: Double?
    public var costs: CostLimits
    public var novelty: Novelty

    public init(
        dataset: Dataset, targetAccuracyPercent: Double? = nil, budget: Int = 100, candidates: Int = 10,
        latencyLimitMilliseconds: Double? = nil, costs: CostLimits? = nil, novelty: Novelty = .text
    ) {
        self.dataset = dataset
        self.targetAccuracyPercent = targetAccuracyPercent
        self.budget = budget
        self.candidates = candidates
        self.latencyLimitMilliseconds = latencyLimitMilliseconds
        self.costs = costs ?? CostLimits(dataset: dataset)
        self.novelty = novelty
    }
}

/// All that a search by CoLLM-NAS has gone through: the Navigator's memory, made again from the run's records
/// (the paper's trajectory H). A value, so the same records give the same conversation.
public struct Trajectory: Sendable {
    public struct Iteration: Sendable {
        /// What its candidates were made by; nil for the seeds.
        public var strategy: String?
        /// Candidates asked for.
        public var wanted: Int
        public var evaluated: [EvaluatedCell<Cell>]
        /// Candidates that were not evaluated, as they were proposed.
        public var rejected: [RejectedChild]

        public init(
            strategy: String? = nil, wanted: Int = 0, evaluated: [EvaluatedCell<Cell>] = [],
            rejected: [RejectedChild] = []
        ) {
            self.strategy = strategy
            self.wanted = wanted
            self.evaluated = evaluated
            self.rejected = rejected
        }
    }

    public let task: CoLLMTask
    /// By number; the first are the seeds, of which there may be none.
    public let iterations: [Iteration]
    /// Cells that could still be taken.
    public let openCells: Int

    public init(_ task: CoLLMTask, _ iterations: [Iteration], openCells: Int) {
        self.task = task
        self.iterations = iterations
        self.openCells = openCells
    }

    /// The number of the iteration that comes next.
    public var next: Int { iterations.count }

    /// Cells evaluated before an iteration, seeds included.
    public func evaluated(before number: Int) -> Int {
        iterations.prefix(number).reduce(0) { $0 + $1.evaluated.count }
    }

    /// How many more may be, from an iteration on.
    public func left(before number: Int) -> Int { max(0, task.budget - evaluated(before: number)) }

    /// The most accurate cell evaluated before an iteration; of equals the first by its written form.
    public func best(before number: Int) -> EvaluatedCell<Cell>? {
        var best: (cell: EvaluatedCell<Cell>, accuracy: Double)?
        for cell in iterations.prefix(number).flatMap(\.evaluated) {
            guard let accuracy = cell.accuracyPercent, accuracy.isFinite else { continue }
            if let best {
                let isFirst = cell.cell.description < best.cell.cell.description
                guard accuracy > best.accuracy || accuracy == best.accuracy && isFirst else { continue }
            }
            best = (cell, accuracy)
        }
        return best?.cell
    }

    /// The last strategy; nil before the first.
    public var lastStrategy: String? { iterations.reversed().lazy.compactMap(\.strategy).first }

    /// Why nothing more is to be asked; nil while the search goes on.
    public var stop: StrategyRecord.Stop? {
        if let target = task.targetAccuracyPercent, let best = best(before: next)?.accuracyPercent,
            best >= target
        {
            return .target
        }
        if left(before: next) == 0 { return .budget }
        return openCells > 0 ? nil : .exhausted
    }

    /// Candidates that the next iteration is to bring.
    public var wanted: Int { min(task.candidates, left(before: next), openCells) }

    /// What candidates are made by where no strategy was ever given.
    public static let fallbackStrategy =
        "Explore: make architectures that differ from each other as much as possible, deep ones and shallow "
        + "ones, with many and with few parameters."
}
