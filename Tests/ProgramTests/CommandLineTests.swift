import Foundation
import Testing

/// What every program says of itself.
@Suite struct CommandLineTests {
    /// The list of templates that the build puts into `prompt` is the folder's.
    @Test func everyTemplateThatShipsIsBuiltIn() throws {
        let stage = Package.root.appending(path: "stages/prompt")
        let list = try String(contentsOf: stage.appending(path: "BuiltInTemplates.swift"), encoding: .utf8)
        let files = try FileManager.default.contentsOfDirectory(
            atPath: stage.appending(path: "templates").path)
        #expect(files.count > 5)
        for file in files { #expect(list.contains("\"\(file)\": "), "\(file)") }
        #expect(list.components(separatedBy: ".mustache\":").count == files.count + 1)
    }

    static let stages = ["partition", "fit", "seed", "prompt", "evaluate", "archive", "aggregate", "score"]

    @Test(arguments: stages) func aStageTellsItsVersionAndAnExample(_ stage: String) throws {
        let workplace = try Workplace()
        let version = try run(stage, "--version", in: workplace.url)
        #expect(version.code == 0)
        #expect(version.output.contains(/^[a-z]+ \d+\.\d+\.\d+( \([^()]+\))?\n$/))
        #expect(version.output.hasPrefix(stage))
        let help = try run(stage, "--help", in: workplace.url)
        #expect(help.code == 0)
        #expect(help.output.contains("Example:") && help.output.contains("--run-dir"))
        let contract = try run(stage, "--contract", in: workplace.url)
        let object = try JSONSerialization.jsonObject(with: Data(contract.output.utf8)) as? [String: Any]
        #expect(object?["stage"] as? String == stage)
        // What `fit` writes depends on where accuracies and latencies come from.
        let writes = object?[stage == "fit" ? "writes_with" : "writes"]
        #expect((writes as? [String])?.isEmpty == false || (writes as? [String: Any])?.isEmpty == false)
    }

    @Test(arguments: stages + ["pelnas"]) func anUnknownOptionIsAUsageError(_ program: String) throws {
        let workplace = try Workplace()
        let ending = try run(program, "--no-such-option", in: workplace.url)
        #expect(ending.code == 64)
        #expect(ending.errors.contains("--no-such-option"))
    }

    @Test(arguments: [
        "run", "watch", "front", "report", "export", "plan", "status", "verify", "explain", "clean", "import",
        "fit", "schemas", "doctor",
    ])
    func theDriversCommandsExplainThemselves(_ command: String) throws {
        let workplace = try Workplace()
        let help = try run("pelnas", command, "--help", in: workplace.url)
        #expect(help.code == 0)
        #expect(help.output.contains("OVERVIEW"))
    }
}
