/// A place in the pipeline file, or in the text of a `--set`.
public struct Location: Sendable, Hashable {
    /// The file as it was named to us; `--set` for an override.
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// Counted from 1, in Unicode scalars.
    public var column: Int
    /// Which `--set` of the command line, counted from 0; nil in the file itself.
    public var override: Int?

    public init(file: String, line: Int, column: Int, override: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.override = override
    }

    /// Reading order: the file first, then the overrides in the order they were given.
    static func precedes(_ left: Location, _ right: Location) -> Bool {
        (left.override ?? -1, left.line, left.column) < (right.override ?? -1, right.line, right.column)
    }

    /// The place in one word, for a message that points at a second place.
    var words: String {
        override == nil ? "\(file):\(line):\(column)" : "\(file), column \(column)"
    }
}
