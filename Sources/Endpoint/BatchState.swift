internal import Files
internal import Records

/// What is remembered of a batch between two calls: enough to go on after a crash at any instant, and never
/// to pay twice.
struct BatchState: Equatable {
    /// Which requests it is about: the content hash of the lines as they were uploaded.
    var requestsHash: String
    var inputFile: String
    /// nil between the upload and the batch's creation.
    var batch: String?
    var status: String?
    var counts = BatchCounts(.null)

    static let schema = "batch/1"

    init(requestsHash: String, inputFile: String) {
        self.requestsHash = requestsHash
        self.inputFile = inputFile
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
            let file = json["input_file_id"]?.string, BatchStatus.isIdentifier(file)
        else { return nil }
        self.init(requestsHash: hash, inputFile: file)
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
            ("input_file_id", .string(inputFile)), ("batch_id", JSON(batch)), ("status", JSON(status)),
            ("counts", counts.json),
        ])
    }
}
