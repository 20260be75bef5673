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
        /// The hypervolume so far; nil where what the search could find at best is not known.
        public var hypervolume: Double?
        /// The same in words that say whether it is predicted.
        public var hypervolumeWords: String?
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
        /// What the search could find at best; nil while that is not known.
        public var space: PredictedSpace?
    }

    private let run: RunDirectory
    private let ledger: LedgerFollower
    private var archives: [Int: (hash: String, records: [ArchiveRecord])] = [:]
    private var states: [StepState] = []
    private var judge: StalenessJudge?
    private var lastLabel: String?
    private var judged: Circumstances?
    private var space: PredictedSpace?
    private var progress: SearchProgress?
    private var spaceMade: SpaceOrigin?

    /// What the states of all steps follow from, as far as it is seen at a glance.
    private struct Circumstances: Equatable {
        var settings: String
        var journalLength: Int
        var steps: Int
    }

    /// What the whole space, as the search sees it, follows from.
    private struct SpaceOrigin: Equatable {
        var settings: String
        /// Of the fit, where the chain has one: whether it is current, and the hashes of what it wrote.
        var isFit: Bool
        var fit: [String: String]
    }

    public init(run: RunDirectory) {
        self.run = run
        ledger = LedgerFollower(run: run)
    }

    /// Looks at the run. Judging which steps are current takes reading what they read, so it is done where the
    /// journal grew, the settings are others, or nobody is at work. Throws what reading the journal throws.
    public func look(file: PipelineFile, plan: Plan) throws -> Look {
        // First of all: a run that ends just now has written all it will.
        let isAtWork = RunLock.isHeld(run.root)
        ledger.look()
        let now = Circumstances(
            settings: file.resolvedSettings.json.text,
            journalLength: FileSystem.size(of: run.journal.path) ?? 0, steps: plan.steps.count)
        if now != judged || !isAtWork {
            let judge = try StalenessJudge(run: run, settings: file.resolvedSettings)
            states = try judge.states(of: plan.steps)
            self.judge = judge
            lastLabel = try run.journal.lastRecord()?.label
            judged = now
            lookAtSpace(file, plan, judge, now.settings)
        }
        return Look(
            generations: generations(plan), lastGeneration: plan.lastGeneration,
            isAtWork: isAtWork, isComplete: states.allSatisfy { $0 == .current },
            step: step(plan, isAtWork), stepsDone: states.count { $0 == .current },
            steps: states.count, spending: ledger.spending,
            lastCall: ledger.records.last {
                $0.transport != PipelineSettings.Model.Transport.replay.rawValue
            },
            space: space)
    }

    /// The space as the search sees it, read again only where the fit or the settings are others.
    private func lookAtSpace(_ file: PipelineFile, _ plan: Plan, _ judge: StalenessJudge, _ settings: String)
    {
        let fit = plan.steps.firstIndex { $0.name == StageContract.fit.name }
        let origin = SpaceOrigin(
            settings: settings, isFit: fit.map { states[$0] == .current } ?? true,
            fit: fit.flatMap { judge.lastExecution(of: plan.steps[$0])?.outputs } ?? [:])
        guard origin != spaceMade || space == nil else { return }
        spaceMade = origin
        space = origin.isFit ? PredictedSpace(run: run, file: file, plan: plan, judge: judge) : nil
        progress = space.flatMap {
            SearchProgress(space: $0.vectors, basis: $0.basis, objectives: $0.objectives)
        }
    }

    /// The first step that is not current. While a run works, that after the one it finished last: what is
    /// asked for by name is done although it is current.
    private func step(_ plan: Plan, _ isAtWork: Bool) -> String? {
        let pending = plan.steps.indices.first { states[$0] != .current }
        guard isAtWork, pending == nil, let lastLabel,
            let position = plan.steps.firstIndex(where: { $0.label == lastLabel })
        else { return pending.map { plan.steps[$0].label } }
        return position + 1 < plan.steps.count ? plan.steps[position + 1].label : nil
    }

    private func generations(_ plan: Plan) -> [Generation] {
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
            let hypervolume = progress.map { $0.hypervolumeSoFar(archive) }
            rows.append(
                Generation(
                    number: generation, evaluations: evaluated, archived: archive.count,
                    front: ParetoMembers.front(
                        of: archive.map(\.evaluation), by: plan.objectives, noise: plan.noise),
                    hypervolume: hypervolume,
                    hypervolumeWords: hypervolume.flatMap { value in progress.map { $0.words(value) } },
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
