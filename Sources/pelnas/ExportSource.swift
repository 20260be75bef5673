import Files
import LanguageModel
import Networks
import Pipeline
import Records
import Spaces
import StageKit

/// The cells of a run that are to be exported, each with what the run knows of it.
struct ExportSource {
    let run: RunDirectory
    let dataset: Dataset
    /// The last generation of the run's plan.
    let last: Int

    /// The front as the search sees it. Throws code 66 where the run has none yet.
    func front() throws -> [ExportedCell] {
        let path = run.path("front.jsonl")
        guard FileSystem.exists(path) else {
            throw StageFailure(
                .missingInput,
                "\(path) is missing: finish the run, or take what it has by --archives or --cell")
        }
        return try exported(try reader.one(FrontRecord.self, "front.jsonl").map(\.evaluation), from: path)
    }

    /// All niches' archives after the last generation that has one. Throws code 66 where none has.
    func archives() throws -> [ExportedCell] {
        for generation in (0...max(0, last)).reversed() {
            let name = "\(PathPattern.folder(ofGeneration: generation))/archive.jsonl"
            guard FileSystem.exists(run.path(name)) else { continue }
            return try exported(
                try reader.one(ArchiveRecord.self, name).map(\.evaluation), from: run.path(name))
        }
        throw StageFailure(.missingInput, "\(run.root): no generation has an archive yet")
    }

    /// Cells by their written form, or candidates by name. A cell that the run never proposed has no objectives.
    func cells(_ texts: [String]) throws -> [ExportedCell] {
        let candidates = try reader.every(CandidateRecord.self, "candidates.jsonl", last)
        let evaluations = try reader.every(EvaluationRecord.self, "evaluations.jsonl", last)
        let truths = try truths()
        return try texts.map { text in
            let isCell = text.contains("|")
            if isCell { _ = try Self.parsed(text) }
            guard let candidate = candidates.first(where: { (isCell ? $0.cell : $0.id) == text }) else {
                return ExportedCell(try Self.parsed(text), on: dataset)
            }
            let evaluation = evaluations.first { $0.candidate.cell == candidate.cell }
            return try exported(candidate, evaluation, truths[candidate.cell], from: run.root)
        }
    }

    /// A cell from its written form. Throws code 64 where it is none.
    static func parsed(_ text: String) throws -> Cell {
        guard text.contains("|") else {
            throw StageFailure(
                .usage,
                "\(PlainText.oneLine(text, limit: 80)): no candidate of that name, and no cell (those contain |)"
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

    private func exported(_ evaluations: [EvaluationRecord], from path: String) throws -> [ExportedCell] {
        let truths = try truths()
        return try evaluations.map {
            try exported($0.candidate, $0, truths[$0.candidate.cell], from: path)
        }
    }

    private func exported(
        _ candidate: CandidateRecord, _ evaluation: EvaluationRecord?, _ truth: TrueFrontRecord?,
        from path: String
    ) throws -> ExportedCell {
        do throws(CellError) {
            return try ExportedCell(candidate, evaluation, truth: truth, on: dataset)
        } catch {
            let message = PlainText.oneLine("candidate \(candidate.id): \(error)", limit: 300)
            throw StageFailure(.badData, "\(path): \(message)")
        }
    }
}
