internal import Benchmarks
internal import Files
public import PipelineFile

/// An input of a stage from outside the run directory, as the journal names it among the others:
/// "table:hw-nas-bench/cifar10", "template:children.mustache".
public enum OutsideInput: Equatable, Sendable {
    case table(String)
    /// A file of the user's own folder of prompt templates.
    case template(String)

    private static let prefixes = (table: "table:", template: "template:")

    public var name: String {
        switch self {
        case .table(let name): Self.prefixes.table + name
        case .template(let name): Self.prefixes.template + name
        }
    }

    /// nil for a file of the run directory.
    public init?(_ input: String) {
        if input.hasPrefix(Self.prefixes.table) {
            self = .table(String(input.dropFirst(Self.prefixes.table.count)))
        } else if input.hasPrefix(Self.prefixes.template) {
            self = .template(String(input.dropFirst(Self.prefixes.template.count)))
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
        case .template(let name):
            guard let folder = settings.prompt.templates else { return nil }
            return (try? ContentHash(ofFile: "\(folder)/\(name)"))?.description
        }
    }
}
