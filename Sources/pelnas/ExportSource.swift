import LanguageModel
import Networks
import Pipeline
import PipelineFile
import Records
import Spaces
import StageKit

/// The cells of a run that are to be exported, each with what the run knows of it.
struct ExportSource {
    private let file: PipelineFile
    private let plan: Plan
    private let run: RunDirectory
    private let judge: StalenessJudge

    /// What the settings say; a cell that was evaluated is built for what it was evaluated on.
    private let dataset: Dataset

    /// Cells, and what is to be said of where they come from.
    typealias Found = (cells: [ExportedCell], remarks: [String])

    init(file: PipelineFile, plan: Plan, run: RunDirectory) throws {
        self.file = file
        self.plan = plan
        self.run = run
        judge = try StalenessJudge(run: run, settings: file.resolvedSettings)
        dataset = try file.settings.target.benchmark().dataset
    }

    /// The front as the search sees it, or all members of the archives. Throws code 66 where there is none yet.
    func found(archives: Bool) throws -> Found {
        let front =
            try archives
            ? FoundFront(archivesOf: run, plan: plan, judge: judge)
            : FoundFront(of: run, plan: plan, judge: judge)
        let truths = try truths()
        let cells = try front.rows.map { row in
            let candidate = row.evaluation.candidate
            return try exported(candidate, row.evaluation, row.truth ?? truths[candidate.cell])
        }
        return (cells, [front.origin] + remark(cells))
    }

    /// Cells by their written form, or candidates by name. A cell that the run never proposed has no objectives.
    func cells(_ texts: [String]) throws -> Found {
        let candidates = try reader.every(CandidateRecord.self, "candidates.jsonl", plan.lastGeneration)
        let evaluations = try reader.every(EvaluationRecord.self, "evaluations.jsonl", plan.lastGeneration)
        let truths = try truths()
        let cells = try texts.map { text in
            let isNamed = candidates.contains { $0.id == text }
            let text = isNamed ? text : Cell(letters: text)?.description ?? text
            let isCell = text.contains("|")
            if isCell { _ = try Self.parsed(text) }
            guard let candidate = candidates.first(where: { (isCell ? $0.cell : $0.id) == text }) else {
                return ExportedCell(try Self.parsed(text), on: dataset)
            }
            let evaluation = evaluations.first { $0.candidate.cell == candidate.cell }
            return try exported(candidate, evaluation, truths[candidate.cell])
        }
        return (cells, try remarkOnEvaluations(of: cells) + remark(cells))
    }

    /// Says so where cells were evaluated by steps that are not current.
    private func remarkOnEvaluations(of cells: [ExportedCell]) throws -> [String] {
        let stale = zip(plan.steps, try judge.states(of: plan.steps)).filter { step, state in
            state != .current && step.writes.contains { $0.hasSuffix("/evaluations.jsonl") }
        }
        let generations = Set(stale.compactMap(\.0.generation)).intersection(
            cells.filter { $0.evaluation != nil }.compactMap { $0.candidate?.generation })
        return generations.sorted().map {
            "the evaluations of generation \($0)" + FoundFront.isNotCurrent
        }
    }

    /// Says so where cells were evaluated for another data set than the settings name by now.
    private func remark(_ cells: [ExportedCell]) -> [String] {
        Set(cells.map(\.dataset)).subtracting([dataset]).map(\.rawValue).sorted().map { name in
            "cells evaluated for \(name) are built for it, while the run's settings say "
                + "\(dataset.rawValue) by now: run again"
        }
    }

    /// A cell from its written form. Throws code 64 where it is none.
    static func parsed(_ text: String) throws -> Cell {
        if let cell = Cell(letters: text) { return cell }
        guard text.contains("|") else {
            throw StageFailure(
                .usage,
                "\(PlainText.oneLine(text, limit: 80)): no candidate of that name, and no cell (those contain |, or are six letters of -s13p)"
            )
        }
        do throws(CellError) {
            return try Cell(parsing: text)
        } catch {
            throw StageFailure(.usage, "--cell \(PlainText.oneLine(text, limit: 200)): \(error)")
        }
    }

    private var reader: RunReader { RunReader(run: run) }

    private func truths() throws -> [String: TrueFrontRecord] {
        Dictionary(
            try reader.one(TrueFrontRecord.self, "front-true.jsonl").map {
                ($0.evaluation.candidate.cell, $0)
            },
            uniquingKeysWith: { first, _ in first })
    }

    private func exported(
        _ candidate: CandidateRecord, _ evaluation: EvaluationRecord?, _ truth: TrueFrontRecord?
    ) throws -> ExportedCell {
        do throws(CellError) {
            return try ExportedCell(candidate, evaluation, truth: truth, on: dataset)
        } catch {
            let message = PlainText.oneLine("candidate \(candidate.id): \(error)", limit: 300)
            throw StageFailure(.badData, "\(run.root): \(message)")
        }
    }
}
