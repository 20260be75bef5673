public import Benchmarks
internal import Files
public import Predictions

extension BenchmarkError: ExitCoded {
    public var exitCode: ExitCode {
        switch self {
        case .missing: .missingInput
        case .content: .badData
        case .system: .fileTrouble
        }
    }
}

extension PredictionTableError: ExitCoded {
    public var exitCode: ExitCode {
        switch self {
        case .unreadable(let error): ExitCode(for: error)
        case .malformed, .notRepresentable: .badData
        }
    }
}
