public import Comparison
internal import Files
internal import PipelineFile
public import Records
internal import Report
internal import StageKit

/// What a study comes to, as files: tables in four formats, figures, and a page.
public struct StudyOutput {
    public let results: [ResultRecord]
    private let report: StudyReport

    /// `leftOut` says of methods that were not run why, `fronts` what there is to draw of searches without a known
    /// truth. Throws code 65 where the results contradict each other.
    public init(
        _ matrix: StudyMatrix, results: [ResultRecord], fronts: [StudyFront] = [], leftOut: [String: String]
    ) throws {
        let study = matrix.file.settings
        if let other = results.first(where: { $0.study != study.name }) {
            throw StageFailure(
                .badData, "the results are of the study '\(other.study)', not of '\(study.name)'")
        }
        self.results = results
        let contents = StudyContents(
            name: study.name, description: study.description,
            command: matrix.command,
            methods: study.methods.map { method in
                let hasResults = results.contains { $0.method == method.name }
                return StudyContents.Method(
                    name: method.name, description: method.description, isBound: method.isBound,
                    leftOut: hasResults ? nil : leftOut[method.name])
            },
            baseline: study.baseline, datasets: Self.targets(study),
            devices: study.devices.map(\.rawValue), randomSeeds: study.randomSeeds,
            variations: study.variations.map { ($0.setting, $0.values.map(\.json)) },
            budgets: study.budgets, results: results, fronts: fronts,
            reported: try ReportedNumbers.records(study.reported))
        do {
            report = try StudyReport(contents)
        } catch {
            throw StageFailure(.badData, "\(matrix.file.path): \(error)")
        }
    }

    private static func targets(_ study: StudySettings) -> [String] {
        let datasets = study.datasets.map(\.rawValue)
        guard !study.spaces.isEmpty else { return datasets }
        return study.spaces.flatMap { space in datasets.map { ResultRecord.target(space.name, $0) } }
    }

    /// One section of Markdown, the same on every machine.
    public var section: String { report.section }

    /// What a reader must know first, a line each.
    public var warnings: [String] { report.warnings }

    /// Writes the files, each whole; figures of an earlier time that there are none of now go.
    public func write(into directory: StudyDirectory) throws {
        let figures = directory.path("figures")
        let names = Set(report.files.map(\.path))
        for name in FileSystem.names(in: figures)
        where name.hasSuffix(".svg") && !names.contains("figures/\(name)") {
            try FileSystem.remove("\(figures)/\(name)")
        }
        for file in report.files {
            let path = directory.path(file.path)
            try FileSystem.makeDirectory(FileSystem.directory(of: path))
            try AtomicFile.publish(file.bytes, to: path)
        }
    }
}
