internal import Benchmarks
internal import Files
internal import Pareto
public import PipelineFile
internal import Records
internal import Report
internal import Spaces
public import StageKit

/// The report of a run: one page and its figures, from whatever the run directory holds by now.
public struct RunReport {
    /// The folder within a run directory.
    public static let folder = "report"
    public static let page = "report/index.html"

    private let report: Report

    public init(run: RunDirectory, plan: Plan, settings: PipelineSettings) throws {
        report = Report(try Self.contents(run, plan, settings))
    }

    /// Writes `index.html` and a file for each figure. Throws where the folder cannot be written. A folder of
    /// the run's own, `owns`, keeps no figure of an earlier report; another may hold files of the user's.
    public func write(into folder: String, owns: Bool) throws {
        try FileSystem.makeDirectory(folder)
        if owns {
            let ours = Set(report.figures.map { "\($0.name).svg" })
            for name in FileSystem.names(in: folder) where name.hasSuffix(".svg") && !ours.contains(name) {
                try FileSystem.remove("\(folder)/\(name)")
            }
        }
        for figure in report.figures {
            try AtomicFile.publish(
                Array(figure.svg.utf8), to: "\(folder)/\(figure.name).svg", flushesName: false)
        }
        // Last, so that a page never shows figures that are not there yet.
        try AtomicFile.publish(Array(report.html.utf8), to: "\(folder)/index.html")
    }

    /// Steps whose files are not what running them now would make.
    private static func stale(
        _ run: RunDirectory, _ plan: Plan, _ settings: PipelineSettings
    ) throws -> [String] {
        let judge = try StalenessJudge(run: run, settings: settings)
        return zip(plan.steps, try judge.states(of: plan.steps)).filter { $1 != .current }.map(\.0.label)
    }

    private static func contents(
        _ run: RunDirectory, _ plan: Plan, _ settings: PipelineSettings
    ) throws -> ReportContents {
        let reader = RunReader(run: run)
        let last = plan.lastGeneration
        var contents = ReportContents()
        contents.name = settings.name
        contents.runName = FileSystem.lastComponent(of: run.root)
        contents.datasetName = settings.target.dataset.rawValue
        contents.deviceName = settings.target.deviceName
        contents.proposerName = settings.prompt.proposer.rawValue
        contents.randomSeed = settings.randomSeed
        contents.objectives = settings.objectives
        let hasEvenShares = settings.prompt.profile == .standard && settings.prompt.allocation == .even
        let proposer = settings.prompt.proposer
        let goesByNiche = proposer == .partitionedEvolution || proposer == .randomPartitioned
        contents.childrenPerNiche = hasEvenShares && goesByNiche ? settings.prompt.children : nil

        contents.staleSteps = try stale(run, plan, settings)
        contents.niches = try reader.one(NicheRecord.self, "niches.jsonl")
        contents.evaluations = try reader.every(EvaluationRecord.self, "evaluations.jsonl", last)
        for generation in 0...max(0, last) {
            let archive = try reader.generation(ArchiveRecord.self, "archive.jsonl", generation)
            if !archive.isEmpty { contents.archives[generation] = archive }
        }
        contents.front = try reader.one(TrueFrontRecord.self, "front-true.jsonl")
        contents.scores = try reader.one(ScoreRecord.self, "scores.jsonl")
        contents.fit = try reader.one(FitRecord.self, PredictorFile.report.text)
        contents.surrogates = try reader.one(SurrogateRecord.self, PredictorFile.cards.text)
        contents.rejected = try reader.every(RejectedRecord.self, "rejected.jsonl", last)
        contents.calls = try reader.every(CallRecord.self, "calls.jsonl", last)
        contents.knowledge = try reader.every(KnowledgeRecord.self, "knowledge.jsonl", last)
        contents.strategies = try reader.every(StrategyRecord.self, "strategy.jsonl", last)
        contents.ledger = try run.ledger.records()
        contents.accuracySource = contents.evaluations.first?.accuracySource ?? ""
        contents.latencySource = contents.evaluations.first?.latencySource ?? ""

        // A report is worth having without its yardstick, should the tables be gone by now.
        if !contents.scores.isEmpty, let (values, kind) = try? run.reference(settings) ?? nil {
            let excludes = settings.score.excludesDegenerate
            contents.referenceFront = values.front(against: .latency, excludingDegenerate: excludes)
            for cost in settings.objectives.further {
                contents.furtherReferences[cost] = values.front(against: cost, excludingDegenerate: excludes)
            }
            contents.reference = kind == .tables ? .tables : .surrogates
            if kind == .tables {
                for evaluation in contents.evaluations {
                    let text = evaluation.candidate.cell
                    guard let cell = try? Cell(parsing: text) else { continue }
                    contents.trueAccuracyPercent[text] = values.accuracies.value(of: cell)
                }
                if settings.objectives == Objective.standard { contents.reported = reported(settings) }
            }
        }
        return contents
    }

    /// What the paper of the method at work has on this target.
    private static func reported(_ settings: PipelineSettings) -> ReportContents.Reported? {
        if settings.prompt.proposer == .coLLM {
            guard let reported = ReportedAccuracy.coLLM(settings.target.dataset) else { return nil }
            return .init(
                accuracyPercent: reported.accuracyPercent,
                source: "CoLLM-NAS, main results on NAS-Bench-201, mean of 10 runs")
        }
        guard let reported = ReportedFigure.pelNAS(settings.target.dataset, settings.target.device) else {
            return nil
        }
        return .init(
            hypervolume: reported.hypervolume, igd: reported.igd,
            source: "PEL-NAS, Table 3; normalisation not stated")
    }
}
