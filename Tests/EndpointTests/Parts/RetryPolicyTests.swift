import Endpoint
import Testing

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(retries: 2)
    /// Sun, 06 Nov 1994 08:49:37 GMT.
    private let now = 784_111_777.0

    private func decision(
        _ status: Int?, _ headers: HTTPHeaders = [:], retried: Int = 0, random: Double = 0
    ) -> RetryPolicy.Decision {
        policy.decision(status: status, headers: headers, retried: retried, random: random, now: now)
    }

    @Test("What is worth asking again", arguments: [408, 409, 429, 500, 502, 503, 504, 529, nil] as [Int?])
    func worthRetrying(status: Int?) { #expect(decision(status) == .wait(0.5)) }

    @Test("What is not", arguments: [200, 204, 301, 400, 401, 403, 404, 405, 413, 422, 499])
    func notWorthRetrying(status: Int) { #expect(decision(status) == .giveUp) }

    @Test("x-should-retry overrules the status either way")
    func shouldRetry() {
        #expect(decision(503, ["X-Should-Retry": "false"]) == .giveUp)
        #expect(decision(400, ["x-should-retry": "true"]) == .wait(0.5))
    }

    @Test("Waits double up to a limit, less a quarter at the most")
    func backOff() {
        let patient = RetryPolicy(retries: 100)
        let waits = [0, 1, 2, 3, 4, 5, 50, 99].map {
            patient.decision(status: 500, headers: [:], retried: $0, random: 0, now: now)
        }
        #expect(waits == [0.5, 1, 2, 4, 8, 8, 8, 8].map { .wait($0) })
        #expect(decision(500, retried: 1, random: 0.5) == .wait(0.875))
    }

    @Test("After the last retry it gives up") func exhausted() {
        #expect(decision(500, retried: 2) == .giveUp)
        #expect(decision(429, ["retry-after": "1"], retried: 2) == .giveUp)
        #expect(
            RetryPolicy(retries: 0).decision(status: nil, headers: [:], retried: 0, random: 0, now: now)
                == .giveUp)
    }

    @Test("The endpoint's own wait: milliseconds before seconds, seconds or a date")
    func askedFor() {
        #expect(decision(429, ["retry-after": "3"]) == .wait(3))
        #expect(decision(429, ["retry-after": "0.25"]) == .wait(0.25))
        #expect(decision(429, ["retry-after-ms": "40", "retry-after": "3"]) == .wait(0.04))
        #expect(decision(429, ["retry-after": "Sun, 06 Nov 1994 08:49:47 GMT"]) == .wait(10))
        #expect(decision(429, ["retry-after": "120"]) == .wait(120))
    }

    @Test(
        "A wait that is over, zero or unreadable is none",
        arguments: [
            "0", "-5", "soon", "", "Sun, 06 Nov 1994 08:49:37 GMT", "Sat, 05 Nov 1994 08:49:37 GMT", "nan",
            "1e999",
        ])
    func noWait(text: String) { #expect(decision(429, ["retry-after": text]) == .wait(0.5)) }

    @Test("Longer than two minutes is not waited for") func tooLong() {
        #expect(decision(429, ["retry-after": "121"]) == .asksTooLong(121))
        #expect(decision(503, ["retry-after": "Sun, 06 Nov 1994 09:49:37 GMT"]) == .asksTooLong(3600))
        #expect(decision(429, ["retry-after-ms": "1e300"]) == .asksTooLong(1e297))
    }
}
