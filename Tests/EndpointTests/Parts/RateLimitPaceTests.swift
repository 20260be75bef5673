import Endpoint
import Testing

@Suite struct RateLimitPaceTests {
    private func pace(_ headers: HTTPHeaders, now: Double = 100) -> RateLimitPace {
        var pace = RateLimitPace()
        pace.note(headers, now: now)
        return pace
    }

    @Test("Without word of a limit nothing is held back") func unlimited() {
        #expect(RateLimitPace().hold(bytes: 1_000_000, now: 0) == 0)
        #expect(pace(["x-ratelimit-remaining-requests": "0"]).hold(bytes: 1, now: 100) == 0)
        #expect(pace(["x-ratelimit-reset-requests": "5s"]).hold(bytes: 1, now: 100) == 0)
    }

    @Test("With no requests left the next waits for the reset") func requests() {
        let pace = pace(["x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "6s"])
        #expect(pace.hold(bytes: 1, now: 100) == 6)
        #expect(pace.hold(bytes: 1, now: 104) == 2)
        #expect(pace.hold(bytes: 1, now: 106) == 0)
    }

    @Test("Requests that start are counted before the endpoint says so") func counting() {
        var pace = pace(["x-ratelimit-remaining-requests": "2", "x-ratelimit-reset-requests": "1m0s"])
        #expect(pace.hold(bytes: 1, now: 100) == 0)
        pace.started(bytes: 1)
        #expect(pace.hold(bytes: 1, now: 100) == 0)
        pace.started(bytes: 1)
        #expect(pace.hold(bytes: 1, now: 100) == 60)
    }

    @Test("Tokens are estimated as a third of the bytes") func tokens() {
        let pace = pace(["x-ratelimit-remaining-tokens": "100", "x-ratelimit-reset-tokens": "250ms"])
        #expect(pace.hold(bytes: 300, now: 100) == 0)
        #expect(pace.hold(bytes: 303, now: 100) == 0.25)
        #expect(pace.hold(bytes: 303, now: 101) == 0)
    }

    @Test("The longer of both holds counts") func both() {
        let pace = pace([
            "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "9s",
            "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "3s",
        ])
        #expect(pace.hold(bytes: 3, now: 100) == 9)
    }

    @Test("No reset holds longer than two minutes") func bounded() {
        let pace = pace(["x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "48h"])
        #expect(pace.hold(bytes: 1, now: 100) == RateLimitPace.longestHold)
    }

    @Test("A later response replaces what an earlier one said") func replaced() {
        var pace = pace(["x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "60s"])
        pace.note(["x-ratelimit-remaining-requests": "10", "x-ratelimit-reset-requests": "60s"], now: 101)
        #expect(pace.hold(bytes: 1, now: 101) == 0)
    }

    @Test("Numbers that are none change nothing", arguments: ["", "many", "nan", "inf"])
    func unreadable(text: String) {
        let pace = pace(["x-ratelimit-remaining-requests": text, "x-ratelimit-reset-requests": "60s"])
        #expect(pace == RateLimitPace())
    }
}
