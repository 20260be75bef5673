internal import Files
internal import Records
public import StageKit

/// Checks a whole run directory: that every file is what the journal says was written, and that every
/// line of every file reads as its schema asks.
public struct Verification {
    public struct Finding: Sendable, CustomStringConvertible {
        public var path: String
        public var message: String

        public var description: String { "\(path): \(message)" }
    }

    public private(set) var findings: [Finding] = []
    public private(set) var filesChecked = 0
    public private(set) var recordsChecked = 0

    public init(run: RunDirectory) throws {
        var hashes: [String: (hash: String, stage: String)] = [:]
        for record in try run.journal.records() where record.outcome == .done {
            let label = record.generation.map { "\(record.stage)@\($0)" } ?? record.stage
            for (path, hash) in record.outputs { hashes[path] = (hash, label) }
        }
        for path in RunFiles.all(in: run) {
            check(path, in: run, against: hashes[path])
        }
        for path in hashes.keys.sorted() where !FileSystem.exists(run.path(path)) {
            note(path, "is missing: \(hashes[path]?.stage ?? "a stage") wrote it")
        }
    }

    private mutating func note(_ path: String, _ message: String) {
        findings.append(Finding(path: path, message: message))
    }

    private mutating func check(
        _ path: String, in run: RunDirectory, against journal: (hash: String, stage: String)?
    ) {
        filesChecked += 1
        do {
            let file = try MappedFile(path: run.path(path))
            if let journal {
                let hash = file.withBytes { ContentHash(of: $0).description }
                if hash != journal.hash {
                    note(path, "is not what \(journal.stage) wrote: its content changed")
                }
            } else if !RunFiles.isOwn(path) {
                note(path, "no stage of this run wrote it")
            }
            guard path.hasSuffix(".jsonl") else { return }
            recordsChecked += try file.withBytes { try RecordFiles.check($0, path: path) }
        } catch let error as LineError {
            note(path, "line \(error.line): \(error.message)")
        } catch {
            note(path, "\(error)")
        }
    }
}

/// The files of a run directory.
enum RunFiles {
    /// What is there without any stage having written it.
    static func isOwn(_ path: String) -> Bool {
        [RunDirectory.pipelineName, RunDirectory.settingsName, Journal.fileName].contains(path)
    }

    /// Every file, as a path within the directory; directories of symbolic links are not entered.
    static func all(in run: RunDirectory) -> [String] { list(run.root, prefix: "") }

    private static func list(_ directory: String, prefix: String) -> [String] {
        FileSystem.names(in: directory).flatMap { name -> [String] in
            let full = "\(directory)/\(name)"
            if FileSystem.isDirectory(full) {
                return FileSystem.isSymbolicLink(full) ? [] : list(full, prefix: "\(prefix)\(name)/")
            }
            return ["\(prefix)\(name)"]
        }
    }
}
