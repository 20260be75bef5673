internal import LanguageModel
internal import Records

/// The operations of OpenAI's Batch API that asking needs.
struct BatchAPI {
    /// The most bytes of a file of answers.
    private static let fileLimit = 512 << 20

    private(set) var calls: EndpointCalls

    init(calls: EndpointCalls) { self.calls = calls }

    private var settings: EndpointSettings { calls.settings }

    /// Uploads lines of requests; returns the file's id.
    mutating func upload(_ lines: [UInt8], hash: String) throws(EndpointError) -> String {
        // The lines are JSON, where no line break stands bare: the boundary cannot occur in them.
        let boundary = "pelnas-\(hash)"
        let head = """
            --\(boundary)\r
            Content-Disposition: form-data; name="purpose"\r
            \r
            batch\r
            --\(boundary)\r
            Content-Disposition: form-data; name="file"; filename="requests.jsonl"\r
            Content-Type: application/jsonl\r
            \r

            """
        let request = settings.post(
            "/files", contentType: "multipart/form-data; boundary=\(boundary)",
            body: Array(head.utf8) + lines + Array("\r\n--\(boundary)--\r\n".utf8))
        let file = try calls.json(request, to: "upload the requests")
        guard let id = file["id"]?.string, BatchStatus.isIdentifier(id) else {
            throw EndpointError(.misconfigured, "cannot upload the requests: the answer names no file")
        }
        return id
    }

    /// Makes a batch of an uploaded file. An attempt whose answer was lost may have made one all the same,
    /// so that is looked for before another attempt.
    mutating func create(inputFile: String, hash: String) throws(EndpointError) -> BatchStatus {
        let body = JSON(object: [
            ("input_file_id", .string(inputFile)), ("endpoint", .string(ChatRequest.url)),
            ("completion_window", .string("24h")),
            ("metadata", JSON(object: [(BatchStatus.metadataName, .string(hash))])),
        ])
        let request = settings.post("/batches", contentType: "application/json", body: Array(body.text.utf8))
        var retried = 0
        while true {
            let outcome = try calls.attempt(request)
            if case .answered(let answer) = outcome, (200...299).contains(answer.status),
                let batch = calls.reading.body(answer).value.flatMap(BatchStatus.init)
            {
                return batch
            }
            guard case .wait(let seconds) = calls.decision(outcome, retried: retried) else {
                throw calls.failure(outcome, "create the batch")
            }
            try calls.pause(seconds)
            if let made = try find(inputFile: inputFile, hash: hash) { return made }
            retried += 1
        }
    }

    /// The newest batch of that file, or of the same requests unless it came to nothing; nil where there is
    /// none, or where the endpoint lists none.
    mutating func find(inputFile: String, hash: String) throws(EndpointError) -> BatchStatus? {
        let outcome = try calls.settled(settings.get("/batches?limit=100"))
        if case .answered(let answer) = outcome, answer.status == 404 || answer.status == 405 { return nil }
        guard case .answered(let answer) = outcome, (200...299).contains(answer.status),
            let listed = calls.reading.body(answer).value?["data"]?.array
        else { throw calls.failure(outcome, "list the batches") }
        let batches = listed.compactMap(BatchStatus.init)
        return batches.first { $0.inputFile == inputFile }
            ?? batches.first { $0.requestsHash == hash && !$0.isFutile }
    }

    /// How a batch stands; nil where the endpoint does not know it.
    mutating func look(_ id: String) throws(EndpointError) -> BatchStatus? {
        let outcome = try calls.settled(settings.get("/batches/\(id)"))
        if case .answered(let answer) = outcome {
            if answer.status == 404 { return nil }
            if (200...299).contains(answer.status),
                let batch = calls.reading.body(answer).value.flatMap(BatchStatus.init)
            {
                return batch
            }
        }
        throw calls.failure(outcome, "look at batch \(id)")
    }

    /// The bytes of a file.
    mutating func content(_ file: String) throws(EndpointError) -> [UInt8] {
        var request = settings.get("/files/\(file)/content")
        request.bodyLimit = Self.fileLimit
        let outcome = try calls.settled(request)
        guard case .answered(let answer) = outcome, (200...299).contains(answer.status) else {
            throw calls.failure(outcome, "fetch file \(file)")
        }
        return answer.body
    }

    /// Asks to stop a batch; returns whether the endpoint agreed.
    mutating func cancel(_ id: String) throws(EndpointError) -> Bool {
        let request = settings.post("/batches/\(id)/cancel", contentType: "application/json", body: [])
        guard case .answered(let answer) = try calls.settled(request) else { return false }
        return (200...299).contains(answer.status)
    }

    mutating func pause(_ seconds: Double) throws(EndpointError) { try calls.pause(seconds) }

    mutating func write(_ lines: [String]) throws(EndpointError) { try calls.write(lines) }
}
