internal import Files
public import PipelineFile
internal import StageKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Processes of a user's program that live on and are asked about cells, one question in flight each.
///
/// A cell stays with one worker, all its questions in turn. A worker that dies, takes too long or answers what
/// cannot be read is killed with all it started, and another takes its place and its cell, which is asked about
/// again as often as `retries` says; one that answers with an error is asked again as it is. Cells begin in the order
/// given; they end in whatever order answers come.
public final class WorkerPool {
    /// A cell to ask about.
    public struct Job: Sendable {
        public var request: MeasureRequest
        public var quantities: [Quantity]

        public init(_ request: MeasureRequest, _ quantities: [Quantity]) {
            self.request = request
            self.quantities = quantities
        }
    }

    /// What came of a cell.
    public struct Result: Sendable, Equatable {
        /// Samples by value name, without any where the device cannot run the cell.
        public var samples: [String: [Double]]
        /// Values without an answer in spite of all retries, all for this reason.
        public var failed: [String]
        public var failure: String?
        public var seconds: Double
    }

    private struct Work {
        var job: Int
        var tally: Tally
        var failures = 0
        var started: Double
        var deadline: Double
    }

    private struct Slot {
        var worker: WorkerProcess?
        var work: Work?
    }

    private let command: PipelineSettings.Command
    private let tell: (String) -> Void
    private var slots: [Slot]
    private var linesLeft = 500
    private var isStopping = false

    /// `tell` is given what the workers say on standard error, a line at a time.
    public init(_ command: PipelineSettings.Command, tell: @escaping (String) -> Void) {
        self.command = command
        self.tell = tell
        slots = Array(repeating: Slot(), count: max(1, command.workers))
    }

    deinit { for slot in slots { slot.worker?.end(patience: 0) } }

    /// Begins with no more cells; those begun are finished.
    public func stop() { isStopping = true }

    /// Asks about all cells; `finished` is told of each, by its position, as soon as it is known. Throws where the
    /// program cannot be started at all.
    public func run(_ jobs: [Job], finished: (Int, Result) throws -> Void) throws {
        var next = 0
        while true {
            for index in slots.indices where slots[index].work == nil && next < jobs.count && !isStopping {
                let tally = Tally(jobs[next].quantities)
                let now = Clock.monotonicSeconds()
                slots[index].work = Work(job: next, tally: tally, started: now, deadline: 0)
                next += 1
                try ask(index, jobs)
            }
            guard slots.contains(where: { $0.work != nil }) else { break }
            try wait()
            for index in slots.indices { try attend(index, jobs, finished) }
        }
        // All are told first, so that they end together.
        for slot in slots { slot.worker?.closeInput() }
        for index in slots.indices {
            slots[index].worker?.end(patience: 2)
            slots[index].worker = nil
        }
    }

    // MARK: One worker

    /// Sends the next question about the slot's cell, to a new process where there is none.
    private func ask(_ index: Int, _ jobs: [Job]) throws {
        guard var work = slots[index].work else { return }
        if let worker = slots[index].worker, worker.hasEnded || worker.hasUntaken {
            // It ended by itself between two questions, or said what nobody asked for.
            worker.end(patience: 0)
            slots[index].worker = nil
            work.tally.beginAnew()
        }
        let worker = try slots[index].worker ?? start()
        slots[index].worker = worker
        work.tally.noteQuestion()
        work.deadline = Clock.monotonicSeconds() + command.timeOutSeconds
        let values = work.tally.open.map(\.name)
        slots[index].work = work
        worker.send(jobs[work.job].request.line(values: values, repeat: work.tally.asked))
    }

    private func start() throws -> WorkerProcess {
        do {
            return try WorkerProcess(command.arguments)
        } catch {
            let program = PrintableText.line(Array((command.arguments.first ?? "").utf8), limit: 200)
            let why = (error as? FileError)?.reason ?? "\(error)"
            throw StageFailure(
                .unavailable,
                "the program that measures, '\(program)', cannot be started: \(why); expected an executable file, or a name on the PATH"
            )
        }
    }

