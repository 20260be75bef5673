import Records

/// Whether and when to ask again: what OpenAI's own clients do.
///
/// Asked again is on a broken connection, on 408, 409, 429 and 500 and above; `x-should-retry` overrules
/// that either way. The wait is `retry-after-ms`, else `retry-after` (seconds or a date); without either
/// 0.5 s, doubling to 8 s, times a random factor of 0.75 to 1, so that many askers do not come back at once.
public struct RetryPolicy: Sendable, Equatable {
    /// How often to ask again, at the most.
    public var retries: Int
    /// The first wait where the endpoint names none, seconds.
    public var firstDelay: Double

    /// The longest wait where the endpoint names none, seconds.
    public static let longestDelay = 8.0
    /// The longest wait an endpoint may ask for, seconds; beyond, the answer is left for another day.
    public static let longestAsked = 120.0

    public init(retries: Int = 2, firstDelay: Double = 0.5) {
        self.retries = retries
        self.firstDelay = firstDelay
    }

    public enum Decision: Sendable, Equatable {
        /// Ask again after so many seconds.
        case wait(Double)
        case giveUp
        /// The endpoint asks to wait so many seconds, longer than we do.
        case asksTooLong(Double)
    }

    /// What to do about an answer with this status; nil stands for a connection that broke, or a body that
    /// is cut short or no JSON. `retried` says how often this was asked again already, `random` is in 0..<1,
    /// `now` in seconds since 1970, to judge a date by.
    public func decision(
        status: Int?, headers: HTTPHeaders, retried: Int, random: Double, now: Double
    ) -> Decision {
        guard Self.isWorthRetrying(status: status, headers: headers) else { return .giveUp }
        if let asked = Self.asked(headers, now: now), asked > 0 {
            if asked > Self.longestAsked { return .asksTooLong(asked) }
            return retried < retries ? .wait(asked) : .giveUp
        }
        guard retried < retries else { return .giveUp }
        var delay = firstDelay
        var doublings = 0
        while doublings < retried, delay < Self.longestDelay {
            delay *= 2
            doublings += 1
        }
        return .wait(min(delay, Self.longestDelay) * (1 - 0.25 * random))
    }

    private static func isWorthRetrying(status: Int?, headers: HTTPHeaders) -> Bool {
        switch headers["x-should-retry"]?.lowercased() {
        case "true": return true
        case "false": return false
        default: break
        }
        guard let status else { return true }
        return status == 408 || status == 409 || status == 429 || status >= 500
    }

    /// The wait the endpoint asks for, seconds; nil where it asks for none that can be read.
    private static func asked(_ headers: HTTPHeaders, now: Double) -> Double? {
        if let milliseconds = headers["retry-after-ms"].flatMap(DecimalNumber.double) {
            return milliseconds / 1000
        }
        guard let text = headers["retry-after"] else { return nil }
        return DecimalNumber.double(text) ?? HTTPDate.seconds(text).map { $0 - now }
    }
}
