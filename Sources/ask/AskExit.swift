import Endpoint
import StageKit

extension ExitCode {
    /// What an error of asking ends the process with.
    init(asking error: any Error) {
        switch error {
        case let error as EndpointError: self = Self.code(error.kind)
        case is CredentialsError: self = .unavailable
        default: self = ExitCode(for: error)
        }
    }

    private static func code(_ kind: EndpointError.Kind) -> ExitCode {
        switch kind {
        case .badData: .badData
        case .misconfigured: .unavailable
        case .tryAgain: .tryAgain
        case .readerGone, .fileTrouble: .fileTrouble
        case .software: .software
        }
    }
}

extension StageFailure {
    /// What to say where not every request came to an end; nil where all did.
    init?(_ summary: AskSummary) {
        let reason = summary.reason.map { ": \($0)" } ?? ""
        if summary.badLines > 0 {
            let lines =
                summary.badLines == 1
                ? "1 line of input is no request" : "\(summary.badLines) lines of input are no requests"
            self.init(.badData, "\(lines); the others were asked")
        } else if summary.misconfigured > 0 {
            self.init(
                .unavailable,
                "the endpoint refuses \(summary.misconfigured) of \(summary.requests) requests\(reason)")
        } else if summary.tryAgain > 0 {
            self.init(
                .tryAgain, "no answer to \(summary.tryAgain) of \(summary.requests) requests\(reason)")
        } else {
            return nil
        }
    }
}
