internal import Files

/// A folder of the user's own prompt templates.
public struct TemplateFolder: Sendable {
    /// Name and content of each, by name.
    public let files: [(name: String, bytes: [UInt8])]
    /// Of all names and contents: a template added, removed or edited changes it.
    public let contentHash: String

    public static let fileExtension = ".mustache"

    public init(path: String) throws {
        guard FileSystem.isDirectory(path) else {
            throw StageFailure(.missingInput, "prompt.templates: \(path) is no folder")
        }
        files = try FileSystem.names(in: path).filter { $0.hasSuffix(Self.fileExtension) }.map {
            ($0, try FileSystem.read("\(path)/\($0)"))
        }
        var all: [UInt8] = []
        for file in files { all += Array("\(file.name) \(file.bytes.count)\n".utf8) + file.bytes }
        contentHash = ContentHash(of: all).description
    }
}
