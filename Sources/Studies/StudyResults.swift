public import Comparison
internal import Files
internal import Pareto
internal import Pipeline
public import PipelineFile
public import Records
internal import StageKit

/// Reads what searches came to.
public struct StudyResults {
    static let scoresName = "scores.jsonl"

    private let study: StudySettings
    private let directory: StudyDirectory
    /// How long each shared fit took, by the content of its predictions.
    private let sharedFits: [String: Double]

    public init(_ study: StudySettings, _ directory: StudyDirectory) throws {
        self.study = study
        self.directory = directory
        var shared: [String: Double] = [:]
        for name in FileSystem.names(in: directory.path("fits")) {
            for record in try directory.fit(name).journal.records() where record.message == nil {
                if let content = record.outputs[PredictorFile.accuracies.text] {
                    shared[content] = record.seconds
                }
            }
        }
        sharedFits = shared
    }

    /// A search's result at each of the study's budgets that it has reached; for a method that bounds the
    /// others, or where the study has none, at its end alone.
    public func results(_ state: SearchState) throws -> [ResultRecord] {
        let run = directory.run(state.search)
        let scores = try Self.read(ScoreRecord.self, Self.scoresName, run)
        // Where no truth is known there is one line a generation, in raw units.
        let raw = Self.byGeneration(scores, ScoreRecord.rawUnits)
        let space = raw.isEmpty ? Self.byGeneration(scores, "space") : raw
        let front = raw.isEmpty ? Self.byGeneration(scores, "front") : raw
        let generations = space.keys.sorted()
        guard let last = generations.last else { return [] }
        let journal = try run.journal.records().filter { $0.outcome == .done }
        // A chain without it may have left one of an earlier time.
        let fit =
            state.fits ? try Self.read(FitRecord.self, PredictorFile.report.text, run).first : nil
        let budgets: [Int?] = state.search.method.isBound || study.budgets.isEmpty ? [nil] : study.budgets
        return budgets.compactMap { budget in
            let generation = generations.last { generation in
                budget.map { (space[generation]?.evaluations ?? .max) <= $0 } ?? true
            }
            guard let generation, let bySpace = space[generation], let byFront = front[generation] else {
                return nil
            }
            var result = ResultRecord(
                study: study.name, method: state.search.method.name, variation: state.search.variationJSON,
                dataset: state.search.dataset.rawValue, device: state.search.device.rawValue,
                randomSeed: state.search.randomSeed, budget: budget, generation: generation,
                evaluations: bySpace.evaluations, reference: bySpace.reference, frontSize: bySpace.frontSize)
            result.space = state.search.space?.name
            result.take(bySpace, byFront)
            result.heldOutSpearman = fit?.spearman
            result.heldOutKendall = fit?.kendall
            if state.settings.prompt.proposer.asksModel { result.model = state.settings.prompt.model.name }
            result.seconds = Self.seconds(journal, until: generation == last ? nil : generation)
            result.fitSeconds = fitSeconds(state, journal)
            return result
        }
    }

    /// The latest execution of each step counts: what was redone replaced what was there.
    private static func latest(_ journal: [JournalRecord]) -> [JournalRecord] {
        Array(Dictionary(journal.map { ($0.label, $0) }, uniquingKeysWith: { $1 }).values)
    }

    private static func seconds(_ journal: [JournalRecord], until generation: Int?) -> Double? {
        let aside = [StageContract.fit, .aggregate, .score].map(\.name)
        let steps = latest(journal).filter { record in
            !aside.contains(record.stage) && generation.map { (record.generation ?? 0) <= $0 } ?? true
        }
        // In a fixed order: sums of floating-point numbers depend on it.
        return steps.isEmpty ? nil : steps.map(\.seconds).sorted().reduce(0, +)
    }

    /// The fit's own time, wherever it was made; nil where none was fit.
    private func fitSeconds(_ state: SearchState, _ journal: [JournalRecord]) -> Double? {
        guard state.fits, state.settings.fitsPredictor,
            let own = Self.latest(journal).first(where: { $0.stage == StageContract.fit.name })
        else { return nil }
        guard own.message != nil else { return own.seconds }
        return own.outputs[PredictorFile.accuracies.text].flatMap { sharedFits[$0] }
    }

