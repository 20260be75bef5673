public import Conversation
internal import Files
public import PipelineFile
public import Records
public import StageKit

/// Follows a run that another process executes: reads, never writes, never takes the lock, and takes files
/// that come and go meanwhile for what they are.
public final class RunFollower {
    /// What is known of a generation whose archive stands.
    public struct Generation: Sendable {
        public var number: Int
        /// Cells evaluated until then, seeds included.
        public var evaluations: Int
        public var archived: Int
        public var front: [EvaluationRecord]
        /// nil where what the search could find at best is not known.
        public var hypervolume: Double?
        /// Calls of this generation, whatever became of them.
        public var spending: Spending
        /// Of the last execution of each of its steps.
        public var seconds: Double
    }

    /// A run at one moment.
    public struct Look: Sendable {
        public var generations: [Generation]
        public var lastGeneration: Int
        /// Whether a process holds the run directory's lock.
        public var isAtWork: Bool
        /// Whether every step is current.
        public var isComplete: Bool
        /// The step at work, or the one that a run would begin with; nil where there is nothing to do.
        public var step: String?
        public var stepsDone: Int
        public var steps: Int
        public var spending: Spending
        public var lastCall: LedgerRecord?
    }

    private let run: RunDirectory
    private let ledger: LedgerFollower
    private var archives: [Int: (hash: String, records: [ArchiveRecord])] = [:]
    private var states: [StepState] = []
    private var journalLength = -1
    private var judge: StalenessJudge?

    public init(run: RunDirectory) {
        self.run = run
        ledger = LedgerFollower(run: run)
    }

    /// Looks at the run. Judging which steps are current takes reading what they read, so it is done where the
    /// journal grew, or where nobody is at work; `progress` may be nil. Throws what reading the journal throws.
    public func look(file: PipelineFile, plan: Plan, progress: SearchProgress?) throws -> Look {
        // First of all: a run that ends just now has written all it will.
        let isAtWork = RunLock.isHeld(run.root)
        ledger.look()
        let length = (try? FileSystem.read(run.journal.path).count) ?? 0
        if length != journalLength || !isAtWork || states.count != plan.steps.count {
            let judge = try StalenessJudge(run: run, settings: file.resolvedSettings)
            states = try judge.states(of: plan.steps)
            self.judge = judge
            journalLength = length
        }
        return Look(
            generations: generations(plan, progress), lastGeneration: plan.lastGeneration,
            isAtWork: isAtWork, isComplete: states.allSatisfy { $0 == .current },
            step: step(plan, isAtWork), stepsDone: states.count { $0 == .current },
            steps: states.count, spending: ledger.spending,
            lastCall: ledger.records.last { $0.transport != PipelineSettings.Model.Transport.replay.rawValue }
        )
    }

    /// The first step that is not current. While a run works, that after the one it finished last: what is
    /// asked for by name is done although it is current.
    private func step(_ plan: Plan, _ isAtWork: Bool) -> String? {
        let pending = plan.steps.indices.first { states[$0] != .current }
        guard isAtWork, pending == nil, let last = try? run.journal.lastRecord(),
            let position = plan.steps.firstIndex(where: { $0.label == last.label })
        else { return pending.map { plan.steps[$0].label } }
        return position + 1 < plan.steps.count ? plan.steps[position + 1].label : nil
    }

    private func generations(_ plan: Plan, _ progress: SearchProgress?) -> [Generation] {
        var spent: [Int: Spending] = [:]
        for record in ledger.records { spent[record.generation, default: Spending()].add(record) }
        var seconds: [Int: Double] = [:]
        var evaluations: [Int: Int] = [:]
        for step in plan.steps {
            guard let generation = step.generation, let last = judge?.lastExecution(of: step) else {
                continue
            }
            seconds[generation, default: 0] += last.seconds
            for path in step.writes where path.hasSuffix("/evaluations.jsonl") {
                evaluations[generation, default: 0] += last.records[path] ?? 0
            }
        }
        var rows: [Generation] = []
        var evaluated = 0
        for (step, state) in zip(plan.steps, states) {
            guard state == .current, let generation = step.generation, let path = step.archive,
                let archive = archive(generation, path, judge?.lastExecution(of: step)?.outputs[path] ?? "")
            else { continue }
            evaluated += evaluations[generation] ?? 0
            rows.append(
                Generation(
                    number: generation, evaluations: evaluated, archived: archive.count,
                    front: ParetoMembers.front(of: archive.map(\.evaluation)),
                    hypervolume: progress.map { $0.hypervolumeSoFar(archive) },
                    spending: spent[generation] ?? Spending(), seconds: seconds[generation] ?? 0))
        }
        return rows
    }

    /// A generation's archive, read again only where the journal says that it is another.
    private func archive(_ generation: Int, _ path: String, _ hash: String) -> [ArchiveRecord]? {
        if let known = archives[generation], known.hash == hash { return known.records }
        guard let records = try? RunReader(run: run).one(ArchiveRecord.self, path), !records.isEmpty else {
            return nil
        }
        archives[generation] = (hash, records)
        return records
    }
}

extension PlannedStep {
    /// The archive it writes, within the run directory; nil where it writes none.
    public var archive: String? { writes.first { $0.hasSuffix("/archive.jsonl") } }
}
