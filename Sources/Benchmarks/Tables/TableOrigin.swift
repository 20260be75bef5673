/// Where a table's numbers came from, as far as the table itself can say.
public struct TableOrigin: Sendable, Equatable {
    /// Name of the original file, without its folder.
    public var file: String
    /// The original file's content hash (XXH3-128 in hexadecimal).
    public var fileHash: String
    /// What the original file was: "HW-NAS-Bench pickle", "NAS-Bench-Suite-Zero JSON", "CSV".
    public var format: String
    /// What imported it, with its version; empty for a CSV that is read as it stands.
    public var tool: String

    public init(file: String, fileHash: String, format: String, tool: String) {
        self.file = file
        self.fileHash = fileHash
        self.format = format
        self.tool = tool
    }
}
