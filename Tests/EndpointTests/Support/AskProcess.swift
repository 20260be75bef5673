import Foundation
import ModelServer
import Records

/// What `ask` said and how it ended.
struct Answers {
    var code: Int32
    var output: String
    var errors: String

    /// The lines of standard output, in their order.
    var lines: [JSON] {
        output.split(separator: "\n").map { (try? JSONParser.parse(String($0))) ?? .null }
    }

    /// The line for a request.
    subscript(id: String) -> JSON {
        lines.first { $0["custom_id"]?.string == id } ?? .null
    }
}

extension JSON {
    var status: Int? { self["response"]?["status_code"]?.integer }
    var body: JSON { self["response"]?["body"] ?? .null }
    var content: String? { body["choices"]?.array?.first?["message"]?["content"]?.string }
    var errorCode: String? { self["error"]?["code"]?.string }
    var errorMessage: String { self["error"]?["message"]?.string ?? "" }
    var attempts: Int? { self["ask"]?["attempts"]?.integer }
    var omitted: [String]? { self["ask"]?["omitted"]?.strings }
    var waited: Double { self["ask"]?["waited_seconds"]?.number ?? -1 }
}

/// A line of input.
func request(_ id: String, _ more: [(String, JSON)] = []) -> String {
    let message = JSON(object: [("role", .string("user")), ("content", .string(id))])
    let body = JSON(object: [("model", .string("test-model")), ("messages", .array([message]))] + more)
    return JSON(object: [
        ("custom_id", .string(id)), ("method", .string("POST")), ("url", .string("/v1/chat/completions")),
        ("body", body),
    ]).text
}

/// The program `ask`, running. Its output goes to files, so that no pipe fills up, unless a test wants to be
/// its reader.
final class AskProcess: @unchecked Sendable {
    static let key = "sk-secret-0123456789abcdef"

    private let process = Process()
    private let folder: URL
    private let input = Pipe()
    /// The reading end of standard output, where a test asked for it.
    let reader: Pipe?

    init(
        _ arguments: [String], environment: [String: String] = ["OPENAI_API_KEY": AskProcess.key],
        readsOutput: Bool = false
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ask-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["output", "errors"] { try Data().write(to: folder.appending(path: name)) }
        process.executableURL = Self.program
        process.arguments = arguments
        // Not the environment of whoever runs the tests: their key and proxies are none of ours.
        process.environment = environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
        process.standardInput = input
        reader = readsOutput ? Pipe() : nil
        process.standardOutput = try reader ?? FileHandle(forWritingTo: folder.appending(path: "output"))
        process.standardError = try FileHandle(forWritingTo: folder.appending(path: "errors"))
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
        try? FileManager.default.removeItem(at: folder)
    }

    func write(_ text: String) throws { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

    func closeInput() throws { try input.fileHandleForWriting.close() }

    func output() throws -> String {
        try String(contentsOf: folder.appending(path: "output"), encoding: .utf8)
    }

    /// Waits for the end. It looks now and then: to block here would block the server on the same threads.
    func wait() async throws -> Answers {
        while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        let errors = try String(contentsOf: folder.appending(path: "errors"), encoding: .utf8)
        let code =
            process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        return Answers(code: code, output: try output(), errors: errors)
    }

    /// Waits until something holds, but not for ever.
    func until(_ condition: () throws -> Bool) async throws {
        for _ in 0..<2000 where try !condition() { try await Task.sleep(for: .milliseconds(5)) }
    }

    var isRunning: Bool { process.isRunning }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Beside the running test bundle.
    private static let program: URL = {
        if let named = ProcessInfo.processInfo.environment["PELNAS_PRODUCTS"] {
            return URL(filePath: named).appending(path: "ask")
        }
        let running = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let products =
            FileManager.default.fileExists(atPath: running.path)
            ? running.deletingLastPathComponent()
            : Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
                .deletingLastPathComponent()
        return (products ?? URL(filePath: ".build/debug")).appending(path: "ask")
    }()
}

/// Asks these lines and waits for the end. Waits between attempts are short unless a test says otherwise.
func ask(
    _ lines: [String], at baseURL: String, _ arguments: String...,
    environment: [String: String] = ["OPENAI_API_KEY": AskProcess.key]
) async throws -> Answers {
    let process = try AskProcess(
        ["--base-url", baseURL, "--retry-delay", "0.01"] + arguments, environment: environment)
    // It may have ended already, as on a usage error.
    try? process.write(lines.map { $0 + "\n" }.joined())
    try process.closeInput()
    return try await process.wait()
}

/// Starts a server, asks, stops it.
func ask(
    _ lines: [String], _ arguments: String..., of behaviour: @escaping ModelServer.Behaviour
) async throws -> (answers: Answers, requests: [ModelRequest]) {
    let server = try await ModelServer.start(behaviour)
    let process = try AskProcess(["--base-url", server.baseURL, "--retry-delay", "0.01"] + arguments)
    try process.write(lines.map { $0 + "\n" }.joined())
    try process.closeInput()
    let answers = try await process.wait()
    let requests = server.requests
    await server.stop()
    return (answers, requests)
}
