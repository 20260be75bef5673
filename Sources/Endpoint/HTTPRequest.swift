/// One HTTP request, whole in memory.
struct HTTPRequest {
    enum Method: Equatable {
        case get
        case post
    }

    var method: Method
    var url: String
    /// Header lines, such as `Accept: application/json`.
    var headers: [String]
    var body: [UInt8] = []
    /// For the whole attempt, seconds.
    var timeOut: Double
    /// The most bytes of body to take, once decompressed.
    var bodyLimit = HTTPRequest.usualBodyLimit

    static let usualBodyLimit = 32 << 20
}

/// How an attempt at a request ended.
enum HTTPOutcome {
    case answered(HTTPAnswer)
    case broken(TransferFailure)
}

struct HTTPAnswer {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]
}

/// Why no whole response came.
struct TransferFailure: Equatable {
    /// "connection_failed", "connection_lost", "timed_out", "too_large", "tls", "bad_address", "name_not_found",
    /// "not_http".
    var code: String
    var message: String

    /// Whether another attempt may go better.
    var mayPass: Bool { !["too_large", "tls", "bad_address"].contains(code) }
}
