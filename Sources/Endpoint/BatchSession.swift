internal import LanguageModel
internal import Records

/// Asks through a Batch API: uploads, creates, looks, fetches. A state file says how far that came, so that
/// calls hours apart, or after a crash, go on with the same batch.
public struct BatchSession {
    private let settings: EndpointSettings
    private let statePath: String
    private let input: Int32
    private let tell: (String) -> Void
    private var api: BatchAPI

    /// The file at `statePath` stays when all is done: whoever has taken the answers removes it. `tell` takes
    /// messages that are no failure.
    public init(
        settings: EndpointSettings, statePath: String, input: Int32, output: Int32,
        tell: @escaping (String) -> Void
    ) throws(EndpointError) {
        self.settings = settings
        self.statePath = statePath
        self.input = input
        self.tell = tell
        api = BatchAPI(calls: try EndpointCalls(settings: settings, output: output))
    }

    /// Brings the batch as far as it goes. Returns what came of the requests when the batch is over and each
    /// has its line; throws `.tryAgain`, with nothing written, where it is still running after `wait` seconds,
    /// having looked every `poll` seconds.
    ///
    /// Requests that are part of an earlier batch are answered from it; it need not have been asked for these
    /// alone, and lines for its others are written as well.
    public mutating func run(wait: Double, poll: Double) throws(EndpointError) -> AskSummary {
        let requests = try BatchRequests(lines: try readInput(), fallback: settings.fallback)
        guard !requests.customIDs.isEmpty else { return AskSummary() }
        var (state, isNew) = try stateOfUpload(requests)
        let made = try batch(of: &state, mayExist: !isNew)
        let batch = try waited(for: made, state, until: SystemClock.monotonic + wait, poll: poll)
        return try take(batch, state, requests)
    }

    private func readInput() throws(EndpointError) -> [[UInt8]] {
        var reader = LineInput(descriptor: input)
        var lines: [[UInt8]] = []
        while reader.isOpen { lines += try reader.readWaiting() }
        return lines
    }

    // MARK: Upload and creation

    /// The state for these requests: as it is on the disk, or, new, after an upload.
    private mutating func stateOfUpload(
        _ requests: BatchRequests
    ) throws(EndpointError) -> (state: BatchState, isNew: Bool) {
        if let state = try BatchState.read(statePath) {
            if state.covers(requests) { return (state, false) }
            abandon(state)
        }
        let file = try api.upload(requests.bytes, hash: requests.hash)
        let state = BatchState(
            requestsHash: requests.hash, lineHashes: requests.lineHashes, inputFile: file)
        try state.publish(to: statePath)
        return (state, true)
    }

    /// Cancels a batch whose answers nobody wants any more, if that can be done.
    private mutating func abandon(_ state: BatchState) {
        let id = state.batch ?? (try? api.find(inputFile: state.inputFile, hash: state.requestsHash))?.id
        guard let id, let batch = try? api.look(id), !batch.isOver else { return }
        let isCancelled = (try? api.cancel(id)) ?? false
        tell(
            "the requests have changed: batch \(id) "
                + (isCancelled ? "is cancelled" : "could not be cancelled"))
    }

    /// The batch the state tells of, else one found, else a new one.
    private mutating func batch(
        of state: inout BatchState, mayExist: Bool
    ) throws(EndpointError) -> BatchStatus {
        if let id = state.batch { return try look(id, &state) }
        let batch: BatchStatus
        if mayExist, let found = try api.find(inputFile: state.inputFile, hash: state.requestsHash) {
            tell("batch \(found.id) was made by an earlier call; going on with it")
            batch = found
        } else {
            batch = try api.create(inputFile: state.inputFile, hash: state.requestsHash)
        }
        try note(batch, in: &state)
        return try look(batch.id, &state)
    }

    // MARK: Looking

    private mutating func waited(
        for batch: BatchStatus, _ state: BatchState, until end: Double, poll: Double
    ) throws(EndpointError) -> BatchStatus {
        var batch = batch
        var state = state
        while !batch.isOver {
            let left = end - SystemClock.monotonic
            guard left > 0 else {
                let total = batch.counts.total.map { " of \($0)" } ?? ""
                throw EndpointError(
                    .tryAgain,
                    "batch \(batch.id) is \(shown(batch.status)), \(batch.counts.answered)\(total) answered")
            }
            try api.pause(min(poll, left))
            batch = try look(batch.id, &state)
        }
        return batch
    }

    private mutating func look(_ id: String, _ state: inout BatchState) throws(EndpointError) -> BatchStatus {
        guard let batch = try api.look(id) else {
            throw EndpointError(
                .misconfigured, "the endpoint does not know batch \(id); remove \(statePath) to ask anew")
        }
        try note(batch, in: &state)
        return batch
    }

    private func note(_ batch: BatchStatus, in state: inout BatchState) throws(EndpointError) {
        let former = state
        state.batch = batch.id
        state.status = shown(batch.status)
        state.counts = batch.counts
        if state != former { try state.publish(to: statePath) }
    }

    // MARK: Answers

    /// Writes what came of a batch that is over: a line for each request, also for those without an answer.
    private mutating func take(
        _ batch: BatchStatus, _ state: BatchState, _ requests: BatchRequests
    ) throws(EndpointError) -> AskSummary {
        if batch.status == "failed" {
            let reasons = batch.errors.isEmpty ? "no reason given" : batch.errors.joined(separator: "; ")
            throw EndpointError(
                .misconfigured, "batch \(batch.id) failed: \(shown(reasons)); remove \(statePath) to ask anew"
            )
        }
        var answers = BatchAnswers(customIDs: state.lineHashes.keys, reading: api.calls.reading)
        // Nothing is written before everything is here: lines are the sign that the batch is done with.
        for file in [batch.outputFile, batch.errorFile].compactMap({ $0 }) {
            for complaint in answers.take(try api.content(file), file: file) { tell("\(complaint)") }
        }
        answers.complete(requests.customIDs, of: batch)
        try api.write(answers.responses.map(\.line.text))
        var summary = AskSummary()
        for response in answers.responses where requests.lineHashes[response.customID] != nil {
            summary.count(response)
        }
        return summary
    }

    private func shown(_ text: String) -> String { api.calls.reading.told(text) }
}
