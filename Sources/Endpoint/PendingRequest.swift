internal import LanguageModel
internal import Records

/// A request on its way to an answer: what was tried, how long it took.
struct PendingRequest {
    /// Its place in the input, from 0.
    let number: Int
    let request: ChatRequest

    private(set) var attempts = 0
    /// Attempts after the first that the retry policy allowed; those without a refused parameter are apart.
    var retries = 0
    /// The body as it was sent last, and what was left out of it.
    private(set) var sent: JSON = .null
    private(set) var omitted: [Fallback.Omission] = []
    /// Time spent in attempts and time spent between them or held back: two parts of the whole.
    private var askingSeconds = 0.0
    private var waitingSeconds = 0.0
    private var startedAt = 0.0
    private var waitingSince: Double?

    init(number: Int, request: ChatRequest) {
        self.number = number
        self.request = request
    }

    mutating func start(_ asked: (body: JSON, omitted: [Fallback.Omission]), at now: Double) {
        sent = asked.body
        omitted = asked.omitted
        attempts += 1
        startedAt = now
        if let waitingSince { waitingSeconds += now - waitingSince }
        waitingSince = nil
    }

    mutating func end(at now: Double) { askingSeconds += now - startedAt }

    /// Held back by a rate limit, or by a wait before asking again.
    mutating func wait(from now: Double) { if waitingSince == nil { waitingSince = now } }

    /// The line for the answer, with a member of our own that says how it was come by.
    func line(_ response: ChatResponse) -> JSON {
        let asked = JSON(object: [
            ("attempts", .integer(attempts)), ("omitted", JSON(omitted.map(\.rawValue))),
            ("seconds", .number(Self.rounded(askingSeconds))),
            ("waited_seconds", .number(Self.rounded(waitingSeconds))),
        ])
        return .object((response.line.members ?? []) + [JSON.Member("ask", asked)])
    }

    private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
