internal import Benchmarks
internal import Files
public import PipelineFile

/// An input of a stage from outside the run directory, as the journal names it among the others:
/// "table:hw-nas-bench/cifar10", "surrogate:accuracy-cifar10", "templates:own".
public enum OutsideInput: Equatable, Sendable {
    case table(String)
    /// A model that ships, or one of the user's in its place.
    case surrogate(String)
    /// The user's own folder of prompt templates.
    case templates
    /// The file of images that networks are shown.
    case images
    /// The file that defines the space, by its name in the pipeline file.
    case space(String)
    /// A program of the user's that measures, by the quantity: "program:latency".
    case program(String)

    private static let spacePrefix = "space:"
    private static let tablePrefix = "table:"
    private static let surrogatePrefix = "surrogate:"
    private static let programPrefix = "program:"
    private static let templatesName = "templates:own"
    private static let imagesName = "images:own"

    public var name: String {
        switch self {
        case .table(let name): Self.tablePrefix + name
        case .surrogate(let name): Self.surrogatePrefix + name
        case .templates: Self.templatesName
        case .images: Self.imagesName
        case .space(let name): Self.spacePrefix + name
        case .program(let quantity): Self.programPrefix + quantity
        }
    }

    /// nil for a file of the run directory.
    public init?(_ input: String) {
        if input == Self.templatesName {
            self = .templates
        } else if input == Self.imagesName {
            self = .images
        } else if input.hasPrefix(Self.tablePrefix) {
            self = .table(String(input.dropFirst(Self.tablePrefix.count)))
        } else if input.hasPrefix(Self.surrogatePrefix) {
            self = .surrogate(String(input.dropFirst(Self.surrogatePrefix.count)))
        } else if input.hasPrefix(Self.spacePrefix) {
            self = .space(String(input.dropFirst(Self.spacePrefix.count)))
        } else if input.hasPrefix(Self.programPrefix) {
            self = .program(String(input.dropFirst(Self.programPrefix.count)))
        } else {
            return nil
        }
    }

    public static func isOutside(_ input: String) -> Bool { OutsideInput(input) != nil }

    /// The content hash as it is now; nil where it is gone, or can no longer be read.
    public func currentHash(_ settings: PipelineSettings) -> String? {
        switch self {
        case .table(let name):
            guard let tables = settings.data.tables, let folder = try? TableFolder(path: tables) else {
                return nil
            }
            return (try? folder.table(name))?.contentHash.description
        case .surrogate(let name):
            return (try? SurrogateFolder(settings))?.contentHash(name)
        case .templates:
            guard let folder = settings.prompt.templates else { return nil }
            return (try? TemplateFolder(path: folder))?.contentHash
        case .images:
            guard let path = settings.data.images, let file = try? MappedFile(path: path) else { return nil }
            return file.withBytes { ContentHash(of: $0).description }
        case .space(let name):
            return (try? SpaceFolder.path(of: name)).flatMap { try? FileSystem.read($0) }
                .map { ContentHash(of: $0).description }
        case .program(let quantity):
            return settings.evaluate.commands.first { $0.quantity == quantity }
                .map { MeasuringProgram.contentHash($0.command.arguments) }
        }
    }
}
