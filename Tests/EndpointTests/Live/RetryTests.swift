import Foundation
import ModelServer
import Records
import Testing

/// When the program asks again.
@Suite struct RetryTests {
    @Test("Busy twice, then there", arguments: [408, 409, 429, 500, 503]) func busy(status: Int) async throws
    {
        let (answers, requests) = try await ask([request("a")]) { seen in
            seen.repetition < 2 ? .error(status, "busy") : .completion("there")
        }
        #expect(answers.code == 0)
        #expect(requests.count == 3)
        #expect(answers["a"].content == "there")
        #expect(answers["a"].attempts == 3)
        // 0.01 s and 0.02 s, each less a quarter at the most.
        #expect(answers["a"].waited >= 0.0225)
    }

    @Test("Busy for ever: the last answer stands, exit 75") func alwaysBusy() async throws {
        let (answers, requests) = try await ask([request("a")], "--retries", "1") { _ in .error(503, "busy") }
        #expect(answers.code == 75)
        #expect(answers.errors == "ask: no answer to 1 of 1 requests: HTTP 503: busy\n")
        #expect(requests.count == 2)
        #expect(answers["a"].status == 503)
    }

    @Test(
        "Retry-After in seconds, in milliseconds",
        arguments: [["retry-after": "0.3"], ["retry-after-ms": "300"]])
    func retryAfter(headers: [String: String]) async throws {
        let (answers, requests) = try await ask([request("a")]) { seen in
            seen.repetition == 0 ? .error(429, "slow down", headers: headers) : .completion("there")
        }
        #expect(answers.code == 0)
        #expect(try #require(requests.last).time - requests[0].time >= 0.29)
        #expect(answers["a"].waited >= 0.3)
    }

    @Test("Retry-After as a date") func retryAfterDate() async throws {
        let (answers, requests) = try await ask([request("a")]) { seen in
            // Whole seconds: between one and two from now.
            seen.repetition == 0
                ? .error(429, "slow down", headers: ["retry-after": httpDate(Date().addingTimeInterval(2))])
                : .completion("there")
        }
        #expect(answers.code == 0)
        try #require(requests.count == 2)
        // However slow the answer's way was: not before the date.
        #expect(requests[1].time - requests[0].time >= 1)
    }

    @Test("Asked to wait too long, it says so instead") func tooLong() async throws {
        let (answers, requests) = try await ask([request("a")]) { _ in
            .error(429, "come back", headers: ["retry-after": "600"])
        }
        #expect(answers.code == 75)
        #expect(requests.count == 1)
        #expect(answers["a"].status == 429)
        #expect(answers["a"].errorMessage == "come back; asks to wait 600 s")
    }

    @Test(
        "Waits beyond all reason are no reason to fall over",
        arguments: ["1e300", "9223372036854775808", "-1e300"])
    func absurd(wait: String) async throws {
        let (answers, _) = try await ask([request("a")], "--retries", "0") { _ in
            .error(
                429, "come back",
                headers: [
                    "retry-after": wait, "x-ratelimit-remaining-requests": wait,
                    "x-ratelimit-reset-requests": wait, "x-ratelimit-remaining-tokens": wait,
                    "x-ratelimit-reset-tokens": "99999999999999999999h",
                ])
        }
        #expect(answers.code == 75)
        #expect(answers["a"].status == 429)
    }

    @Test("x-should-retry: false ends it, true goes on") func shouldRetry() async throws {
        let (never, asked) = try await ask([request("a")]) { _ in
            .error(503, "down", headers: ["x-should-retry": "false"])
        }
        #expect(never.code == 75)
        #expect(asked.count == 1)
        let (again, askedAgain) = try await ask([request("a")]) { seen in
            seen.repetition == 0
                ? .error(400, "odd", headers: ["x-should-retry": "true"]) : .completion("there")
        }
        #expect(again["a"].content == "there")
        #expect(askedAgain.count == 2)
    }

    @Test("While the rate limit is used up, the next one waits for its reset") func rateLimit() async throws {
        let (answers, requests) = try await ask([request("a"), request("b")], "--concurrency", "1") { _ in
            .completion(
                "there",
                headers: ["x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "400ms"])
        }
        #expect(answers.code == 0)
        #expect(requests[1].time - requests[0].time >= 0.39)
        #expect(answers["a"].waited == 0)
        #expect(answers["b"].waited >= 0.35)
    }

    @Test("A waiting request holds no place among those in flight") func freePlace() async throws {
        let (answers, _) = try await ask([request("a"), request("b")], "--concurrency", "1") { seen in
            seen.question == "a" && seen.repetition == 0
                ? .error(429, "later", headers: ["retry-after-ms": "500"]) : .completion("there")
        }
        #expect(answers.lines.map { $0["custom_id"]?.string } == ["b", "a"])
    }

    private func httpDate(_ date: Date) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.string(from: date)
    }
}
