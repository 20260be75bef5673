internal import Comparison
internal import Files
internal import PipelineFile
public import Records
internal import StageKit

/// What a study comes to, as files: tables in four formats, figures, and a page.
public struct StudyOutput {
    public let results: [ResultRecord]
    private let contents: StudyContents

    /// `leftOut` says of methods that were not run why.
    public init(_ matrix: StudyMatrix, results: [ResultRecord], leftOut: [String: String]) throws {
        let study = matrix.file.settings
        self.results = results
        contents = StudyContents(
            name: study.name, description: study.description,
            command: "pelnas compare \(matrix.file.path)",
            methods: study.methods.map { method in
                let hasResults = results.contains { $0.method == method.name }
                return StudyContents.Method(
                    name: method.name, description: method.description, isBound: method.isBound,
                    leftOut: hasResults ? nil : leftOut[method.name])
            },
            baseline: study.baseline, datasets: study.datasets.map(\.rawValue),
            devices: study.devices.map(\.rawValue), randomSeeds: study.randomSeeds,
            variations: study.variations.map { ($0.setting, $0.values.map(\.json)) },
            budgets: study.budgets, results: results,
            reported: try ReportedNumbers.records(study.reported))
    }

    public var section: String { "" }

    public func write(into directory: StudyDirectory) throws {}

    public func summary(_ directory: StudyDirectory) -> String {
        "\(results.count) results in \(directory.root)\n"
    }
}
