internal import Files
internal import Pipeline
public import PipelineFile
internal import Records
internal import StageKit

/// Makes every search of a study that is missing or stale, several at a time, each by `pelnas run`, so a
/// search of a study is a run like any other. Fits that several searches share are made first.
public struct StudyRunner {
    public struct Options: Sendable {
        /// Searches at a time.
        public var jobs = 1
        /// After a failure, go on with the other searches.
        public var keepsGoing = false
        /// Whether methods that ask an endpoint may: it costs.
        public var asksModel = false
        /// The methods to run; nil: all.
        public var methods: Set<String>?

        public init() {}
    }

    public enum Event {
        /// So many searches have to be made; the others are there.
        case planned(open: Int, current: Int, fits: Int)
        case fitted(done: Int, of: Int)
        case finished(StudySearch, code: Int32)
    }

    public struct Outcome: Sendable {
        /// The searches whose results stand.
        public var current: [SearchState] = []
        /// Searches that are to go on later: a model is busy, or a batch or a person has not answered.
        public var waiting = 0
        /// The exit code of the first failure; 75 where searches wait and none failed.
        public var exitCode: Int32 = 0
    }

    private let matrix: StudyMatrix
    private let directory: StudyDirectory
    private let options: Options
    private let program: String

    public init(_ matrix: StudyMatrix, _ directory: StudyDirectory, options: Options) {
        self.matrix = matrix
        self.directory = directory
        self.options = options
        program = Program.path()
    }

    /// Why a method is not run; nil where it is. By what it asks alone: what it has from before counts.
    public func reasonToLeaveOut(_ search: StudySearch, _ settings: PipelineSettings) -> String? {
        if let methods = options.methods, !methods.contains(search.method.name) { return "not asked for" }
        guard settings.prompt.proposer.asksModel else { return nil }
        switch settings.prompt.model.transport {
        case .http, .batch:
            return options.asksModel ? nil : "asks a model; --with-model runs it"
        case .replay:
            let recording = settings.prompt.model.recording ?? ""
            return FileSystem.isDirectory(recording) ? nil : "there is no recording at \(recording)"
        case .files: return nil
        }
    }

    /// The methods that are not run, and why.
    public func leftOut() throws -> [String: String] {
        var reasons = matrix.leftOut
        var seen: Set<String> = []
        for search in matrix.searches where seen.insert(search.method.name).inserted {
            let settings = try matrix.pipeline(search).file.resolvedSettings
            reasons[search.method.name] = reasonToLeaveOut(search, settings)
        }
        return reasons
    }

    /// How every search stands, in the order of the study.
    public func states() throws -> [SearchState] {
        let outside = OutsideHashes()
        return try matrix.searches.map {
            try SearchState($0, matrix, directory, outside: outside)
        }
    }

    /// Runs under the study directory's lock.
    public func execute(_ states: [SearchState], watch: (Event) -> Void) throws -> Outcome {
        var outcome = Outcome()
        outcome.current = states.filter { $0.standing == .current }
        let open = states.filter {
            $0.standing == .open && reasonToLeaveOut($0.search, $0.settings) == nil
        }
        let shared = Dictionary(grouping: open.filter { $0.fitKey != nil }) { $0.fitKey ?? "" }
            .filter { key, searches in searches.count > 1 || directory.fit(key).exists }
        watch(.planned(open: open.count, current: outcome.current.count, fits: shared.count))
        let donors = try fit(shared, watch: watch)
        // One that another process holds, such as what a killed study left at work, is tried once more.
        let held = try run(open, donors, isLast: false, &outcome, watch: watch)
        _ = try run(held, donors, isLast: true, &outcome, watch: watch)
        if outcome.exitCode == 0, outcome.waiting > 0 { outcome.exitCode = ExitCode.tryAgain.rawValue }
        if let signal = SignalRelay.received { outcome.exitCode = 128 + signal }
        return outcome
    }

    /// Runs searches; returns those that another process held.
    private func run(
        _ searches: [SearchState], _ donors: Set<String>, isLast: Bool, _ outcome: inout Outcome,
        watch: (Event) -> Void
    ) throws -> [SearchState] {
        var held: [SearchState] = []
        var next = 0
        try ProcessPool(width: options.jobs).run {
            guard next < searches.count, outcome.exitCode == 0 || options.keepsGoing else { return nil }
            next += 1
            return (next - 1, command(searches[next - 1], donors))
        } ended: { number, code in
            let state = searches[number]
            let isWaiting = code == ExitCode.tryAgain.rawValue
            if isWaiting, !isLast, !state.settings.prompt.proposer.asksModel {
                held.append(state)
                return
            }
            // One that a signal stopped is neither done nor failed.
            if SignalRelay.received != nil, code != 0 { return }
            if code == 0 {
                outcome.current.append(state)
            } else if isWaiting {
                outcome.waiting += 1
            } else if outcome.exitCode == 0 {
                outcome.exitCode = code
            }
            watch(.finished(state.search, code: code))
        }
        return held
    }

    private func command(_ state: SearchState, _ donors: Set<String>) -> ProcessPool.Command {
        let directory = directory.run(state.search).root
        var arguments = [program] + state.search.arguments(into: directory)
        if let key = state.fitKey, donors.contains(key) {
            arguments += ["--reuse", self.directory.fit(key).root]
        }
        return ProcessPool.Command(
            arguments: arguments + ["--quiet", "--no-report"], log: self.directory.log(state.search))
    }

    /// Makes the fits that several searches share, each in a run directory of its own. A fit that fails is no
    /// failure yet: its searches then fit for themselves, and say what is wrong.
    private func fit(
        _ shared: [String: [SearchState]], watch: (Event) -> Void
    ) throws -> Set<String> {
        let keys = shared.keys.sorted()
        var donors: Set<String> = []
        var (next, done) = (0, 0)
        try ProcessPool(width: options.jobs).run {
            guard next < keys.count else { return nil }
            let key = keys[next]
            next += 1
            guard let search = shared[key]?.first?.search else { return nil }
            let arguments = [program] + search.arguments(into: directory.fit(key).root)
            return (
                next - 1,
                ProcessPool.Command(
                    arguments: arguments + ["--quiet", "--no-report", "--until", StageContract.fit.name],
                    log: directory.fitLog(key))
            )
        } ended: { number, code in
            if code == 0 { donors.insert(keys[number]) }
            // They end in any order.
            done += 1
            watch(.fitted(done: done, of: keys.count))
        }
        return donors
    }
}
