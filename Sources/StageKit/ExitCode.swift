internal import Files
internal import PipelineFile
internal import Records

/// What a process says by ending (sysexits.h): enough for a cron job to act on the number alone.
public enum ExitCode: Int32, Sendable {
    case done = 0
    case failed = 1
    /// The command line is wrong.
    case usage = 64
    /// A file holds something it should not.
    case badData = 65
    case missingInput = 66
    case unavailable = 69
    /// A bug of ours.
    case software = 70
    case cannotCreate = 73
    case fileTrouble = 74
    /// Try again later: another run holds the directory.
    case tryAgain = 75
    /// The pipeline file is wrong.
    case badPipeline = 78
    case interrupted = 130
    case terminated = 143
}

/// A failure with a message for people and an exit code for scripts.
public struct StageFailure: Error, CustomStringConvertible {
    public var code: ExitCode
    public var description: String

    public init(_ code: ExitCode, _ message: String) {
        self.code = code
        description = message
    }
}

/// An error that knows its exit code.
public protocol ExitCoded: Error {
    var exitCode: ExitCode { get }
}

extension StageFailure: ExitCoded {
    public var exitCode: ExitCode { code }
}

extension ExitCode {
    /// The code an error of any of our modules ends a process with.
    public init(for error: any Error) {
        switch error {
        case let error as any ExitCoded: self = error.exitCode
        case let error as FileError: self = Self.code(for: error)
        case is LineError, is RecordError, is JSONError: self = .badData
        case PipelineFileError.unreadable: self = .missingInput
        case is PipelineFileError: self = .badPipeline
        default: self = .failed
        }
    }

    private static func code(for error: FileError) -> ExitCode {
        if error.isMissing, error.action == "open" { return .missingInput }
        return error.action.hasPrefix("create") || error.action.hasPrefix("rename")
            ? .cannotCreate : .fileTrouble
    }
}
