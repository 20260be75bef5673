internal import LanguageModel
internal import Records

/// Asks requests as they come on one descriptor and writes each answer on another as soon as it is there.
///
/// One thread, one loop: read, start, move on, write, wait. Requests start in the order they came; one that
/// waits to be asked again holds no place among those in flight and goes before the new ones when its time
/// comes. The session ends when the input has ended and everything is answered, or at once when nobody
/// reads the output any more, so that it never outlives the program it works for.
public struct LiveSession {
    private let settings: EndpointSettings
    private let reading: ResponseReading
    private let tell: (String) -> Void

    private var input: LineInput
    private var output: LineOutput
    private var lines = RequestLines()
    private let transfers: CurlMulti
    private var pace = RateLimitPace()
    private var fallback: Fallback
    private var summary = AskSummary()

    /// Not yet asked, in their order from `next` on.
    private var fresh: [PendingRequest] = []
    private var next = 0
    private var arrived = 0
    /// To be asked again when their time has come.
    private var waiting: [(due: Double, pending: PendingRequest)] = []
    private var inFlight: [Int: PendingRequest] = [:]

    /// `tell` takes messages about lines that are no request.
    public init(
        settings: EndpointSettings, input: Int32, output: Int32, tell: @escaping (String) -> Void
    ) throws(EndpointError) {
        self.settings = settings
        self.tell = tell
        reading = ResponseReading(redaction: settings.credentials.redaction)
        fallback = settings.fallback
        self.input = LineInput(descriptor: input)
        self.output = LineOutput(descriptor: output)
        transfers = try CurlMulti()
    }

    /// Serves until the end of input.
    public mutating func run() throws(EndpointError) -> AskSummary {
        while true {
            try readRequests()
            let hold = try startRequests()
            for (number, outcome) in transfers.advance() { settle(number, outcome) }
            // A reader that goes away once it has all it waited for is no failure.
            if isDone { return summary }
            try output.flush()
            if isDone { return summary }
            transfers.wait(pause(hold), watching: watched)
        }
    }

    private var isDone: Bool {
        !input.isOpen && next == fresh.count && waiting.isEmpty && inFlight.isEmpty && output.isEmpty
    }

    private var watched: [WatchedDescriptor] {
        let writing = WatchedDescriptor(descriptor: output.descriptor, forWriting: !output.isEmpty)
        return input.isOpen
            ? [WatchedDescriptor(descriptor: input.descriptor, forReading: true), writing] : [writing]
    }

    /// How long nothing of ours falls due, seconds.
    private func pause(_ hold: Double) -> Double {
        if hold > 0 { return hold }
        guard transfers.count < settings.concurrency else { return 60 }
        // A place has become free since.
        if next < fresh.count { return 0 }
        let now = SystemClock.monotonic
        return waiting.map { max(0, $0.due - now) }.min() ?? 60
    }

    // MARK: Reading

    private mutating func readRequests() throws(EndpointError) {
        for line in try input.read() {
            do throws(LineError) {
                fresh.append(PendingRequest(number: arrived, request: try lines.read(line)))
                arrived += 1
            } catch {
                summary.badLines += 1
                tell("\(error)")
            }
        }
    }

    // MARK: Asking

    /// Starts what may start; returns how long the rate limit holds the next one back, seconds.
    private mutating func startRequests() throws(EndpointError) -> Double {
        while transfers.count < settings.concurrency {
            let now = SystemClock.monotonic
            guard let place = nextPlace(now) else { return 0 }
            let asked = fallback.applied(to: pending(at: place).request.body)
            let body = Array(asked.body.text.utf8)
            let hold = pace.hold(bytes: body.count, now: now)
            if hold > 0 {
                if case .fresh = place { fresh[next].wait(from: now) }
                return hold
            }
            var pending = take(place)
            pending.start(asked, at: now)
            pace.started(bytes: body.count)
            try transfers.start(
                settings.post("/chat/completions", contentType: "application/json", body: body),
                number: pending.number)
            inFlight[pending.number] = pending
        }
        return 0
    }

    private enum Place {
        case fresh
        case waiting(Int)
    }

    /// The earliest of those whose time has come; those asked before came before the fresh ones.
    private func nextPlace(_ now: Double) -> Place? {
        let due = waiting.indices.filter { waiting[$0].due <= now }
        if let first = due.min(by: { waiting[$0].pending.number < waiting[$1].pending.number }) {
            return .waiting(first)
        }
        return next < fresh.count ? .fresh : nil
    }

    private func pending(at place: Place) -> PendingRequest {
        switch place {
        case .fresh: fresh[next]
        case .waiting(let index): waiting[index].pending
        }
    }

    private mutating func take(_ place: Place) -> PendingRequest {
        switch place {
        case .fresh:
            let pending = fresh[next]
            next += 1
            if next == fresh.count {
                fresh = []
                next = 0
            }
            return pending
        case .waiting(let index): return waiting.remove(at: index).pending
        }
    }

    // MARK: Answers

    private mutating func settle(_ number: Int, _ outcome: HTTPOutcome) {
        guard var pending = inFlight.removeValue(forKey: number) else { return }
        let now = SystemClock.monotonic
        pending.end(at: now)
        var decision = RetryPolicy.Decision.giveUp
        var response: ChatResponse
        switch outcome {
        case .broken(let failure):
            response = reading.response(to: pending.request, failure)
            if failure.mayPass { decision = self.decision(pending, status: nil, headers: [:]) }
        case .answered(let answer):
            pace.note(answer.headers, now: now)
            let body = reading.body(answer)
            if fallback.learn(status: answer.status, response: body.value, sent: pending.sent) {
                return askAgain(pending, in: 0, now)
            }
            response = reading.response(to: pending.request, answer, body: body)
            decision = self.decision(pending, answer, response.verdict)
        }
        switch decision {
        case .wait(let seconds):
            pending.retries += 1
            return askAgain(pending, in: seconds, now)
        case .asksTooLong(let seconds):
            let message = EndpointMessage(response.body).map { $0.text + "; " } ?? ""
            response.failure = .init(
                code: "asks_to_wait",
                message: reading.told("\(message)asks to wait \(Int(min(seconds, 1e9))) s"))
        case .giveUp: break
        }
        summary.count(response)
        output.append(pending.line(response).text)
    }

    /// The verdict says whether asking again may help at all: an account without quota answers 429, yet
    /// asking again does not fill it. It may after a success that holds no completion (no JSON, no choices,
    /// an error that may pass), which is then like a broken connection.
    private func decision(
        _ pending: PendingRequest, _ answer: HTTPAnswer, _ verdict: ChatResponse.Verdict
    ) -> RetryPolicy.Decision {
        let isSuccess = (200...299).contains(answer.status)
        switch verdict {
        case .answered: return .giveUp
        case .refused, .misconfigured:
            guard answer.headers["x-should-retry"] == "true" else { return .giveUp }
        case .tryAgain: break
        }
        return decision(pending, status: isSuccess ? nil : answer.status, headers: answer.headers)
    }

    private func decision(
        _ pending: PendingRequest, status: Int?, headers: HTTPHeaders
    ) -> RetryPolicy.Decision {
        settings.retryPolicy.decision(
            status: status, headers: headers, retried: pending.retries, random: Double.random(in: 0..<1),
            now: SystemClock.since1970)
    }

    private mutating func askAgain(_ pending: PendingRequest, in seconds: Double, _ now: Double) {
        var pending = pending
        pending.wait(from: now)
        waiting.append((now + seconds, pending))
    }
}
