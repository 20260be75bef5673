internal import Comparison
internal import Records

/// What papers report of the same that no other table has a place for.
enum OtherReportedTable {
    /// Measures that other tables show where data set and device fit.
    static func table(_ analysis: StudyAnalysis, besides shown: Set<ReportedRecord.Measure>) -> StudyTable? {
        let contents = analysis.contents
        let left = contents.reported.filter { record in
            if shown.contains(record.measure), MostAccurateTable.reported.contains(record.measure) {
                return false
            }
            guard shown.contains(record.measure), let dataset = record.dataset,
                contents.datasets.contains(dataset)
            else { return true }
            return record.device.map { !contents.devices.contains($0) } ?? false
        }
        guard !left.isEmpty else { return nil }
        var table = StudyTable(
            "reported", "Other numbers that papers report, as printed.",
            [
                .text("Method"), .text("Measure"), .text("Data set"), .text("Device"), .number("Reported"),
                .text("Remarks"),
            ])
        table.add(
            nil,
            left.map { record in
                .init(
                    kind: .reported,
                    entries: [
                        .reportedName("\(record.row) (\(record.paper), \(record.table))"),
                        .text(record.measure.rawValue), record.dataset.map { .text($0) } ?? .missing,
                        record.device.map { .text($0) } ?? .missing,
                        .reported(value: record.value, deviation: record.deviation, decimals: 3),
                        .text(record.note ?? ""),
                    ])
            })
        return table
    }
}
