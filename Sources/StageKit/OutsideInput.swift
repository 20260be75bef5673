internal import Benchmarks
internal import Files
public import PipelineFile

/// An input of a stage from outside the run directory, as the journal names it among the others:
/// "table:hw-nas-bench/cifar10", "templates:own".
public enum OutsideInput: Equatable, Sendable {
    case table(String)
    /// The user's own folder of prompt templates.
    case templates

    private static let tablePrefix = "table:"
    private static let templatesName = "templates:own"

    public var name: String {
        switch self {
        case .table(let name): Self.tablePrefix + name
        case .templates: Self.templatesName
        }
    }

    /// nil for a file of the run directory.
    public init?(_ input: String) {
        if input == Self.templatesName {
            self = .templates
        } else if input.hasPrefix(Self.tablePrefix) {
            self = .table(String(input.dropFirst(Self.tablePrefix.count)))
        } else {
            return nil
        }
    }

    public static func isOutside(_ input: String) -> Bool { OutsideInput(input) != nil }

    /// The content hash as it is now; nil where it is gone, or can no longer be read.
    public func currentHash(_ settings: PipelineSettings) -> String? {
        switch self {
        case .table(let name):
            guard let folder = try? TableFolder(path: settings.data.tables) else { return nil }
            return (try? folder.table(name))?.contentHash.description
        case .templates:
            guard let folder = settings.prompt.templates else { return nil }
            return (try? TemplateFolder(path: folder))?.contentHash
        }
    }
}
