internal import Files
internal import PipelineFile
internal import Records
internal import StageKit

/// What papers report, from the files that ship.
enum ReportedNumbers {
    /// The numbers of the tables a study names, in the order of the files. Throws code 66 where the file is not
    /// there, and 78 where it has no such table.
    static func records(_ wanted: [StudyReported]) throws -> [ReportedRecord] {
        guard !wanted.isEmpty else { return [] }
        guard let folder = Program.dataPath("reported") else {
            throw StageFailure(
                .missingInput, "what papers report (data/reported) is not there: reinstall")
        }
        return try wanted.flatMap { wanted in
            let path = "\(folder)/\(wanted.file).jsonl"
            let all = try JSONLines.read(ReportedRecord.self, from: FileSystem.read(path), file: path)
            let found = all.filter { $0.table == wanted.table }
            guard !found.isEmpty else {
                let tables = all.reduce(into: [String]()) { tables, record in
                    if !tables.contains(record.table) { tables.append(record.table) }
                }
                throw StageFailure(
                    .badPipeline,
                    "reported: \(path) has no '\(wanted.table)'; it has \(tables.joined(separator: ", "))")
            }
            return found
        }
    }
}
