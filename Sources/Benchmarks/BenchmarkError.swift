public import Files

/// Why benchmark data cannot be had. The three cases call for three things of the user: point to the
/// right folder, mend or replace a file, look at the disk.
public enum BenchmarkError: Error, Equatable, CustomStringConvertible {
    /// The folder or file that was asked for is not there (`EX_NOINPUT`, 66).
    case missing(path: String, message: String)
    /// A file is there and what it says is wrong (`EX_DATAERR`, 65).
    case content(ContentFault)
    /// The operating system refused something else, such as writing (`EX_IOERR`, 74).
    case system(FileError)

    public var description: String {
        switch self {
        case .missing(let path, let message): "\(path): \(message)"
        case .content(let fault): fault.description
        case .system(let error): error.description
        }
    }

    /// A file's own trouble told apart: gone, or refused.
    init(_ error: FileError, wanted: String) {
        if error.isMissing {
            self = .missing(path: error.path, message: "there is no such file (\(wanted))")
        } else {
            self = .system(error)
        }
    }

    static func content(
        _ path: String, line: Int? = nil, column: String? = nil, offset: Int? = nil, _ message: String
    ) -> BenchmarkError {
        .content(ContentFault(path: path, line: line, column: column, offset: offset, message: message))
    }
}

/// What is wrong in a file, and where.
public struct ContentFault: Error, Equatable, CustomStringConvertible {
    public var path: String
    /// Counted from 1; nil where the fault is the whole file's, or the file has no lines.
    public var line: Int?
    /// The column's name.
    public var column: String?
    /// The byte, counted from 0, in files without lines.
    public var offset: Int?
    /// What was found and what was expected.
    public var message: String

    public var description: String {
        var text = path
        if let line { text += ":\(line)" }
        text += ": "
        if let column { text += "\(column): " }
        text += message
        if let offset { text += " (at byte \(offset))" }
        return text
    }
}

/// A fault in a file without lines, at a byte counted from 0.
struct ByteFault: Error, Equatable {
    var offset: Int
    var message: String
}

extension MappedFile {
    /// Maps a file that is wanted for a purpose, which the error names when the file is not there.
    static func open(_ path: String, wanted: String) throws(BenchmarkError) -> MappedFile {
        do {
            return try MappedFile(path: path)
        } catch {
            throw BenchmarkError(error, wanted: wanted)
        }
    }
}