    private static func byGeneration(_ scores: [ScoreRecord], _ normalisation: String) -> [Int: ScoreRecord] {
        Dictionary(
            scores.filter { $0.normalisation == normalisation }.map { ($0.generation, $0) },
            uniquingKeysWith: { first, other in other.isFinal ? other : first })
    }

    private static func read<Kind: Record>(
        _ kind: Kind.Type, _ name: String, _ run: RunDirectory
    ) throws -> [Kind] {
        let path = run.path(name)
        guard FileSystem.exists(path) else { return [] }
        return try JSONLines.read(kind, from: FileSystem.read(path), file: path)
    }
}

extension ResultRecord {
    /// A front's measures under both scalings.
    fileprivate mutating func take(_ space: ScoreRecord, _ front: ScoreRecord) {
        hypervolumeSpace = space.hypervolume
        igdSpace = space.igd
        igdPlusSpace = space.igdPlus
        hypervolumeFront = front.hypervolume
        igdFront = front.igd
        igdPlusFront = front.igdPlus
        trueFrontShare = space.trueFrontShare
        latencyCoverage = space.latencyCoverage
        bestAccuracyPercent = space.bestAccuracyPercent
        modelCalls = space.modelCalls
        modelTokens = space.modelTokens
        modelCostDollars = space.modelCostDollars
    }
}

extension StudyResults {
    /// The results of searches, in the order of the study whatever order they ended in.
    public func results(_ states: [SearchState], of matrix: StudyMatrix) throws -> [ResultRecord] {
        let states = ordered(states, matrix)
        let boxes = try foundBoxes(states)
        return try states.flatMap { state in
            try results(state).map { result in
                guard result.reference == .unknown, let box = boxes[BoxKey(state)] else { return result }
                var result = result
                let archives = StageContract.archive.writes[0].paths(generation: result.generation, last: 0)
                let members = try archives.flatMap {
                    try Self.read(ArchiveRecord.self, $0, directory.run(state.search))
                }
                let objectives = state.settings.objectives
                result.found = box.measures(
                    of: ParetoMembers.front(
                        of: members.map(\.evaluation), by: objectives, noise: state.settings.archive.noise),
                    by: objectives)
                return result
            }
        }
    }

    /// The fronts of searches of whose space nothing true is known, in the same order.
    public func fronts(_ states: [SearchState], of matrix: StudyMatrix) throws -> [StudyFront] {
        try ordered(states, matrix).filter { $0.settings.score.truth == .unknown }.map { state in
            let search = state.search
            let front = try Self.read(
                FrontRecord.self, StageContract.aggregate.writes[0].text, directory.run(search))
            return StudyFront(
                method: search.method.name,
                target: ResultRecord.target(search.space?.name, search.dataset.rawValue),
                device: search.device.rawValue, cells: front.map(\.evaluation))
        }
    }

    private func ordered(_ states: [SearchState], _ matrix: StudyMatrix) -> [SearchState] {
        let made = Dictionary(states.map { ($0.search.path, $0) }, uniquingKeysWith: { first, _ in first })
        return matrix.searches.compactMap { made[$0.path] }
    }

    /// Searches that have one yardstick.
    private struct BoxKey: Hashable {
        let target: String
        let objectives: [Objective]

        init(_ state: SearchState) {
            let search = state.search
            target = StudySearch.target(search.space, search.dataset, search.device)
            objectives = state.settings.objectives
        }
    }

    private func foundBoxes(_ states: [SearchState]) throws -> [BoxKey: FoundBox] {
        var evaluated: [BoxKey: [ObjectiveVector]] = [:]
        for state in states where state.settings.score.truth == .unknown {
            let paths = StageContract.score.reads[2].paths(
                generation: nil, last: state.settings.lastGeneration)
            for path in paths {
                evaluated[BoxKey(state), default: []] += try Self.read(
                    EvaluationRecord.self, path, directory.run(state.search)
                ).compactMap { $0.vector(state.settings.objectives) }
            }
        }
        return evaluated.compactMapValues { FoundBox($0) }
    }
}
