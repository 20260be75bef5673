internal import Files
internal import Records
public import StageKit

/// Checks a whole run directory: that every file is what the journal says was written, and that every
/// line of every file reads as its schema asks.
public struct Verification {
    public struct Finding: Sendable, CustomStringConvertible {
        public var path: String
        public var message: String

        /// One line, whatever the file is called.
        public var description: String { "\(path.replacing("\n", with: "\\n")): \(message)" }
    }

    public private(set) var findings: [Finding] = []
    public private(set) var filesChecked = 0
    public private(set) var recordsChecked = 0

    /// Looks at every file that is there, and asks for every file that the plan writes and the journal says
    /// was written: what an earlier, longer chain wrote may be cleaned away.
    public init(run: RunDirectory, plan: Plan) throws {
        var written: [String: (hash: String, stage: String)] = [:]
        for record in try run.journal.records() where record.outcome == .done {
            for (path, hash) in record.outputs { written[path] = (hash, record.label) }
        }
        let planned = Set(plan.steps.flatMap(\.writes))
        let expected = written.keys.filter(planned.contains)
        for path in Set(RunFiles.all(in: run)).union(expected).sorted() {
            check(path, in: run, against: written[path])
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
            let bytes = try FileSystem.read(run.path(path))
            if let journal {
                if ContentHash(of: bytes).description != journal.hash {
                    note(path, "is not what \(journal.stage) wrote: its content changed")
                }
            } else if !RunFiles.isOwn(path), !RunFiles.isExchange(path), !Shard.isFile(path) {
                note(path, "no stage of this run wrote it")
            }
            guard path.hasSuffix(".jsonl") else { return }
            recordsChecked += try bytes.withUnsafeBytes { try RecordFiles.check($0, path: path) }
        } catch let error as LineError {
            note(path, "line \(error.line): \(error.message)")
        } catch let error as FileError where error.isMissing {
            note(path, "is missing: \(journal?.stage ?? "a stage") wrote it")
        } catch {
            note(path, "\(error)")
        }
    }
}

/// The files of a run directory.
enum RunFiles {
    /// What is there without any stage having written it.
    static func isOwn(_ path: String) -> Bool {
        [RunDirectory.pipelineName, RunDirectory.settingsName, Journal.fileName, Ledger.fileName].contains(
            path)
            || isBatchState(path) || path.hasPrefix("report/") || isMeasurement(path) || isProxies(path)
    }

    /// What a program of the user's measured, kept as it is measured.
    static func isMeasurement(_ path: String) -> Bool {
        path.hasPrefix(MeasurementRecord.folder + "/") && path.hasSuffix(".jsonl")
    }

    /// Proxies computed here, kept as they are computed.
    static func isProxies(_ path: String) -> Bool {
        path.hasPrefix(ProxyRecord.folder + "/") && path.hasSuffix(".jsonl")
    }

    /// What remembers a batch at work.
    static func isBatchState(_ path: String) -> Bool { path.hasSuffix(RunDirectory.batchStateSuffix) }

    /// Questions to a model and answers: they are on the disk before the step that asks is finished.
    static func isExchange(_ path: String) -> Bool {
        path.hasPrefix("generation-")
            && (path.hasSuffix(".requests.jsonl") || path.hasSuffix(".responses.jsonl")
                || path.hasSuffix(".superseded.jsonl"))
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
