import Foundation
import ModelServer
import Records

/// Calls of `ask --batch` with one state file against one made-up Batch API, hours apart in spirit.
final class BatchCalls: Sendable {
    let service: BatchService
    let server: ModelServer
    private let folder: URL

    /// `make` changes what the service does.
    init(_ make: (inout BatchService.Script) -> Void = { _ in }) async throws {
        var script = BatchService.Script()
        make(&script)
        service = BatchService(script)
        server = try await ModelServer.start(batches: service) { _ in .error(404, "no such path") }
        folder = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func call(_ lines: [String], _ arguments: String...) async throws -> Answers {
        let process = try AskProcess(
            ["--base-url", server.baseURL, "--retry-delay", "0.01", "--batch", statePath] + arguments)
        try? process.write(lines.map { $0 + "\n" }.joined())
        try process.closeInput()
        return try await process.wait()
    }

    var statePath: String { folder.appending(path: "state.json").path }

    var state: JSON {
        get throws { try JSONParser.parse(String(contentsOfFile: statePath, encoding: .utf8)) }
    }

    func setState(_ json: JSON) throws { try Data(json.text.utf8).write(to: URL(filePath: statePath)) }

    /// How often an operation was asked for: "POST /v1/batches".
    func count(_ operation: String) -> Int {
        server.requests.count { "\($0.method) \($0.path)" == operation }
    }
}
