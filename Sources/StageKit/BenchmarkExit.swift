public import Benchmarks
internal import Files

extension BenchmarkError: ExitCoded {
    public var exitCode: ExitCode {
        switch self {
        case .missing: .missingInput
        case .content: .badData
        case .system: .fileTrouble
        }
    }
}
