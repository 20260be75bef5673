internal import Comparison
internal import Records

/// Rows of papers' numbers, for below those that were measured.
struct ReportedRows {
    struct Source: Hashable {
        var paper: String
        var table: String
        var row: String

        init(_ record: ReportedRecord) {
            paper = record.paper
            table = record.table
            row = record.row
        }

        var place: String { "\(paper), \(table)" }
    }

    let records: [ReportedRecord]

    init(_ contents: StudyContents, _ measures: Set<ReportedRecord.Measure>) {
        records = contents.reported.filter { measures.contains($0.measure) && $0.value.isFinite }
    }

    /// Methods of papers in the order of their records, those of one table together.
    var sources: [Source] {
        var seen: Set<Source> = []
        let sources = records.map(Source.init).filter { seen.insert($0).inserted }
        var places: [String] = []
        for source in sources where !places.contains(source.place) { places.append(source.place) }
        return places.flatMap { place in sources.filter { $0.place == place } }
    }

    func entry(
        _ source: Source, _ measure: ReportedRecord.Measure, dataset: String?, device: String? = nil,
        decimals: Int
    ) -> StudyTable.Entry {
        let found = records.first {
            Source($0) == source && $0.measure == measure && $0.dataset == dataset && $0.device == device
        }
        guard let found else { return .missing }
        return .reported(value: found.value, deviation: found.deviation, decimals: decimals)
    }

    /// A row a method of a paper below a row that names the table; those without any entry are left out.
    func rows(_ entries: (Source) -> [StudyTable.Entry]) -> [StudyTable.Row] {
        var rows: [StudyTable.Row] = []
        var place = ""
        for source in sources {
            let entries = entries(source)
            guard !entries.allSatisfy(\.isMissing) else { continue }
            if source.place != place {
                place = source.place
                rows.append(.init(kind: .source, entries: [.reportedName("reported: \(place)")]))
            }
            rows.append(.init(kind: .reported, entries: [.reportedName(source.row)] + entries))
        }
        return rows
    }

    /// What a reader must know of them, each word of it once.
    var notes: [String] {
        var seen: Set<String> = []
        return records.compactMap { record in
            record.note.map { "\(record.row), reported: \($0)." }
        }.filter { seen.insert($0).inserted }
    }

    static let scalingNote =
        "In italics: what papers report, never averaged with what was measured. They do not say how they scale, "
        + "so their numbers stand beside ours and are not of one measure with them."
    static let note = "In italics: what papers report, never averaged with what was measured."
}
