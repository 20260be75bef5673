internal import Files
import Records
import StageKit

/// Journals a program of the user's, which knows nothing of journals: checks that it wrote what it
/// promised, and that what it wrote reads as records.
struct ProgramJournal {
    let run: RunDirectory

    func record(
        _ step: PlannedStep, programHash: String, parameters: JSON, started: String, seconds: Double
    ) throws -> JournalRecord {
        var outputs: [String: String] = [:]
        var counts: [String: Int] = [:]
        for path in step.writes {
            let full = run.path(path)
            guard FileSystem.exists(full) else {
                throw StageFailure(.badData, "\(step.label) ended well but did not write \(full)")
            }
            let bytes = try FileSystem.read(full)
            outputs[path] = ContentHash(of: bytes).description
            if path.hasSuffix(".jsonl") {
                counts[path] = try bytes.withUnsafeBytes { try RecordFiles.check($0, path: full) }
            }
        }
        var inputs: [String: String] = [:]
        for path in step.reads { inputs[path] = try ContentHash(ofFile: run.path(path)).description }
        return JournalRecord(
            stage: step.name, generation: step.generation, outcome: .done, message: nil,
            programHash: programHash, version: "", parameters: parameters,
            inputs: GenerationSpan.folded(inputs), outputs: outputs, records: counts, started: started,
            seconds: seconds)
    }
}

/// Files of records, whichever kind they hold.
enum RecordFiles {
    /// Checks each line against the schema that the file's name calls for, or merely as JSON where it
    /// calls for none; returns the number of lines.
    static func check(_ bytes: UnsafeRawBufferPointer, path: String) throws -> Int {
        let schema = RecordCatalogue.schema(ofFile: FileSystem.lastComponent(of: path))
        var count = 0
        try JSONLines.forEach(in: bytes, file: path) { line, value in
            count = line
            guard let schema else { return }
            do throws(RecordError) {
                try schema.check(value)
            } catch {
                throw LineError(file: path, line: line, message: "\(error)")
            }
        }
        return count
    }
}
