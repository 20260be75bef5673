import Foundation
import ModelServer
import Testing

/// Every command the README tells a reader to type works as written, in the order it tells them.
@Suite struct ReadmeTests {
    private static let text = Readme.text

    /// The lines of blocks marked `sh`. Blocks marked `text` need a build or a download and are not typed
    /// here: `make test` is what runs this test.
    private static var commands: [String] {
        Readme.blocks("sh", of: text).flatMap { $0.split(separator: "\n").map(String.init) }
    }

    /// A model answers where the README has vLLM and Ollama.
    @Test func everyCommandWorks() async throws {
        let model = ScriptedModel()
        let pair = ScriptedPair()
        let server = try await ModelServer.start {
            ScriptedPair.Question($0.body) == nil ? model.reply(to: $0) : pair.reply(to: $0)
        }
        let workplace = try Workplace()
        try workplace.write(
            "#!/bin/sh\n[ \"$1 $2 $4\" = 'run-batch -i -o' ] && echo INFO >&2 && exec ask < \"$3\" > \"$5\"\n",
            to: "bin/vllm")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: workplace.path("bin/vllm"))
        let environment = [
            "PELNAS_TABLES": "", "OPENAI_BASE_URL": server.baseURL,
            "OPENAI_API_KEY": "",
            "PATH": "\(workplace.path("bin")):\(Package.products.path):/usr/local/bin:/usr/bin:/bin",
        ]
        try FileManager.default.copyItem(
            at: Package.root.appending(path: "pipeline"), to: workplace.url.appending(path: "pipeline"))
        try Readme.writeOwnSpace(into: workplace)
        #expect(Self.commands.count > 10)
        for command in Self.commands {
            let typed = command.replacing(/http:\/\/localhost:[0-9]+\/v1/, with: server.baseURL)
            let ending = try await RunningCommand(
                ["sh", "-c", typed], in: workplace.url, environment: environment
            ).ended()
            #expect(ending.code == 0, "\(command)\n\(ending.errors)")
            // What goes to a file, or is not one of ours, says nothing.
            let isSilent = command.contains(" > ") || command.hasPrefix("cp ")
            #expect(
                isSilent || !ending.output.isEmpty || !ending.errors.isEmpty, "\(command) said nothing")
        }
        await server.stop()
        // The search by hand and the one by the driver, of the same settings, hold the same files.
        let chain = "runs/b/generation-10/archive.jsonl"
        #expect(workplace.exists(chain))
    }

    @Test func everyPipelineFileThatShipsIsGood() throws {
        let folder = Package.root.appending(path: "pipeline")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".yaml")
        }
        #expect(!files.isEmpty)
        for file in files {
            let workplace = try Workplace()
            let ending = try run("pelnas", "plan", folder.appending(path: file).path, in: workplace.url)
            #expect(ending.code == 0, "\(file): \(ending.errors)")
            #expect(try workplace.files(below: ".").isEmpty)
        }
    }

    /// Every setting is in the README's table, and every setting in the table is one.
    @Test func theTableOfSettingsIsComplete() throws {
        let search = try Search(generations: 0)
        try search.complete("run", "--until", "partition")
        let settings = try JSONSerialization.jsonObject(
            with: Data(try search.workplace.read("run/settings.json").utf8))
        var leaves: [String] = []
        func collect(_ value: Any, _ path: String) {
            if path != "chain", let object = value as? [String: Any] {
                for (name, value) in object { collect(value, path.isEmpty ? name : "\(path).\(name)") }
            } else {
                leaves.append(path)
            }
        }
        collect(settings, "")
        for leaf in leaves {
            let last = leaf.split(separator: ".").last.map(String.init) ?? leaf
            #expect(Self.text.contains("`\(leaf)`") || Self.text.contains("`\(last)`"), "\(leaf)")
        }
    }

    @Test func theCrontabRunsItsCommandAndForgivesALock() throws {
        let crontab = try String(
            contentsOf: Package.root.appending(path: "pipeline/examples/nightly.crontab"), encoding: .utf8)
        let line = try #require(crontab.split(separator: "\n").first { $0.contains("pelnas run") })
        let workplace = try Workplace()
        try FileManager.default.createDirectory(
            at: workplace.url.appending(path: "runs"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Package.root.appending(path: "pipeline"), to: workplace.url.appending(path: "pipeline"))
        let command = line.split(separator: " ").dropFirst(5).joined(separator: " ")
            .replacing("cd /srv/nas", with: "cd '\(workplace.url.path)'")
        let tables = ["PELNAS_TABLES": try SyntheticTables.folder()]
        #expect(try run("sh", "-c", command, in: workplace.url, environment: tables).code == 0)
        #expect(workplace.exists("runs/nightly/scores.jsonl"))
        let locked =
            "flock runs/nightly sh -c \"\(command.replacing("\"", with: "\\\"").replacing("$", with: "\\$"))\""
        #expect(try run("sh", "-c", locked, in: workplace.url, environment: tables).code == 0)
        #expect(try workplace.read("runs/nightly.log").contains("another run is writing here"))
    }
}
