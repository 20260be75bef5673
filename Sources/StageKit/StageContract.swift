public import PipelineFile
public import Records

/// What a stage reads, writes and depends on: the whole of its interface, since files are the only way
/// stages meet. `STAGE --contract` prints it, the driver plans by it.
public struct StageContract: Sendable {
    public var name: String
    public var summary: String
    /// Files it reads, as patterns within the run directory; the first is what `--input` stands in for.
    public var reads: [PathPattern]
    /// Files it writes; the first is what `--output` stands in for.
    public var writes: [PathPattern]
    /// Files it reads or writes besides, under some settings.
    public var readsWith: [Need: [PathPattern]] = [:]
    public var writesWith: [Need: [PathPattern]] = [:]
    /// Settings its result depends on, as dotted paths in the pipeline file; and those only under some.
    public var parameters: [String]
    public var parametersWith: [Need: [String]] = [:]
    /// Whether it works on one generation (`--generation N`).
    public var isPerGeneration: Bool
    /// The first generation it may work on.
    public var leastGeneration = 0
    /// Whether `--niche` can narrow it to one niche.
    public var isPerNiche: Bool
    /// Whether `--shard` can narrow it to a share of its records, and `--merge` makes its file of all of them.
    public var hasShards = false

    /// Whether, without belonging to one, it looks at the generations up to one (`--generation N`).
    var readsGenerations: Bool {
        (reads + writes).contains { $0.text.contains("{last}") || $0.text.contains("{every}") }
    }

    /// What some of a stage's files depend on.
    public enum Need: String, CaseIterable, Sendable {
        /// Niches are found from what networks cost.
        case automaticPartition = "automatic partition"
        /// Accuracy is predicted, or a proxy stands in for it.
        case predictor
        /// It is predicted by trees.
        case trees
        /// It is predicted of those cells alone that are asked for.
        case oneByOne = "computed proxies"
        /// Accuracy or latency is predicted by a model that ships.
        case surrogate
        /// Latency is predicted.
        case latencySurrogate = "latency surrogate"
        /// Latency is seen with noise.
        case latencyNoise = "noisy latency"
        /// Children are held to a limit of predicted latency.
        case latencyLimit = "predicted latency limit"
        /// Surrogates stand in for what is true.
        case surrogateTruth = "surrogate truth"
        /// What is proposed goes by all that was evaluated before.
        case history
        /// Candidates are weighed by others than accuracy and latency.
        case otherObjectives = "other objectives"
        /// A language model proposes.
        case model
        /// It keeps a knowledge base.
        case knowledge
        /// It goes by strategies in words.
        case strategies
        /// Those are asked for in calls of their own.
        case navigator
        /// It is told of a predictor that the chain fits.
        case modelAndFit = "model and fit"
        /// It is told of predicted latencies.
        case modelAndLatency = "model and predicted latency"
        /// Only what is better beyond the noise displaces.
        case noisyArchive = "noisy archive"

        func holds(_ settings: PipelineSettings) -> Bool {
            switch self {
            case .automaticPartition: settings.partition.isAutomatic
            case .predictor: settings.isListed && settings.evaluate.accuracy.source.isPredicted
            case .trees:
                settings.isListed && [.predictor, .surrogate].contains(settings.evaluate.accuracy.source)
            case .oneByOne: settings.evaluate.accuracy.isPredictedOneByOne
            case .surrogate:
                settings.isListed
                    && (settings.evaluate.accuracy.source == .surrogate
                        || settings.evaluate.latency.source == .surrogate)
            case .latencySurrogate: settings.evaluate.latency.source == .surrogate
            case .latencyNoise: settings.evaluate.latency.noise > 0
            case .latencyLimit:
                settings.evaluate.latency.source == .surrogate && settings.target.latencyLimitMs != nil
            case .surrogateTruth: settings.score.truth == .surrogate
            case .otherObjectives: settings.objectives != Objective.standard
            case .history: settings.prompt.proposer.remembersEvaluations
            case .model: settings.prompt.proposer.asksModel
            case .knowledge: settings.prompt.proposer.keepsKnowledge
            case .strategies: settings.prompt.proposer == .coLLM
            case .navigator: settings.prompt.proposer == .coLLM && !settings.prompt.coLLM.isSingle
            case .modelAndLatency:
                settings.prompt.proposer.namesTarget && settings.evaluate.latency.source == .surrogate
            case .noisyArchive: settings.archive.noise > 0
            case .modelAndFit: settings.prompt.proposer.namesTarget && settings.tellsHeldOutError
            }
        }
    }

