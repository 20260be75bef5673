internal import LanguageModel
internal import Records

/// Reads lines of requests, each only once.
struct RequestLines {
    private var lineNumber = 0
    private var seen: Set<String> = []

    /// The request on the next line; throws what is wrong with it, and where.
    mutating func read(_ bytes: [UInt8]) throws(LineError) -> ChatRequest {
        lineNumber += 1
        do {
            let line = try JSONParser.parse(bytes)
            let request = try ChatRequest(line: line)
            try check(line, request)
            return request
        } catch {
            throw LineError(file: "standard input", line: lineNumber, message: "\(error)")
        }
    }

    private mutating func check(_ line: JSON, _ request: ChatRequest) throws(RecordError) {
        if let url = line["url"], url != .string(ChatRequest.url) {
            throw RecordError(field: "url", message: "expected \"\(ChatRequest.url)\"")
        }
        if let method = line["method"], method != .string("POST") {
            throw RecordError(field: "method", message: "expected \"POST\"")
        }
        if request.body["stream"]?.bool == true {
            throw RecordError(field: "body.stream", message: "found true, but responses are taken whole")
        }
        guard seen.insert(request.customID).inserted else {
            throw RecordError(
                field: "custom_id", message: "\(request.customID) stands on an earlier line already")
        }
    }
}
