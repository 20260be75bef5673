import Records

/// Every kind of record, read as what it is.
private let kinds: [any Record.Type] = [
    NicheRecord.self, CandidateRecord.self, RejectedRecord.self, EvaluationRecord.self, ArchiveRecord.self,
    FrontRecord.self, TrueFrontRecord.self, ScoreRecord.self, FitRecord.self, SurrogateRecord.self,
    CallRecord.self,
    KnowledgeRecord.self, StrategyRecord.self, LedgerRecord.self, RecordingRecord.self, JournalRecord.self,
    ResultRecord.self, ReportedRecord.self, MeasurementRecord.self, ProxyRecord.self,
]

func recordTargets() throws -> [FuzzTarget] {
    let unknown = RecordCatalogue.schemas.map(\.name).filter { name in
        !kinds.contains { $0.schema.name == name }
    }
    guard unknown.isEmpty else { throw Misbehaviour("nothing reads \(unknown.joined(separator: ", ")) here") }
    let folder = "Tests/RecordsTests/Frozen/0.1.0"
    return try kinds.map { kind in
        let name = kind.schema.name.replacing("/", with: "-")
        return FuzzTarget(
            "record/\(name)", samples: [try PackageFiles.read("\(folder)/\(name).jsonl")],
            words: [
                "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "1e999", "-",
                "\n", "\r\n", " ",
                "\"schema\":\"\(kind.schema.name)\",", "\"cell\":\"|none~0|\"", "\u{FEFF}", "é",
                "[[[[[[[[[[[[[[[[",
            ], isJSON: true, allowance: Allowance.values
        ) { try readAgain($0, kind) }
    }
}

/// What was read is written, and then reads as the same bytes.
private func readAgain<Kind: Record>(_ bytes: [UInt8], _: Kind.Type) throws {
    let records = try JSONLines.read(Kind.self, from: bytes, file: "a.jsonl")
    let written = JSONLines.bytes(of: records)
    guard let again = try? JSONLines.read(Kind.self, from: written, file: "b.jsonl"),
        JSONLines.bytes(of: again) == written
    else { throw Misbehaviour("written again, it is not what was read") }
}
