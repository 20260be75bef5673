internal import Files
internal import Records

/// What is remembered of a batch between two calls: enough to go on after a crash at any instant, and never
/// to pay twice.
struct BatchState: Equatable {
    /// The content hash of the lines as they were uploaded; the batch's metadata holds it too.
    var requestsHash: String
    /// What was asked: the hash of each request's line by custom id.
    var lineHashes: [String: String]
    var inputFile: String
    /// nil between the upload and the batch's creation.
    var batch: String?
    var status: String?
    var counts = BatchCounts(.null)

    static let schema = "batch/1"

    init(requestsHash: String, lineHashes: [String: String], inputFile: String) {
        self.requestsHash = requestsHash
        self.lineHashes = lineHashes
        self.inputFile = inputFile
    }

    /// Whether every one of these requests is in the batch, word for word. The batch may hold others: after a
    /// crash in the midst of taking its answers, some of them are not wanted any more.
    func covers(_ requests: BatchRequests) -> Bool {
        requests.lineHashes.allSatisfy { lineHashes[$0.key] == $0.value }
    }

    /// nil where there is no file. A file that cannot be read is an error, not a new beginning: there may
    /// be a batch to be paid for.
    static func read(_ path: String) throws(EndpointError) -> BatchState? {
        guard FileSystem.exists(path) else { return nil }
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.read(path)
        } catch {
            throw EndpointError(.fileTrouble, "\(error)")
        }
        guard let json = try? JSONParser.parse(bytes), let state = BatchState(json) else {
            throw EndpointError(
                .badData, "\(path): is no batch state of schema \(schema); remove it to begin anew")
        }
        return state
    }

    func publish(to path: String) throws(EndpointError) {
        do {
            try AtomicFile.publish(Array((json.text + "\n").utf8), to: path)
        } catch {
            throw EndpointError(.fileTrouble, "\(error)")
        }
    }

    private init?(_ json: JSON) {
        guard json["schema"] == .string(Self.schema), let hash = json["requests_hash"]?.string,
            let file = json["input_file_id"]?.string, BatchStatus.isIdentifier(file),
            let requests = json["requests"]?.members
        else { return nil }
        var lineHashes: [String: String] = [:]
        for member in requests {
            guard let hash = member.value.string else { return nil }
            lineHashes[member.name] = hash
        }
        self.init(requestsHash: hash, lineHashes: lineHashes, inputFile: file)
        if let batch = json["batch_id"], !batch.isNull {
            guard let id = batch.string, BatchStatus.isIdentifier(id) else { return nil }
            self.batch = id
        }
        status = json["status"]?.string
        counts = BatchCounts(json["counts"] ?? .null)
    }

    private var json: JSON {
        JSON(object: [
            ("schema", .string(Self.schema)), ("requests_hash", .string(requestsHash)),
            ("requests", JSON(object: lineHashes.map { ($0.key, .string($0.value)) })),
            ("input_file_id", .string(inputFile)), ("batch_id", JSON(batch)), ("status", JSON(status)),
            ("counts", counts.json),
        ])
    }
}
