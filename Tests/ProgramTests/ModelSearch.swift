import Foundation
import ModelServer
import Records
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A small search whose children a scripted model proposes: two generations over the oracle's tables.
struct ModelSearch {
    /// No key of anybody's.
    static let key = "made-up-key-0123456789-abcdefghijklmnop"

    let workplace: Workplace
    private let startsAlike: Bool

    /// `prompt` has the members of that section but for its proposer and its model, `model` those of
    /// `prompt.model` but for its name, `extra` whole sections. What comes before the first question is copied
    /// from another search unless `isWhole`.
    init(
        generations: Int = 2, proposer: String = "co-evolution", prompt: String = "children: 2",
        model: String = "concurrency: 4", extra: String = "", isWhole: Bool = false
    ) throws {
        startsAlike = extra.isEmpty && !isWhole
        workplace = try Workplace()
        try workplace.write(
            """
            name: small
            random_seed: 7
            target: {dataset: cifar10, device: fpga}
            seed: {per_niche: 4}
            prompt:
              proposer: \(proposer)
              \(prompt.split(separator: "\n").joined(separator: "\n  "))
              model: {name: test-model, \(model)}
            evaluate: {accuracy: {source: table}}
            \(extra)
            data: {tables: \(try SyntheticTables.folder())}
            chain:
              - partition
              - seed
              - evaluate
              - archive
              - repeat: {generations: \(generations), stages: [prompt, evaluate, archive]}
              - aggregate
              - score

            """, to: "pipeline.yaml")
    }

    /// What a program is told of a server; without one there is neither key nor address.
    func environment(_ server: ModelServer?) -> [String: String] {
        var variables = [
            "OPENAI_API_BASE": "", "OPENAI_ORG_ID": "", "OPENAI_PROJECT_ID": "", "OPENAI_BASE_URL": "",
            "OPENAI_API_KEY": "", "no_proxy": "127.0.0.1",
        ]
        if let server {
            variables["OPENAI_BASE_URL"] = server.baseURL
            variables["OPENAI_API_KEY"] = Self.key
        }
        return variables
    }

    /// Runs a program to its end.
    func program(
        _ command: [String], _ server: ModelServer? = nil, input: String = "", more: [String: String] = [:]
    ) async throws -> Ending {
        try await RunningCommand(
            command, in: workplace.url, environment: environment(server).merging(more) { $1 }, input: input
        ).ended()
    }

    func pelnas(_ arguments: String..., server: ModelServer? = nil, input: String = "") async throws -> Ending
    {
        try await program(["pelnas"] + arguments, server, input: input)
    }

    /// `pelnas run` on the pipeline file.
    func run(_ directory: String = "run", _ server: ModelServer?, _ more: String...) async throws -> Ending {
        try await begin(directory)
        return try await program(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", directory, "--quiet"] + more, server)
    }

    /// The same, which must go well.
    func complete(_ directory: String = "run", _ server: ModelServer?, _ more: String...) async throws {
        try await begin(directory)
        let ending = try await program(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", directory, "--quiet"] + more, server)
        try #require(ending.code == 0, "\(ending.errors)")
    }

    /// What comes before the first question is the same in most searches: it is made once and copied.
    private func begin(_ directory: String) async throws {
        guard startsAlike, !workplace.exists(directory) else { return }
        let seeded = try await Seeded.shared.folder()
        let target = workplace.url.appending(path: directory)
        try FileManager.default.copyItem(at: seeded.url.appending(path: "run"), to: target)
    }

    /// What follows from questions and answers alone: all files but those that tell of times.
    func results(_ directory: String = "run") throws -> [String: Data] {
        try workplace.files(below: directory).filter {
            !["journal.jsonl", "ledger.jsonl"].contains($0.key) && !$0.key.hasPrefix("report/")
        }
    }

    /// The lines of a JSONL file of a run.
    func lines(_ name: String, _ directory: String = "run") throws -> [JSON] {
        try workplace.read("\(directory)/\(name)").split(separator: "\n").map {
            try JSONParser.parse(Array($0.utf8))
        }
    }

    /// The lines of a file of each generation, from the first on.
    func everyLine(_ name: String, generations: Int, _ directory: String = "run") throws -> [JSON] {
        try (1...generations).flatMap { generation in
            try lines("\(Self.folder(generation))/\(name)", directory)
        }
    }

    static func folder(_ generation: Int) -> String {
        "generation-\(generation < 10 ? "0" : "")\(generation)"
    }
}

/// A run up to its first question.
private actor Seeded {
    static let shared = Seeded()
    private var making: Task<Workplace, any Error>?

    func folder() async throws -> Workplace {
        let task =
            making
            ?? Task {
                let search = try ModelSearch(isWhole: true)
                try await search.complete("run", nil, "--until", "archive@0")
                return search.workplace
            }
        making = task
        return try await task.value
    }
}

extension ModelServer {
    /// A server behind which a scripted model answers.
    static func start(_ model: ScriptedModel) async throws -> ModelServer {
        try await start { model.reply(to: $0) }
    }
}

extension RunningCommand {
    /// How it ended, waited for on a thread of its own: the server of the same process answers meanwhile on
    /// those that tasks share.
    func ended() async throws -> Ending {
        nonisolated(unsafe) let command = self
        return try await aside {
            // On a thread that did not start the process, Foundation's own waiting spins.
            while kill(command.identifier, 0) == 0 { usleep(5_000) }
            return try command.wait()
        }
    }

    /// Kills it and all that it started: Foundation makes it the leader of a group of its own.
    func killGroup() {
        kill(-identifier, SIGKILL)
        kill(identifier, SIGKILL)
    }
}

/// A server for as long as a test's body takes.
func withServer(
    _ model: ScriptedModel = ScriptedModel(), _ body: (ModelServer) async throws -> Void
) async throws {
    let server = try await ModelServer.start(model)
    do {
        try await body(server)
        await server.stop()
    } catch {
        await server.stop()
        throw error
    }
}

/// Something a test turns on or off while others look at it.
final class Switch: @unchecked Sendable {
    // Touched under the lock alone.
    private let lock = NSLock()
    private var value: Bool

    init(_ value: Bool) { self.value = value }

    var isOn: Bool { lock.withLock { value } }

    func turnOn() { lock.withLock { value = true } }

    func turnOff() { lock.withLock { value = false } }
}
