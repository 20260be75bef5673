public import LanguageModel

/// How many requests came to what.
public struct AskSummary: Sendable, Equatable {
    public private(set) var answered = 0
    public private(set) var refused = 0
    public private(set) var tryAgain = 0
    public private(set) var misconfigured = 0
    /// Lines of input that are no request.
    public internal(set) var badLines = 0
    /// Why the first of the misconfigured, or else of those to try again, was not answered.
    public private(set) var reason: String?

    public init() {}

    public mutating func count(_ response: ChatResponse) {
        switch response.verdict {
        case .answered: answered += 1
        case .refused: refused += 1
        case .tryAgain(let why):
            tryAgain += 1
            reason = reason ?? why
        case .misconfigured(let why):
            if misconfigured == 0 { reason = why }
            misconfigured += 1
        }
    }

    public var requests: Int { answered + refused + tryAgain + misconfigured }
}
