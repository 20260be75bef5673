public import Foundation
public import Records

/// A made-up Batch API: files and batches as OpenAI documents them, each batch going through the statuses
/// it is told, one at every look.
public final class BatchService: @unchecked Sendable {
    /// What becomes of one line of a batch.
    public enum LineEnding: Sendable {
        /// A line of the output file.
        case output(ModelReply)
        /// A line of the error file.
        case error(ModelReply)
        /// A line of the error file that tells a code alone, as an expired one does.
        case unanswered(String)
    }

    public struct Script: Sendable {
        /// What each look at a batch finds; the last stays.
        public var statuses = ["in_progress", "completed"]
        /// What becomes of the line with this custom id and body; nil for no line at all.
        public var line: @Sendable (String, JSON) -> LineEnding? = { id, _ in
            .output(.completion("hello \(id)"))
        }
        /// What a failed batch tells in `errors.data`.
        public var errors: [String] = []

        public init() {}
    }

    public struct Batch: Sendable {
        public var id: String
        public var inputFile: String
        public var metadata: JSON
        public var looks = 0
        public var isCancelled = false
    }

    // Everything below is touched under the lock alone.
    private let lock = NSLock()
    private var script: Script
    private var stored: [String: Data] = [:]
    private var made: [Batch] = []

    public init(_ script: Script = Script()) { self.script = script }

    public var batches: [Batch] { lock.withLock { made } }

    /// Uploaded files by id.
    public var files: [String: Data] { lock.withLock { stored.filter { $0.key.hasPrefix("file-") } } }

    /// Puts a batch there that nobody was told of, as a crash right after creating it would.
    public func plant(inputFile: String, metadata: JSON = .null) {
        lock.withLock { _ = make(inputFile, metadata) }
    }

    /// Forgets every batch.
    public func forget() { lock.withLock { made = [] } }

    /// The answer to a request of the Batch API; nil for any other.
    public func answer(_ request: ModelRequest) -> ModelReply? {
        let parts = request.path.split(separator: "/").map(String.init)
        return lock.withLock {
            switch (request.method, parts.dropFirst().first, parts.count) {
            case ("POST", "files", 2): upload(request)
            case ("GET", "files", 4): content(parts[2])
            case ("POST", "batches", 2): create(request.body)
            case ("GET", "batches", 2): list()
            case ("GET", "batches", 3): look(parts[2])
            case ("POST", "batches", 4): cancel(parts[2])
            default: nil
            }
        }
    }

    // MARK: Files

    private func upload(_ request: ModelRequest) -> ModelReply {
        let parts = Multipart.parts(request.data, contentType: request.headers["content-type"] ?? "")
        guard let file = parts["file"], parts["purpose"] == Data("batch".utf8) else {
            return .error(400, "expected purpose=batch and a file")
        }
        let id = "file-\(stored.count + 1)"
        stored[id] = file
        return .json(JSON(object: [("id", .string(id)), ("object", .string("file"))]))
    }

    private func content(_ id: String) -> ModelReply {
        stored[id].map { ModelReply(data: $0) } ?? .error(404, "no such file")
    }

    // MARK: Batches

    private func create(_ body: JSON) -> ModelReply {
        guard let file = body["input_file_id"]?.string, stored[file] != nil,
            body["endpoint"] == .string("/v1/chat/completions"), body["completion_window"] == .string("24h")
        else { return .error(400, "expected input_file_id, endpoint and completion_window") }
        return .json(json(make(file, body["metadata"] ?? .null)))
    }

    private func make(_ file: String, _ metadata: JSON) -> Batch {
        let batch = Batch(id: "batch_\(made.count + 1)", inputFile: file, metadata: metadata)
        made.append(batch)
        return batch
    }

    private func list() -> ModelReply {
        .json(JSON(object: [("object", .string("list")), ("data", .array(made.reversed().map(json)))]))
    }

    private func look(_ id: String) -> ModelReply {
        guard let index = made.firstIndex(where: { $0.id == id }) else { return .error(404, "no such batch") }
        made[index].looks += 1
        return .json(json(made[index]))
    }

    private func cancel(_ id: String) -> ModelReply {
        guard let index = made.firstIndex(where: { $0.id == id }) else { return .error(404, "no such batch") }
        made[index].isCancelled = true
        return .json(json(made[index]))
    }

    private func json(_ batch: Batch) -> JSON {
        let look = min(max(batch.looks, 1), script.statuses.count) - 1
        let status = batch.isCancelled ? "cancelled" : script.statuses[look]
        let isOver = ["completed", "expired", "cancelled"].contains(status)
        let endings = requests(batch).map { ($0.id, script.line($0.id, $0.body)) }
        let (output, errors) = isOver ? lines(endings) : ("", "")
        let errorList = script.errors.map {
            JSON(object: [("message", .string($0)), ("code", .string("bad"))])
        }
        return JSON(object: [
            ("id", .string(batch.id)), ("object", .string("batch")), ("status", .string(status)),
            ("input_file_id", .string(batch.inputFile)), ("metadata", batch.metadata),
            ("output_file_id", keep(output, "output-\(batch.id)")),
            ("error_file_id", keep(errors, "errors-\(batch.id)")),
            (
                "errors",
                status == "failed" ? JSON(object: [("data", .array(errorList))]) : .null
            ),
            (
                "request_counts",
                JSON(object: [
                    ("total", .integer(endings.count)),
                    ("completed", .integer(isOver ? output.split(separator: "\n").count : 0)),
                    ("failed", .integer(isOver ? errors.split(separator: "\n").count : 0)),
                ])
            ),
        ])
    }

    private func requests(_ batch: Batch) -> [(id: String, body: JSON)] {
        (stored[batch.inputFile] ?? Data()).split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let line = try? JSONParser.parse(Array(line)), let id = line["custom_id"]?.string else {
                return nil
            }
            return (id, line["body"] ?? .null)
        }
    }

    /// The output and the error file, in another order than they were asked in, as batches come.
    private func lines(_ endings: [(String, LineEnding?)]) -> (output: String, errors: String) {
        var output = ""
        var errors = ""
        for (id, ending) in endings.reversed() {
            switch ending {
            case .output(let reply): output += line(id, reply) + "\n"
            case .error(let reply): errors += line(id, reply) + "\n"
            case .unanswered(let code): errors += line(id, code) + "\n"
            case nil: continue
            }
        }
        return (output, errors)
    }

    private func line(_ id: String, _ reply: ModelReply) -> String {
        let body = (try? JSONParser.parse(Array(reply.data))) ?? .null
        return JSON(object: [
            ("id", .string("batch_req_\(id)")), ("custom_id", .string(id)), ("error", .null),
            (
                "response",
                JSON(object: [
                    ("status_code", .integer(reply.status)), ("request_id", .string("r")), ("body", body),
                ])
            ),
        ]).text
    }

    private func line(_ id: String, _ code: String) -> String {
        JSON(object: [
            ("id", .string("batch_req_\(id)")), ("custom_id", .string(id)), ("response", .null),
            ("error", JSON(object: [("code", .string(code)), ("message", .string("not executed"))])),
        ]).text
    }

    private func keep(_ text: String, _ id: String) -> JSON {
        guard !text.isEmpty else { return .null }
        stored[id] = Data(text.utf8)
        return .string(id)
    }
}
