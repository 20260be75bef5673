internal import Files
internal import Pipeline
internal import PipelineFile
internal import Records
internal import StageKit
public import Studies

/// The jobs of a study: fits that several searches share, the searches, and what gathers their results.
public struct StudyJobs: Sendable {
    struct Search: Sendable {
        var path: String
        var pipeline: String
        var arguments: [String]
        /// The fit it takes its predictor from.
        var fit: String?
    }

    struct Fit: Sendable {
        var key: String
        var pipeline: String
        var arguments: [String]
    }

    let name: String
    let root: String
    let searches: [Search]
    let fits: [Fit]
    /// What brings the results together.
    let gathering: [String]
    let studyFile: String
    /// Methods that have no jobs, and why.
    public let leftOut: [String: String]

    /// A fit's file whose being there says that it was made.
    static let fitFile = PredictorFile.report.text

    public init(_ matrix: StudyMatrix, _ directory: StudyDirectory, asksModel: Bool) throws {
        var options = StudyRunner.Options()
        options.asksModel = asksModel
        let runner = StudyRunner(matrix, directory, options: options)
        leftOut = try runner.leftOut()
        name = matrix.file.settings.name
        root = directory.root
        studyFile = matrix.file.path
        gathering =
            ["compare", matrix.file.path] + matrix.overrides.flatMap { ["--set", $0] }
            + ["--into", directory.root] + (asksModel ? ["--with-model"] : []) + ["--quiet"]

        let leftOut = leftOut
        let made = matrix.searches.filter { leftOut[$0.method.name] == nil }
        let keys = try made.map { try matrix.fitKey($0, writing: Self.fitFile) }
        let users = Dictionary(grouping: keys.compactMap(\.self)) { $0 }.mapValues(\.count)
        let quietly = ["--quiet", "--no-report"]
        var fits: [String: Fit] = [:]
        searches = zip(made, keys).map { search, key in
            var arguments = search.arguments(into: directory.run(search).root)
            let shared = key.flatMap { users[$0, default: 0] > 1 ? $0 : nil }
            if let shared {
                let fit = directory.fit(shared).root
                if fits[shared] == nil {
                    fits[shared] = Fit(
                        key: shared, pipeline: search.pipeline,
                        arguments: search.arguments(into: fit) + ["--until", StageContract.fit.name] + quietly
                    )
                }
                arguments += ["--reuse", fit]
            }
            return Search(
                path: search.path, pipeline: search.pipeline, arguments: arguments + quietly, fit: shared)
        }
        self.fits = fits.values.sorted { $0.key < $1.key }
        guard !searches.isEmpty else {
            let reasons = leftOut.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            throw StageFailure(
                .usage, "no search of the study can be made; \(reasons.joined(separator: "; "))")
        }
        for path in searches.map(\.path) + [root] where path.contains(where: { "{}\n\"".contains($0) }) {
            throw StageFailure(.usage, "\(path): a workflow's path may not have braces, quotes or newlines")
        }
    }

    var searchLines: String {
        searches.map { search in
            JSON(object: [
                ("search", .string(search.path)), ("pipeline", .string(search.pipeline)),
                ("fit", JSON(search.fit)), ("arguments", JSON(search.arguments)),
            ]).text + "\n"
        }.joined()
    }

    var fitLines: String {
        fits.map { fit in
            JSON(object: [
                ("fit", .string(fit.key)), ("pipeline", .string(fit.pipeline)),
                ("arguments", JSON(fit.arguments)),
            ]).text + "\n"
        }.joined()
    }
}
