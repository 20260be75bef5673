import Foundation
import Testing

/// A golden case: a folder that says what a stage is given and what it must make of it.
///
/// `cmd` is a line for the shell, run in a copy of `in/`; `out/` holds files that must be there then, byte
/// for byte; `stdout`, `stderr` and `exit` what must be said (nothing, nothing and 0 where absent).
/// RECORD=1 writes what happens as what is expected, and fails: a recording is to be looked at.
struct StageCase: CustomTestStringConvertible, Sendable {
    let folder: URL

    var testDescription: String { "\(folder.pathComponents.suffix(3).joined(separator: "/"))" }

    static func all() -> [StageCase] {
        let stages = Package.root.appending(path: "stages")
        let manager = FileManager.default
        return ((try? manager.contentsOfDirectory(atPath: stages.path)) ?? []).sorted().flatMap { stage in
            let cases = stages.appending(path: "\(stage)/cases")
            return ((try? manager.contentsOfDirectory(atPath: cases.path)) ?? []).sorted().compactMap {
                name in
                let folder = cases.appending(path: name)
                return manager.fileExists(atPath: folder.appending(path: "cmd").path)
                    ? StageCase(folder: folder) : nil
            }
        }
    }

    func text(_ name: String) -> String? {
        try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
}

@Suite struct StageCaseTests {
    private let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

    @Test func everyStageHasCases() {
        let stages = Set(
            StageCase.all().map {
                $0.folder.deletingLastPathComponent().deletingLastPathComponent().lastPathComponent
            })
        #expect(
            stages == ["partition", "fit", "seed", "prompt", "evaluate", "archive", "aggregate", "score"])
    }

    @Test(arguments: StageCase.all()) func stageDoesAsRecorded(_ stageCase: StageCase) throws {
        let workplace = try Workplace()
        let input = stageCase.folder.appending(path: "in")
        let work = workplace.url.appending(path: "work")
        if FileManager.default.fileExists(atPath: input.path) {
            try FileManager.default.copyItem(at: input, to: work)
        } else {
            try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        }
        let ending = try run("sh", "-c", try #require(stageCase.text("cmd")), in: work)
        if isRecording { return try record(ending, stageCase, workplace) }
        #expect(
            ending.code
                == Int32(stageCase.text("exit")?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "0"))
        #expect(ending.output == stageCase.text("stdout") ?? "")
        #expect(ending.errors == stageCase.text("stderr") ?? "")
        let expected = stageCase.folder.appending(path: "out")
        for name in (try? FileManager.default.subpathsOfDirectory(atPath: expected.path)) ?? [] {
            let file = expected.appending(path: name)
            guard !file.hasDirectoryPath, let wanted = try? String(contentsOf: file, encoding: .utf8) else {
                continue
            }
            let found = try? String(contentsOf: work.appending(path: name), encoding: .utf8)
            #expect(found == wanted, "\(name)")
        }
    }

    private func record(_ ending: Ending, _ stageCase: StageCase, _ workplace: Workplace) throws {
        func keep(_ text: String, _ name: String, unless usual: String) throws {
            let file = stageCase.folder.appending(path: name)
            try? FileManager.default.removeItem(at: file)
            if text != usual { try text.write(to: file, atomically: true, encoding: .utf8) }
        }
        try keep(ending.output, "stdout", unless: "")
        try keep(ending.errors, "stderr", unless: "")
        try keep("\(ending.code)\n", "exit", unless: "0\n")
        let output = stageCase.folder.appending(path: "out")
        try? FileManager.default.removeItem(at: output)
        let input = stageCase.folder.appending(path: "in")
        for (name, content) in try workplace.files(below: "work") {
            // Journal, ledger and shares hold times; what the case began with is no result.
            if name.hasSuffix("journal.jsonl") || name.hasSuffix("ledger.jsonl") || name.contains(".shard-")
                || (try? Data(contentsOf: input.appending(path: name))) == content
            {
                continue
            }
            let file = output.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try content.write(to: file)
        }
        Issue.record("recorded; look at it and run again without RECORD")
    }
}
