public import Records

/// What came back for a request: a line of a Batch output or error file, OpenAI's or vLLM's.
///
/// Join it to its request by `customID`, never by its place.
public struct ChatResponse: Sendable, Equatable {
    public var customID: String
    public var id: String?
    /// nil where no HTTP response came.
    public var statusCode: Int?
    public var requestID: String?
    /// The completion, or the endpoint's error object; nil where there is none or it was no JSON.
    public var body: JSON?
    /// What went wrong outside HTTP, or, in vLLM's form, with it.
    public var failure: Failure?

    public struct Failure: Sendable, Equatable {
        /// "batch_expired", "timed_out"; nil where the writer gave a text alone.
        public var code: String?
        public var message: String

        public init(code: String?, message: String) {
            self.code = code
            self.message = message
        }
    }

    public init(
        customID: String, id: String? = nil, statusCode: Int?, requestID: String? = nil, body: JSON?,
        failure: Failure? = nil
    ) {
        self.customID = customID
        self.id = id
        self.statusCode = statusCode
        self.requestID = requestID
        self.body = body
        self.failure = failure
    }

    /// Reads a line; throws which field is wrong, and how. `error` may be null, a string or an object;
    /// `response` and `response.body` may be null (vLLM writes both forms). An `error` beside a response that
    /// says nothing (an empty text or object, nulls alone) is none.
    public init(line: JSON) throws(RecordError) {
        guard line.members != nil else {
            throw RecordError(
                field: "custom_id", message: "found \(line.kindName), expected a response object")
        }
        guard let customID = line["custom_id"]?.string, ChatRequest.isCustomID(customID) else {
            throw RecordError(
                field: "custom_id", message: "expected 1 to 64 characters of A-Z a-z 0-9 _ -")
        }
        let response = line["response"] ?? .null
        guard response.isNull || response.members != nil else {
            throw RecordError(
                field: "response", message: "found \(response.kindName), expected an object or null")
        }
        let error = line["error"] ?? .null
        var failure = try Failure(error)
        let statusCode = response["status_code"]?.integer
        if statusCode == nil, failure == nil {
            guard response.isNull else {
                throw RecordError(
                    field: "response.status_code", message: "expected a whole number, such as 200")
            }
            guard !error.isNull else {
                throw RecordError(field: "response", message: "response and error are both null")
            }
            failure = Failure(code: nil, message: "an error without a message")
        }
        let body = response["body"] ?? .null
        self.init(
            customID: customID, id: line["id"]?.string, statusCode: statusCode,
            requestID: response["request_id"]?.string, body: body.isNull ? nil : body, failure: failure)
    }

    public var line: JSON {
        let response =
            statusCode.map { status in
                JSON(object: [
                    ("status_code", .integer(status)), ("request_id", JSON(requestID)),
                    ("body", body ?? .null),
                ])
            } ?? .null
        let error =
            failure.map { JSON(object: [("code", JSON($0.code)), ("message", .string($0.message))]) } ?? .null
        return JSON(object: [
            ("id", JSON(id)), ("custom_id", .string(customID)), ("response", response), ("error", error),
        ])
    }
}
