import Records

extension ChatResponse {
    /// What to do about a response. The texts are on one line, bounded, and fit to be shown.
    public enum Verdict: Sendable, Equatable {
        /// There is a completion to read.
        case answered
        /// The endpoint will not answer this request, however often it is asked.
        case refused(String)
        /// Busy, rate limited, broken off, expired: asking again may help.
        case tryAgain(String)
        /// No request would be answered: a wrong key, a wrong address, an unknown model, no money left.
        case misconfigured(String)
    }

    /// By HTTP status, except where a code says more: an account without quota answers 429 as a busy
    /// endpoint does, and some proxies answer 200 and put the error, with its status, into the body.
    public var verdict: Verdict {
        guard let statusCode, statusCode > 0 else {
            let message = told(nil)
            if isFaultOfTheRequest { return .refused(message) }
            // Nobody is to be asked whose certificate does not verify; a name that does not resolve may be
            // a network that is down.
            return ["tls", "bad_address"].contains(failure?.code)
                ? .misconfigured(message) : .tryAgain(message)
        }
        guard (200...299).contains(statusCode) else { return verdict(ofStatus: statusCode) }
        if let told = bodyError?["code"]?.integer, (400...599).contains(told) {
            return verdict(ofStatus: told)
        }
        if isFaultOfTheRequest { return .refused(told(statusCode)) }
        if failure != nil || bodyError != nil { return .tryAgain(told(statusCode)) }
        // Whatever else answers with 200 and JSON is no model.
        guard body?["choices"]?.array != nil else {
            return .tryAgain("HTTP \(statusCode) without a completion: it has no choices")
        }
        return .answered
    }

    private func verdict(ofStatus status: Int) -> Verdict {
        let message = told(status)
        if Self.faultsOfTheAccount.contains(code ?? "") { return .misconfigured(message) }
        switch status {
        case ..<200, 408, 409, 425, 429, 500...: return .tryAgain(message)
        case 300...399, 401, 402, 403, 404, 405: return .misconfigured(message)
        default: return .refused(message)
        }
    }

    private static let faultsOfTheAccount: Set = [
        "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "invalid_api_key",
        "account_deactivated", "model_not_found",
    ]

    /// The Batch API's words for a line it did not even send, and ours for an answer too long or nested too
    /// deep to be read.
    private static let faultsOfTheRequest: Set = [
        "invalid_json_line", "duplicate_custom_id", "url_mismatch", "model_mismatch", "invalid_request",
        "invalid_method", "invalid_url", "too_large", "too_deep",
    ]

    private var isFaultOfTheRequest: Bool { Self.faultsOfTheRequest.contains(failure?.code ?? "") }

    /// The body's `error` where it says something.
    private var bodyError: JSON? {
        guard let error = body?["error"], !error.saysNothing else { return nil }
        return error
    }

    private var code: String? {
        failure?.code ?? bodyError?["code"]?.wordOrNumber ?? bodyError?["type"]?.wordOrNumber
    }

    private var endpointMessage: String? {
        if let error = bodyError { return error["message"]?.string ?? error.string ?? error.text }
        // Frameworks that are no OpenAI answer `{"detail":"Not Found"}` or a page of text.
        return body?["message"]?.string ?? body?["detail"]?.string ?? body?.string
    }

    private func told(_ status: Int?) -> String {
        let status = status.map { "HTTP \($0)" } ?? failure?.code ?? "no response"
        guard let message = failure?.message ?? endpointMessage else {
            return PlainText.oneLine(status, limit: 300)
        }
        return PlainText.oneLine(status == message ? status : "\(status): \(message)", limit: 300)
    }
}