    /// What it reads under given settings.
    public func reads(under settings: PipelineSettings) -> [PathPattern] {
        reads + Self.needed(readsWith, settings)
    }

    /// What it writes under given settings.
    public func writes(under settings: PipelineSettings) -> [PathPattern] {
        writes + Self.needed(writesWith, settings)
    }

    /// The settings its result depends on, under given ones.
    public func parameters(under settings: PipelineSettings) -> [String] {
        parameters + Self.needed(parametersWith, settings)
    }

    /// All it may ever write.
    public var everyWrite: [PathPattern] { writes + Need.allCases.flatMap { writesWith[$0] ?? [] } }

    private static func needed<Thing>(_ things: [Need: [Thing]], _ settings: PipelineSettings) -> [Thing] {
        Need.allCases.filter { $0.holds(settings) }.flatMap { things[$0] ?? [] }
    }

    private static func json(_ things: [Need: [String]]) -> JSON {
        JSON(object: Need.allCases.compactMap { need in things[need].map { (need.rawValue, JSON($0)) } })
    }

    public var json: JSON {
        let shards: [(String, JSON)] = hasShards ? [("shards", .bool(true))] : []
        return JSON(
            object: shards + [
                ("stage", .string(name)), ("summary", .string(summary)), ("reads", JSON(reads.map(\.text))),
                ("writes", JSON(writes.map(\.text))),
                ("reads_with", Self.json(readsWith.mapValues { $0.map(\.text) })),
                ("writes_with", Self.json(writesWith.mapValues { $0.map(\.text) })),
                ("parameters", JSON(parameters)), ("parameters_with", Self.json(parametersWith)),
                ("per_generation", .bool(isPerGeneration)), ("per_niche", .bool(isPerNiche)),
            ])
    }
}

extension StageContract {
    public static let partition = StageContract(
        name: "partition", summary: "Cuts the space into niches by complexity.", reads: [],
        writes: ["niches.jsonl"], parameters: ["space", "partition"],
        parametersWith: [.automaticPartition: ["target.dataset"]], isPerGeneration: false,
        isPerNiche: false)

    public static let fit = StageContract(
        name: "fit", summary: "Fits or loads the run's predictors, predicts the whole space, says how well.",
        reads: ["niches.jsonl"], writes: [],
        writesWith: [
            .predictor: [PredictorFile.report, PredictorFile.accuracies], .trees: [PredictorFile.model],
            .surrogate: [PredictorFile.cards], .latencySurrogate: [PredictorFile.latencies],
        ],
        parameters: ["random_seed", "space", "target.dataset", "evaluate.accuracy"],
        parametersWith: [.latencySurrogate: ["target.device", "evaluate.latency.source"]],
        isPerGeneration: false,
        isPerNiche: false)

    public static let seed = StageContract(
        name: "seed", summary: "Draws the first candidates of every niche.", reads: ["niches.jsonl"],
        writes: ["generation-00/candidates.jsonl"], parameters: ["random_seed", "space", "seed"],
        isPerGeneration: false, isPerNiche: true)

