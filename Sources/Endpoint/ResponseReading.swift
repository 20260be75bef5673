internal import LanguageModel
internal import Records

/// Turns what came over the wire into a response line, without the key wherever it may stand.
struct ResponseReading {
    let redaction: SecretRedaction

    /// The most characters of a body that is no JSON, or of an address, that a message tells.
    private static let toldCharacters = 200

    /// The most levels of a body for the line that holds it to be readable: the line is an object, and so is
    /// its `response`.
    private static let deepestBody = JSONParser.maximumDepth - 2

    func body(_ answer: HTTPAnswer) -> ReceivedJSON { json(answer.body, deepest: Self.deepestBody) }

    func json(_ bytes: [UInt8], deepest: Int) -> ReceivedJSON {
        let received = ReceivedJSON(bytes, deepest: deepest)
        return received.value.map { .json(redaction.json($0)) } ?? received
    }

    func response(to request: ChatRequest, _ answer: HTTPAnswer, body: ReceivedJSON) -> ChatResponse {
        var failure: ChatResponse.Failure?
        if (300...399).contains(answer.status) {
            let target = answer.headers["location"].map(told) ?? "another address"
            failure = .init(
                code: "redirect", message: "the endpoint points to \(target); set the base URL to it")
        } else {
            failure = self.failure(body, answer)
        }
        return ChatResponse(
            customID: request.customID, id: Self.id(request), statusCode: answer.status,
            requestID: answer.headers["x-request-id"].map(told), body: body.value, failure: failure)
    }

    private func failure(_ body: ReceivedJSON, _ answer: HTTPAnswer) -> ChatResponse.Failure? {
        switch body {
        case .json: nil
        case .tooDeep:
            .init(
                code: "too_deep", message: "the body is nested deeper than \(Self.deepestBody) levels")
        case .tooMany:
            .init(code: "too_large", message: "the body has \(JSONParser.tooManyValues)")
        case .unreadable:
            .init(
                code: "not_json",
                message: answer.body.isEmpty
                    ? "the body is empty"
                    : "the body is no JSON: " + told(String(decoding: answer.body, as: UTF8.self)))
        }
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
