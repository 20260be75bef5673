public import Records

/// A record that belongs to a niche, so that one niche's lines can be replaced among the others'.
public protocol NicheRecordKind: Record {
    var nicheName: String { get }
}

extension CandidateRecord: NicheRecordKind {
    public var nicheName: String { niche }
}

extension RejectedRecord: NicheRecordKind {
    public var nicheName: String { candidate.niche }
}

extension EvaluationRecord: NicheRecordKind {
    public var nicheName: String { candidate.niche }
}

extension ArchiveRecord: NicheRecordKind {
    public var nicheName: String { evaluation.candidate.niche }
}

extension CallRecord: NicheRecordKind {
    public var nicheName: String { niche }
}

extension KnowledgeRecord: NicheRecordKind {
    public var nicheName: String { niche }
}

extension Sequence where Element: NicheRecordKind {
    /// The niches the records belong to, each once, in the order they are met.
    public var nicheNames: [String] {
        var seen: Set<String> = []
        return map(\.nicheName).filter { seen.insert($0).inserted }
    }
}
