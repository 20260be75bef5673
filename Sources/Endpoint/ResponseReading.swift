internal import LanguageModel
internal import Records

/// Turns what came over the wire into a response line, without the key wherever it may stand.
struct ResponseReading {
    let redaction: SecretRedaction

    /// The most characters of a body that is no JSON, or of an address, that a message tells.
    private static let toldCharacters = 200

    /// The body as JSON, or nil where it is none.
    func json(_ answer: HTTPAnswer) -> JSON? { (try? JSONParser.parse(answer.body)).map(redaction.json) }

    func response(to request: ChatRequest, _ answer: HTTPAnswer, body: JSON?) -> ChatResponse {
        var failure: ChatResponse.Failure?
        if (300...399).contains(answer.status) {
            let target = answer.headers["location"].map(told) ?? "another address"
            failure = .init(
                code: "redirect", message: "the endpoint points to \(target); set the base URL to it")
        } else if body == nil {
            failure = .init(
                code: "not_json",
                message: answer.body.isEmpty
                    ? "the body is empty" : told(String(decoding: answer.body, as: UTF8.self)))
        }
        return ChatResponse(
            customID: request.customID, id: Self.id(request), statusCode: answer.status,
            requestID: answer.headers["x-request-id"].map(told), body: body, failure: failure)
    }

    func response(to request: ChatRequest, _ failure: TransferFailure) -> ChatResponse {
        ChatResponse(
            customID: request.customID, id: Self.id(request), statusCode: nil, body: nil,
            failure: .init(code: failure.code, message: told(failure.message)))
    }

    /// A stranger's text, short, on one line and without the key. The key goes first: a cut could leave
    /// half of it.
    func told(_ text: String) -> String {
        PlainText.oneLine(redaction.text(text), limit: Self.toldCharacters)
    }

    private static func id(_ request: ChatRequest) -> String { "http-\(request.customID)" }
}
