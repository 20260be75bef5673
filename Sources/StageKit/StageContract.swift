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
    /// Settings its result depends on, as dotted paths in the pipeline file.
    public var parameters: [String]
    /// Whether it works on one generation (`--generation N`).
    public var isPerGeneration: Bool
    /// The first generation it may work on.
    public var leastGeneration = 0
    /// Whether `--niche` can narrow it to one niche.
    public var isPerNiche: Bool

    /// Whether, without belonging to one, it looks at the generations up to one (`--generation N`).
    var readsGenerations: Bool {
        (reads + writes).contains { $0.text.contains("{last}") || $0.text.contains("{every}") }
    }

    /// What it reads under given settings: an oracle needs no predictor.
    public func reads(under settings: PipelineSettings) -> [PathPattern] {
        settings.evaluate.accuracy.source == .predictor ? reads : reads.filter { $0 != Self.predictions }
    }

    private static let predictions: PathPattern = "predictor/predictions.bin"

    public var json: JSON {
        JSON(object: [
            ("stage", .string(name)), ("summary", .string(summary)), ("reads", JSON(reads.map(\.text))),
            ("writes", JSON(writes.map(\.text))), ("parameters", JSON(parameters)),
            ("per_generation", .bool(isPerGeneration)), ("per_niche", .bool(isPerNiche)),
        ])
    }
}

extension StageContract {
    public static let partition = StageContract(
        name: "partition", summary: "Cuts the space into niches by complexity.", reads: [],
        writes: ["niches.jsonl"], parameters: ["space", "partition"], isPerGeneration: false,
        isPerNiche: false)

    public static let fit = StageContract(
        name: "fit", summary: "Fits the run's accuracy predictor and says how good it is.",
        reads: ["niches.jsonl"],
        writes: ["predictor/fit.jsonl", "predictor/model.ubj", predictions],
        parameters: ["random_seed", "space", "target.dataset", "evaluate.accuracy"], isPerGeneration: false,
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
        parameters: ["random_seed", "space", "target", "prompt"], isPerGeneration: true, leastGeneration: 1,
        isPerNiche: true)

    public static let evaluate = StageContract(
        name: "evaluate", summary: "Gives candidates their accuracy and latency.",
        reads: ["generation-{generation}/candidates.jsonl", predictions],
        writes: ["generation-{generation}/evaluations.jsonl"],
        parameters: ["space", "target.dataset", "target.device", "evaluate"], isPerGeneration: true,
        isPerNiche: true)

    public static let archive = StageContract(
        name: "archive", summary: "Keeps each niche's non-dominated cells.",
        reads: ["generation-{generation}/evaluations.jsonl", "generation-{previous}/archive.jsonl"],
        writes: ["generation-{generation}/archive.jsonl"], parameters: [], isPerGeneration: true,
        isPerNiche: true)

    public static let aggregate = StageContract(
        name: "aggregate", summary: "Merges the last archives into one front.",
        reads: ["generation-{last}/archive.jsonl"], writes: ["front.jsonl"], parameters: [],
        isPerGeneration: false, isPerNiche: false)

    public static let score = StageContract(
        name: "score", summary: "Scores the front, and every generation's, by true accuracy.",
        reads: ["front.jsonl", "generation-{every}/archive.jsonl", "generation-{every}/evaluations.jsonl"],
        writes: ["scores.jsonl", "front-true.jsonl"],
        parameters: ["space", "target.dataset", "target.device", "score"], isPerGeneration: false,
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
