import Records

/// Holds requests back while the endpoint says nothing is left of its rate limit, instead of running into
/// a 429: by `x-ratelimit-remaining-requests` and `-tokens`, and the `x-ratelimit-reset-*` of each.
///
/// The clock is the caller's: seconds that only move forward.
public struct RateLimitPace: Sendable, Equatable {
    /// No reset is waited for longer than this, seconds.
    public static let longestHold = 120.0

    private struct Limit: Sendable, Equatable {
        var remaining: Double
        var resetsAt: Double
    }

    private var requests: Limit?
    private var tokens: Limit?

    public init() {}

    /// Tokens a request takes, roughly: a third of its bytes, so rather too many.
    public static func tokens(ofBytes bytes: Int) -> Double { Double(bytes) / 3 }

    /// Takes what a response says; what it does not mention stays as it was.
    public mutating func note(_ headers: HTTPHeaders, now: Double) {
        requests = Self.limit("requests", in: headers, now: now) ?? requests
        tokens = Self.limit("tokens", in: headers, now: now) ?? tokens
    }

    /// Counts a request that starts now, since the endpoint has yet to.
    public mutating func started(bytes: Int) {
        requests?.remaining -= 1
        tokens?.remaining -= Self.tokens(ofBytes: bytes)
    }

    /// How long the next request is to wait, seconds; 0 where it may start.
    public func hold(bytes: Int, now: Double) -> Double {
        max(
            Self.hold(requests, needing: 1, now: now),
            Self.hold(tokens, needing: Self.tokens(ofBytes: bytes), now: now))
    }

    private static func hold(_ limit: Limit?, needing needed: Double, now: Double) -> Double {
        guard let limit, limit.remaining < needed else { return 0 }
        return max(0, limit.resetsAt - now)
    }

    private static func limit(_ kind: String, in headers: HTTPHeaders, now: Double) -> Limit? {
        guard let remaining = headers["x-ratelimit-remaining-\(kind)"].flatMap(DecimalNumber.double),
            let reset = headers["x-ratelimit-reset-\(kind)"].flatMap(DurationText.seconds)
        else { return nil }
        return Limit(remaining: remaining, resetsAt: now + min(reset, longestHold))
    }
}
