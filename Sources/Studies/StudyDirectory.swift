internal import Files
internal import Pipeline
public import StageKit

/// Where a study lives: its file, a run directory for each search, the fits they share, and what comes of it.
public struct StudyDirectory: Sendable {
    public static let studyName = "study.yaml"
    public static let resultsName = "results.jsonl"

    public let root: String

    public init(path: String) { root = path }

    public func path(_ relative: String) -> String { "\(root)/\(relative)" }

    /// The run directory of a search.
    public func run(_ search: StudySearch) -> RunDirectory { RunDirectory(path: path(search.path)) }

    /// The run directory of a fit that searches share, by what it depends on.
    public func fit(_ key: String) -> RunDirectory { RunDirectory(path: path("fits/\(key)")) }

    /// Where a search says what went wrong.
    public func log(_ search: StudySearch) -> String {
        path("trouble/\(search.path.replacing("/", with: "."))")
    }

    func fitLog(_ key: String) -> String { path("trouble/fit-\(key)") }
}
