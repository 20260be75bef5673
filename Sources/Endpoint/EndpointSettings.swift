/// How to ask an endpoint.
public struct EndpointSettings: Sendable {
    public var baseURL: BaseURL
    public var credentials: Credentials
    public var retryPolicy = RetryPolicy()
    /// For one attempt, from its start to the last byte of its response, seconds.
    public var timeOut = 600.0
    /// Requests in flight at the same time.
    public var concurrency = 6
    /// What the endpoint is known not to take.
    public var fallback = Fallback()
    /// What the program calls itself: "pelnas/0.1.0".
    public var userAgent: String

    public init(baseURL: BaseURL, credentials: Credentials, userAgent: String) {
        self.baseURL = baseURL
        self.credentials = credentials
        self.userAgent = userAgent
    }

    func get(_ path: String) -> HTTPRequest {
        HTTPRequest(method: .get, url: baseURL.appending(path), headers: headers, timeOut: timeOut)
    }

    func post(_ path: String, contentType: String, body: [UInt8]) -> HTTPRequest {
        HTTPRequest(
            method: .post, url: baseURL.appending(path),
            // An empty Expect: no waiting for the server's leave to send the body.
            headers: headers + ["Content-Type: \(contentType)", "Expect:"], body: body, timeOut: timeOut)
    }

    private var headers: [String] {
        credentials.headers + ["Accept: application/json", "User-Agent: \(userAgent)"]
    }
}
