import Benchmarks
import PipelineFile
import Proposal
import Records
import Spaces
import StageKit

/// Reads what a run knows when its next generation is to be proposed.
struct StateReading<Space: PromptSpace> {
    typealias Candidate = Space.Candidate

    private let space: Space
    private let context: StageContext
    private let contract = StageContract.prompt
    private let niches: [Candidate.Region]

    init(_ space: Space, _ context: StageContext) throws {
        self.space = space
        self.context = context
        niches = try space.niches(context)
    }

    func state(_ acceptance: Acceptance<Candidate>) throws -> SearchState<Candidate> {
        let settings = context.settings
        let archive = try context.read(ArchiveRecord.self, contract.reads[0])
        return SearchState(
            dataset: settings.target.dataset.rawValue, device: settings.target.deviceName,
            latencyLimitMilliseconds: settings.target.latencyLimitMs, generation: context.generation,
            niches: niches, evaluated: try evaluated(),
            archives: try Dictionary(grouping: archive, by: \.nicheName).mapValues { members in
                try members.map { try evaluated($0.evaluation) }
            },
            rejectedLastTime: try rejected(), knowledge: try knowledge(), heldOutError: try heldOutError(),
            accuracySource: accuracySource, latencySource: try latencySource(),
            novelty: acceptance.novelty,
            openCells: Dictionary(
                zip(niches.map(\.name), acceptance.openCounts(in: niches)),
                uniquingKeysWith: { first, _ in first }
            ), objectives: settings.objectives)
    }

    /// Every cell of the earlier generations, the seeds included.
    func evaluated() throws -> [EvaluatedCell<Candidate>] {
        try context.read(EvaluationRecord.self, "generation-{earlier}/evaluations.jsonl").map(evaluated)
    }

    private var accuracySource: String {
        let accuracy = context.settings.evaluate.accuracy
        switch accuracy.source {
        case .table: return "looked up"
        case .command: return "found by a program for each cell"
        case .predictor: return "predicted by XGBoost (\(accuracy.predictor.rawValue))"
        case .surrogate: return "predicted by XGBoost (a surrogate of the benchmark)"
        case .proxy: return "not known; in its place the percentile of the proxy \(accuracy.proxy.rawValue)"
        }
    }

    private func latencySource() throws -> String {
        let noise = context.settings.evaluate.latency.noise
        let words = try quietLatencySource()
        guard noise > 0 else { return words }
        return "\(words), with \(EvaluationRecord.percent(noise)) % noise (standard deviation)"
    }

    private func quietLatencySource() throws -> String {
        switch context.settings.evaluate.latency.source {
        case .table: return "looked up"
        case .command: return "measured"
        case .surrogate: break
        }
        let cards = try context.read(SurrogateRecord.self, PredictorFile.cards)
        let card = cards.first { $0.quantity == .latency && $0.group == "all" }
        guard let error = card?.medianRelativeError, error.isFinite, error >= 0, error < 10 else {
            return "predicted"
        }
        return "predicted, with a median error of \(Int((100 * error).rounded())) %"
    }

    private func evaluated(_ record: EvaluationRecord) throws -> EvaluatedCell<Candidate> {
        EvaluatedCell(
            id: record.candidate.id, cell: try space.candidate(record.candidate, context),
            niche: record.candidate.niche,
            generation: record.candidate.generation, accuracyPercent: record.accuracyPercent,
            latencyMilliseconds: record.latencyMilliseconds, operation: record.candidate.operation,
            rationale: record.candidate.rationale,
            objectives: ObjectiveValues(of: record, context.settings.objectives))
    }

    private func rejected() throws -> [RejectedChild] {
        try context.read(RejectedRecord.self, "generation-{before}/rejected.jsonl").map(rejected)
    }

    func rejected(_ record: RejectedRecord) -> RejectedChild {
        RejectedChild(
            id: record.candidate.id, niche: record.candidate.niche, text: record.candidate.cell,
            reason: record.reason, detail: record.detail)
    }

    /// The rules of each scope. A rule's number is never given again: those of a generation begin behind all
    /// that earlier ones can have given.
    private func knowledge() throws -> [String: KnowledgeBase] {
        let settings = context.settings.prompt
        guard settings.proposer.keepsKnowledge else { return [:] }
        let records = try context.read(KnowledgeRecord.self, "generation-{before}/knowledge.jsonl")
        let used = settings.rules * (context.generation - 1)
        let scopes = niches.map(\.name) + [WholeSpace.name]
        return Dictionary(
            scopes.map { scope in
                let rules = records.filter { $0.niche == scope && $0.change != .removed }.map {
                    KnowledgeBase.Rule(id: $0.rule, text: $0.text, since: $0.since)
                }
                return (scope, KnowledgeBase(rules: rules, lastNumber: used))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// How far the predictor is off on all cells it was not fit on; nil where accuracy is no prediction of
    /// the run's own.
    private func heldOutError() throws -> HeldOutError? {
        guard context.settings.tellsHeldOutError else { return nil }
        let all = try context.read(FitRecord.self, PredictorFile.report).first
        return all.map { .init(spearman: $0.spearman, medianErrorPercent: $0.medianErrorPercent) }
    }
}
