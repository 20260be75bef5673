internal import Files
internal import LanguageModel
internal import Records

/// The requests of a batch, as they are uploaded.
struct BatchRequests {
    let customIDs: [String]
    /// The lines as they are uploaded.
    let bytes: [UInt8]
    /// Tells what is uploaded from anything else.
    let hash: String
    /// By custom id what tells a request from another of that name: the hash of its line, before anything was
    /// left out of it, since what an endpoint refuses may be learnt while a batch is at work.
    let lineHashes: [String: String]

    /// Takes every line of input; the first that is no request, or names another model, is an error, since a
    /// batch is sent as a whole.
    init(lines: [[UInt8]], fallback: Fallback) throws(EndpointError) {
        var reader = RequestLines()
        var customIDs: [String] = []
        var bytes: [UInt8] = []
        var lineHashes: [String: String] = [:]
        var model: String?
        for (index, line) in lines.enumerated() {
            do throws(LineError) {
                var request = try reader.read(line)
                lineHashes[request.customID] = ContentHash(of: Array(request.line.text.utf8)).description
                request.body = fallback.applied(to: request.body).body
                try Self.check(request.body["model"]?.string, model, line: index + 1)
                model = request.body["model"]?.string
                customIDs.append(request.customID)
                bytes += Array((request.line.text + "\n").utf8)
            } catch {
                throw EndpointError(.badData, "\(error)")
            }
        }
        self.customIDs = customIDs
        self.bytes = bytes
        self.lineHashes = lineHashes
        hash = ContentHash(of: bytes).description
    }

    private static func check(_ model: String?, _ first: String?, line: Int) throws(LineError) {
        guard let model else {
            throw LineError(
                file: "standard input", line: line, message: "body.model: expected a model's name")
        }
        if let first, model != first {
            throw LineError(
                file: "standard input", line: line,
                message: "body.model: found \"\(model)\" after \"\(first)\"; a batch has one model")
        }
    }
}