    public static let prompt = StageContract(
        name: "prompt", summary: "Proposes the next generation's candidates from the archives.",
        reads: [
            "generation-{previous}/archive.jsonl", "niches.jsonl", "generation-{earlier}/candidates.jsonl",
        ],
        writes: ["generation-{generation}/candidates.jsonl", "generation-{generation}/rejected.jsonl"],
        readsWith: [
            .latencyLimit: [PredictorFile.latencies],
            .history: ["generation-{earlier}/evaluations.jsonl"],
            .model: ["generation-{earlier}/evaluations.jsonl", "generation-{before}/rejected.jsonl"],
            .knowledge: ["generation-{before}/knowledge.jsonl"],
            .strategies: ["generation-{past}/strategy.jsonl", "generation-{past}/rejected.jsonl"],
            .modelAndFit: [PredictorFile.report], .modelAndLatency: [PredictorFile.cards],
        ],
        writesWith: [
            .model: [
                "generation-{generation}/calls.jsonl", "generation-{generation}/children.requests.jsonl",
                "generation-{generation}/children.responses.jsonl",
            ],
            .knowledge: [
                "generation-{generation}/knowledge.jsonl", "generation-{generation}/knowledge.requests.jsonl",
                "generation-{generation}/knowledge.responses.jsonl",
            ],
            .strategies: ["generation-{generation}/strategy.jsonl"],
            .navigator: [
                "generation-{generation}/strategy.requests.jsonl",
                "generation-{generation}/strategy.responses.jsonl",
            ],
        ],
        // Of the model's settings those that decide what it is asked; how it is reached does not count.
        parameters: [
            "random_seed", "space", "target", "prompt.proposer", "prompt.children", "prompt.parents",
            "prompt.crossover_probability", "prompt.operator", "prompt.novelty", "prompt.allocation",
            "prompt.repairs", "prompt.rules", "prompt.prompt_tokens", "prompt.templates", "prompt.model.name",
            "prompt.model.temperature", "prompt.model.completion_tokens", "prompt.model.structured_output",
            "prompt.model.extra",
        ],
        parametersWith: [
            .latencyNoise: ["evaluate.latency.noise"], .strategies: ["prompt.collm"],
            .otherObjectives: ["objectives"],
        ], isPerGeneration: true, leastGeneration: 1,
        isPerNiche: true)

    public static let evaluate = StageContract(
        name: "evaluate", summary: "Gives candidates their accuracy and latency.",
        reads: ["generation-{generation}/candidates.jsonl"],
        writes: ["generation-{generation}/evaluations.jsonl"],
        readsWith: [
            .predictor: [PredictorFile.accuracies], .oneByOne: [PredictorFile.model],
            .latencySurrogate: [PredictorFile.latencies],
        ],
        parameters: ["space", "target.dataset", "target.device", "evaluate"],
        parametersWith: [.latencyNoise: ["random_seed"], .otherObjectives: ["objectives"]],
        isPerGeneration: true, isPerNiche: true, hasShards: true)

    public static let archive = StageContract(
        name: "archive", summary: "Keeps each niche's non-dominated cells.",
        reads: ["generation-{generation}/evaluations.jsonl", "generation-{previous}/archive.jsonl"],
        writes: ["generation-{generation}/archive.jsonl"], parameters: [],
        parametersWith: [.otherObjectives: ["objectives"], .noisyArchive: ["archive"]], isPerGeneration: true,
        isPerNiche: true)

    public static let aggregate = StageContract(
        name: "aggregate", summary: "Merges the last archives into one front.",
        reads: ["generation-{last}/archive.jsonl"], writes: ["front.jsonl"], parameters: [],
        parametersWith: [.otherObjectives: ["objectives"], .noisyArchive: ["archive"]],
        isPerGeneration: false, isPerNiche: false)

    public static let score = StageContract(
        name: "score",
        summary:
            "Scores the front, and every generation's, by true accuracy or against the surrogates' front.",
        reads: ["front.jsonl", "generation-{every}/archive.jsonl", "generation-{every}/evaluations.jsonl"],
        writes: ["scores.jsonl", "front-true.jsonl"],
        readsWith: [
            .model: ["generation-{turns}/calls.jsonl"],
            .surrogateTruth: [PredictorFile.accuracies, PredictorFile.latencies],
        ],
        parameters: [
            "space", "target.dataset", "target.device", "score", "prompt.model.name", "prompt.model.prices",
        ], parametersWith: [.otherObjectives: ["objectives"], .noisyArchive: ["archive"]],
        isPerGeneration: false,
        isPerNiche: false)

    public static let all = [partition, fit, seed, prompt, evaluate, archive, aggregate, score]

    public static func of(_ stage: StageName) -> StageContract {
        switch stage {
        case .partition: partition
        case .fit: fit
        case .seed: seed
        case .prompt: prompt
        case .evaluate: evaluate
        case .archive: archive
        case .aggregate: aggregate
        case .score: score
        }
    }

    /// The contract a program of that name stands in for; nil for any other name.
    public static func named(_ name: String) -> StageContract? { all.first { $0.name == name } }
}