    /// Sees to what one worker said, and to its time.
    private func attend(_ index: Int, _ jobs: [Job], _ finished: (Int, Result) throws -> Void) throws {
        guard let worker = slots[index].worker else { return }
        worker.readErrors(say)
        worker.write()
        let isBounded = worker.hasEnded || worker.read()
        guard let work = slots[index].work else {
            // What nobody asked for would be taken for an answer.
            if worker.hasUntaken {
                worker.end(patience: 0)
                slots[index].worker = nil
            }
            return
        }
        let id = jobs[work.job].request.id
        if let line = worker.nextLine() {
            var tally = work.tally
            var refusal: String?
            do throws(MeasureAnswer.Unreadable) {
                switch try MeasureAnswer(line, to: id, asked: tally.open) {
                case .values(let readings): try tally.take(readings)
                case .failed(let why): refusal = "said: \(why)"
                }
            } catch {
                return try fail(index, error.words, kills: true, jobs, finished)
            }
            if let refusal { return try fail(index, refusal, kills: false, jobs, finished) }
            slots[index].work?.tally = tally
            if tally.isDone {
                try finish(index, failure: nil, finished)
            } else {
                try ask(index, jobs)
            }
        } else if !isBounded {
            try fail(
                index, "answered a line of more than \(WorkerProcess.longestLine) bytes", kills: true, jobs,
                finished)
        } else if worker.hasEnded {
            try fail(index, nil, kills: true, jobs, finished)
        } else if Clock.monotonicSeconds() >= work.deadline {
            try fail(
                index, "did not answer within \(command.timeOutSeconds) s", kills: true, jobs, finished)
        }
    }

    /// Tries again, or gives the cell up. Without a reason it is how the process ended.
    private func fail(
        _ index: Int, _ reason: String?, kills: Bool, _ jobs: [Job],
        _ finished: (Int, Result) throws -> Void
    ) throws {
        guard let worker = slots[index].worker else { return }
        var reason = reason
        if kills {
            // What it said last may explain it.
            worker.readErrors(say)
            let ending = worker.end(patience: reason == nil ? 0.2 : 0)
            slots[index].worker = nil
            if reason == nil {
                reason =
                    switch ending {
                    case .exited(let code): "ended with code \(code) before it answered"
                    case .signalled(let signal): "was ended by signal \(signal) before it answered"
                    case nil: "closed its output before it answered"
                    }
            }
            if !worker.lastWords.isEmpty { reason = "\(reason ?? ""); its last words: \(worker.lastWords)" }
        }
        guard var work = slots[index].work else { return }
        work.failures += 1
        if kills { work.tally.beginAnew() }
        slots[index].work = work
        if work.failures > command.retries {
            try finish(index, failure: reason, finished)
        } else {
            try ask(index, jobs)
        }
    }

    private func finish(_ index: Int, failure: String?, _ finished: (Int, Result) throws -> Void) throws {
        guard let work = slots[index].work else { return }
        slots[index].work = nil
        let done = work.tally.entries.filter(\.isDone).map { ($0.quantity.name, $0.samples) }
        try finished(
            work.job,
            Result(
                samples: Dictionary(done, uniquingKeysWith: { first, _ in first }),
                failed: work.tally.open.map(\.name), failure: failure,
                seconds: Clock.monotonicSeconds() - work.started))
    }

    private func say(_ words: String) {
        guard linesLeft >= 0 else { return }
        linesLeft -= 1
        tell(linesLeft < 0 ? "… what else it says on standard error is not shown" : words)
    }

    // MARK: All of them

    /// Waits until a worker can be attended to, or the next deadline.
    private func wait() throws {
        var descriptors: [pollfd] = []
        var deadline = Double.infinity
        for slot in slots {
            guard let worker = slot.worker else { continue }
            if !worker.hasEnded {
                descriptors.append(pollfd(fd: worker.output, events: Int16(POLLIN), revents: 0))
            }
            if worker.errors >= 0 {
                descriptors.append(pollfd(fd: worker.errors, events: Int16(POLLIN), revents: 0))
            }
            if worker.isSending {
                descriptors.append(pollfd(fd: worker.inputDescriptor, events: Int16(POLLOUT), revents: 0))
            }
            if let work = slot.work { deadline = min(deadline, work.deadline) }
        }
        let left = min(max(0, deadline - Clock.monotonicSeconds()), 3600)
        let status = poll(&descriptors, nfds_t(descriptors.count), Int32((1000 * left).rounded(.up)))
        if status < 0, errno != EINTR { throw FileError(path: "workers", action: "wait for", code: errno) }
    }
}
