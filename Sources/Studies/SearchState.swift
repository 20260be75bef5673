internal import Files
internal import Pipeline
public import PipelineFile
internal import Records
internal import StageKit

/// A search of a study as its run directory has it.
public struct SearchState: Sendable {
    public enum Standing: Sendable, Equatable {
        /// Every step is what running it now would make.
        case current
        /// Something is missing or stale.
        case open
    }

    public let search: StudySearch
    public let settings: PipelineSettings
    public let standing: Standing
    /// Whether its chain fits, or loads, a predictor.
    let fits: Bool
    /// What the predictor's fit depends on, where there is a fit that is not current: searches with the same
    /// share one.
    let fitKey: String?

    /// Looks at a search. `outside` remembers what lies outside of run directories, for all of a study's.
    init(
        _ search: StudySearch, _ matrix: StudyMatrix, _ directory: StudyDirectory, outside: OutsideHashes
    ) throws {
        let (file, plan) = try matrix.pipeline(search)
        let run = directory.run(search)
        self.search = search
        settings = file.resolvedSettings
        let isPublished = try run.exists && run.holds(file)
        let judge = try StalenessJudge(run: run, settings: settings, outside: outside)
        let states = isPublished ? try judge.states(of: plan.steps) : []
        standing = isPublished && states.allSatisfy { $0 == .current } ? .current : .open
        let fit = plan.steps.firstIndex { $0.name == StageContract.fit.name }
        fits = fit != nil
        if let fit, states.isEmpty || states[fit] != .current {
            fitKey = Self.fitKey(plan, settings, upTo: fit)
        } else {
            fitKey = nil
        }
    }

    /// What the fit at a place of the plan depends on, as one word.
    static func fitKey(_ plan: Plan, _ settings: PipelineSettings, upTo fit: Int) -> String {
        let parts = plan.steps[...fit].map { "\($0.label) \($0.parameters(under: settings).text)" }
        let data = settings.json["data"]?.text ?? ""
        return ContentHash(of: Array((parts + [data]).joined(separator: "\n").utf8)).description
    }
}

extension StudyMatrix {
    /// What a search's fit depends on, as one word: equal for searches that can share one. Nil where there is no fit,
    /// or one that does not write the file.
    public func fitKey(_ search: StudySearch, writing file: String) throws -> String? {
        let (pipeline, plan) = try pipeline(search)
        let fit = plan.steps.firstIndex { $0.name == StageContract.fit.name && $0.writes.contains(file) }
        return fit.map { SearchState.fitKey(plan, pipeline.resolvedSettings, upTo: $0) }
    }
}
