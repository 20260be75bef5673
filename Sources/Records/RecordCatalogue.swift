/// Every kind of record, and which file of a run directory holds it, or, for `result/1`, of a study's.
/// `reported/1` stands in none, for what papers report ships in `data/reported`.
public enum RecordCatalogue {
    public static let schemas: [RecordSchema] = [
        NicheRecord.schema, CandidateRecord.schema, RejectedRecord.schema, EvaluationRecord.schema,
        ArchiveRecord.schema, FrontRecord.schema, TrueFrontRecord.schema, ScoreRecord.schema,
        FitRecord.schema, SurrogateRecord.schema, CallRecord.schema, KnowledgeRecord.schema,
        StrategyRecord.schema, LedgerRecord.schema, RecordingRecord.schema, JournalRecord.schema,
        ResultRecord.schema, ReportedRecord.schema, MeasurementRecord.schema,
        ProxyRecord.schema,
    ]

    /// The schema of a file of ours by its name, whatever directory it stands in; nil for other files.
    public static func schema(ofFile name: String) -> RecordSchema? {
        switch name {
        case "niches.jsonl": NicheRecord.schema
        case "candidates.jsonl": CandidateRecord.schema
        case "rejected.jsonl": RejectedRecord.schema
        case "evaluations.jsonl": EvaluationRecord.schema
        case "archive.jsonl": ArchiveRecord.schema
        case "front.jsonl": FrontRecord.schema
        case "front-true.jsonl": TrueFrontRecord.schema
        case "scores.jsonl": ScoreRecord.schema
        case "fit.jsonl": FitRecord.schema
        case "surrogates.jsonl": SurrogateRecord.schema
        case "calls.jsonl": CallRecord.schema
        case "knowledge.jsonl": KnowledgeRecord.schema
        case "strategy.jsonl": StrategyRecord.schema
        case "ledger.jsonl": LedgerRecord.schema
        case "recording.jsonl": RecordingRecord.schema
        case "journal.jsonl": JournalRecord.schema
        case "results.jsonl": ResultRecord.schema
        case MeasurementRecord.fileName: MeasurementRecord.schema
        case ProxyRecord.fileName: ProxyRecord.schema
        default: nil
        }
    }
}
