internal import Files
public import PipelineFile
public import Records
public import StageKit

/// Runs a plan: each step that is missing or stale, in order, and nothing else.
public struct PipelineRunner {
    public struct Options: Sendable {
        /// First and last step to consider, as `STAGE` or `STAGE@N`.
        public var from: String?
        public var until: String?
        /// Redo what is current too.
        public var force = false
        /// After a failure, go on with steps that need nothing of what failed.
        public var keepsGoing = false
        /// Threads a stage may use.
        public var jobs = 1
        /// A run directory whose files are taken for a step's where running it would make the same.
        public var donor: RunDirectory?

        public init() {}
    }

    /// What happens, for whoever watches.
    public enum Event {
        case skipped(PlannedStep)
        case started(PlannedStep, reason: String)
        case finished(PlannedStep, JournalRecord)
        case failed(PlannedStep, code: Int32)
        /// Why a step failed, where it could not say so itself.
        case told(String)
    }

    public struct Outcome: Sendable {
        public var executed = 0
        public var current = 0
        /// The exit code of the first step that failed, 0 without one.
        public var exitCode: Int32 = 0
        public var seconds = 0.0
    }

    private let file: PipelineFile
    /// The steps that `from` and `until` leave, current or not, in the order of work.
    public let steps: [PlannedStep]
    private let run: RunDirectory
    private let options: Options

    /// Throws code 64 for a range that the plan does not have.
    public init(file: PipelineFile, plan: Plan, run: RunDirectory, options: Options) throws {
        self.file = file
        steps = try StepRange(plan, from: options.from, until: options.until).steps
        self.run = run
        self.options = options
    }

    /// Runs under the directory's lock, which every stage shares.
    public func execute(lock: RunLock, watch: (Event) -> Void) throws -> Outcome {
        let begin = Clock.monotonicSeconds()
        let judge = try StalenessJudge(run: run, settings: file.resolvedSettings)
        var outcome = Outcome()
        var lost: Set<String> = []
        let donor = try options.donor.map { try StepDonor($0) }
        for step in steps {
            if let signal = SignalRelay.received {
                outcome.exitCode = 128 + signal
                break
            }
            if !lost.isDisjoint(with: step.reads) {
                lost.formUnion(step.writes)
                continue
            }
            var reason = options.force || options.from != nil ? "asked for" : ""
            if reason.isEmpty {
                switch try judge.state(of: step) {
                case .stale(let why): reason = why
                case .current, .waiting:
                    outcome.current += 1
                    watch(.skipped(step))
                    continue
                }
            }
            watch(.started(step, reason: reason))
            var code: Int32
            do {
                let isGiven = try donor?.give(step, to: run, judge: judge) ?? false
                code = isGiven ? 0 : try execute(step, judge: judge, lock: lock)
            } catch {
                watch(.told("\(error)"))
                code = ExitCode(for: error).rawValue
            }
            judge.forgetHashes()
            if code == 0, let record = judge.lastExecution(of: step) {
                outcome.executed += 1
                watch(.finished(step, record))
                continue
            }
            if outcome.exitCode == 0 { outcome.exitCode = code }
            watch(.failed(step, code: code))
            guard options.keepsGoing, SignalRelay.received == nil else { break }
            lost.formUnion(step.writes)
        }
        outcome.seconds = Clock.monotonicSeconds() - begin
        return outcome
    }

    /// Runs one step to its end; its exit code, with the judge told of the journal's new line.
    private func execute(_ step: PlannedStep, judge: StalenessJudge, lock: RunLock) throws -> Int32 {
        let hash = try judge.programHash(of: step)
        let environment = [RunLock.environmentVariable: "\(lock.descriptor)"]
        var command: [String]
        var leadsGroup = false
        switch step.work {
        case .stage(let contract):
            command = [
                try StageFinder.path(contract.name), "--run-dir", run.root, "--quiet", "--jobs",
                "\(options.jobs)",
            ]
        case .program(let program):
            command = program.command + ["--run-dir", run.root]
            // It may start programs of its own, and those must stop with it.
            leadsGroup = true
            for path in step.writes {
                try FileSystem.makeDirectory(FileSystem.directory(of: run.path(path)))
                // What is there is stale or asked for anew: the program shall not pass it off as its work.
                try FileSystem.remove(run.path(path))
            }
        }
        if let generation = step.generation { command += ["--generation", "\(generation)"] }
        let started = (clock: Clock.monotonicSeconds(), date: Clock.now())
        let ending = try ChildProcess.run(
            command, environment: environment, leadsGroup: leadsGroup, started: SignalRelay.relay(to:))
        SignalRelay.stop()
        if let signal = SignalRelay.received, ending != .exited(0) || leadsGroup { return 128 + signal }
        if case .program = step.work, ending == .exited(0) {
            let record = try ProgramJournal(run: run).record(
                step, programHash: hash, parameters: judge.parameters(of: step), started: started.date,
                seconds: Clock.monotonicSeconds() - started.clock)
            try run.journal.append(record)
        }
        guard ending == .exited(0) else { return ending.code }
        guard let record = try run.journal.lastRecord(), record.label == step.label else {
            throw StageFailure(.software, "\(step.label) ended well without a line in the journal")
        }
        judge.note(record)
        return 0
    }
}
