internal import LanguageModel
internal import Records

/// One HTTP request after another, each asked again as the retry policy says; for what is no chat
/// completion. While it waits it watches the reader of our output, so as not to outlive it.
struct EndpointCalls {
    let settings: EndpointSettings
    let reading: ResponseReading
    private let transfers: CurlMulti
    private var output: LineOutput

    init(settings: EndpointSettings, output: Int32) throws(EndpointError) {
        self.settings = settings
        reading = ResponseReading(redaction: settings.credentials.redaction)
        transfers = try CurlMulti()
        self.output = LineOutput(descriptor: output)
    }

    /// The JSON that comes back; throws what else came, in words for a person.
    mutating func json(_ request: HTTPRequest, to purpose: String) throws(EndpointError) -> JSON {
        switch try settled(request) {
        case .answered(let answer):
            if (200...299).contains(answer.status), let body = reading.body(answer).value { return body }
            throw failure(.answered(answer), purpose)
        case .broken(let failure): throw self.failure(.broken(failure), purpose)
        }
    }

    /// The last outcome of a request, asked again as often as that is worth it.
    mutating func settled(_ request: HTTPRequest) throws(EndpointError) -> HTTPOutcome {
        var retried = 0
        while true {
            let outcome = try attempt(request)
            guard case .wait(let seconds) = decision(outcome, retried: retried) else { return outcome }
            try pause(seconds)
            retried += 1
        }
    }

    mutating func attempt(_ request: HTTPRequest) throws(EndpointError) -> HTTPOutcome {
        try transfers.start(request, number: 0)
        while true {
            if let ended = transfers.advance().first { return ended.outcome }
            try watchReader(60)
        }
    }

    func decision(_ outcome: HTTPOutcome, retried: Int) -> RetryPolicy.Decision {
        var status: Int?
        var headers = HTTPHeaders()
        switch outcome {
        case .answered(let answer):
            if (200...299).contains(answer.status) { return .giveUp }
            (status, headers) = (answer.status, answer.headers)
        case .broken(let failure): if !failure.mayPass { return .giveUp }
        }
        return settings.retryPolicy.decision(
            status: status, headers: headers, retried: retried, random: Double.random(in: 0..<1),
            now: SystemClock.since1970)
    }

    mutating func pause(_ seconds: Double) throws(EndpointError) {
        let end = SystemClock.monotonic + seconds
        while true {
            let left = end - SystemClock.monotonic
            if left <= 0 { return }
            try watchReader(left)
        }
    }

    private mutating func watchReader(_ seconds: Double) throws(EndpointError) {
        try output.flush()
        transfers.wait(
            seconds, watching: [WatchedDescriptor(descriptor: output.descriptor, forWriting: !output.isEmpty)]
        )
    }

    /// Writes lines, however slowly they are read.
    mutating func write(_ lines: [String]) throws(EndpointError) {
        for line in lines { output.append(line) }
        try output.flush()
        while !output.isEmpty { try watchReader(60) }
    }

    /// What to tell of an outcome that is of no use.
    func failure(_ outcome: HTTPOutcome, _ purpose: String) -> EndpointError {
        let call = ChatRequest(customID: "call", body: .null)
        let response: ChatResponse
        switch outcome {
        case .answered(let answer):
            let body = reading.body(answer)
            if (200...299).contains(answer.status), let json = body.value, json["error"] ?? .null == .null {
                return EndpointError(
                    .misconfigured, "cannot \(purpose): an answer without what it should hold")
            }
            response = reading.response(to: call, answer, body: body)
        case .broken(let failure): response = reading.response(to: call, failure)
        }
        // The verdict on a chat's answer is right for whatever else fails.
        switch response.verdict {
        case .tryAgain(let why): return EndpointError(.tryAgain, "cannot \(purpose): \(why)")
        case .misconfigured(let why), .refused(let why):
            return EndpointError(.misconfigured, "cannot \(purpose): \(why)")
        case .answered: return EndpointError(.misconfigured, "cannot \(purpose)")
        }
    }
}
