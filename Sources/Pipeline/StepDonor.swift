internal import Files
internal import Records
internal import StageKit

/// Another run directory whose files stand for those of a step here, where running it here would make the
/// same: the program, the settings it depends on and the content of all that it reads are equal. So searches
/// that differ in nothing else share one fit.
///
/// What `prompt` made is never taken: with a model, the ledger counts what was paid for it.
final class StepDonor {
    private let donor: RunDirectory
    private var latest: [String: JournalRecord] = [:]

    init(_ donor: RunDirectory) throws {
        self.donor = donor
        for record in try donor.journal.records() { latest[record.label] = record }
    }

    /// Takes the step's files into the run and enters that in its journal; false, and nothing done, where the
    /// donor has none that fit.
    func give(_ step: PlannedStep, to run: RunDirectory, judge: StalenessJudge) throws -> Bool {
        guard case .stage(let contract) = step.work, contract.name != StageContract.prompt.name,
            let made = latest[step.label], made.outcome == .done, try isEqual(made, step, judge)
        else { return false }
        let begin = Clock.monotonicSeconds()
        for path in step.writes {
            try FileSystem.makeDirectory(FileSystem.directory(of: run.path(path)))
            try AtomicFile.share(donor.path(path), as: run.path(path))
            guard judge.currentHash(path) == made.outputs[path] else { return false }
        }
        var record = made
        record.message = "its files are those of \(donor.root), made from the same"
        record.started = Clock.now()
        record.seconds = Clock.monotonicSeconds() - begin
        try run.journal.append(record)
        judge.note(record)
        return true
    }

    private func isEqual(
        _ made: JournalRecord, _ step: PlannedStep, _ judge: StalenessJudge
    ) throws -> Bool {
        guard Set(made.outputs.keys) == Set(step.writes),
            made.hasRead(step.reads),
            judge.parameters(of: step).text == made.parameters.text,
            try judge.programHash(of: step) == made.programHash
        else { return false }
        return made.inputs.allSatisfy { judge.inputHash($0.key) == $0.value }
            && made.outputs.allSatisfy { path, hash in
                (try? ContentHash(ofFile: donor.path(path)))?.description == hash
            }
    }
}
