internal import Records

/// What an endpoint says went wrong, in the forms in use: `{"error":{"message","param","code"}}`,
/// `{"error":"…"}`, `{"message":"…"}`, `{"detail":…}`.
struct EndpointMessage: Equatable {
    var text: String
    /// The parameter it is about, where the endpoint names one.
    var parameter: String?

    init?(_ body: JSON?) {
        guard let body, body.members != nil else { return nil }
        let error = body["error"] ?? body
        guard
            let text = error.string ?? error["message"]?.string
                ?? error["detail"].map({ $0.string ?? $0.text })
        else { return nil }
        self.text = text
        parameter = error["param"]?.string
    }
}
