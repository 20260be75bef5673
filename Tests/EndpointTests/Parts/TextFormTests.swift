import Endpoint
import Records
import Testing

@Suite struct TextFormTests {
    @Test(
        "Spans of time as endpoints write them",
        arguments: [
            ("1s", 1.0), ("6m0s", 360), ("120ms", 0.12), ("1h2m3.5s", 3723.5), ("2d", 172_800), ("0s", 0),
            ("7", 7),
            ("0.5", 0.5), (" 3s ", 3), ("15.4ms", 0.0154), ("500us", 0.0005), ("500µs", 0.0005),
            ("20ns", 2e-8),
        ])
    func durations(text: String, seconds: Double) throws {
        let found = try #require(DurationText.seconds(text))
        #expect(abs(found - seconds) < 1e-12)
    }

    @Test(
        "What is no span of time",
        arguments: [
            "", " ", "s", "1x", "-1s", "1s-", "one", "1m 2s", "nan", "inf", "1s2", "..s", "1e999s",
            String(repeating: "1s", count: 1000),
        ])
    func noDurations(text: String) { #expect(DurationText.seconds(text) == nil) }

    @Test(
        "HTTP dates in all three forms",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        ])
    func dates(text: String) { #expect(HTTPDate.seconds(text) == 784_111_777) }

    @Test(
        "What is no date",
        arguments: ["", "1994", "tomorrow, at about eight or nine", "Sun, 99 Foo 1994 08:49:37 GMT"])
    func noDates(text: String) { #expect(HTTPDate.seconds(text) == nil) }

    @Test("Header names are read without regard to case, the first value holds") func headers() {
        let headers: HTTPHeaders = ["Retry-After": "3", "retry-after": "9"]
        #expect(headers["RETRY-AFTER"] == "3")
        #expect(headers["retry-after-ms"] == nil)
    }

    @Test(
        "Addresses that will do",
        arguments: [
            ("https://api.openai.com/v1", "https://api.openai.com/v1"),
            ("https://api.openai.com/v1/", "https://api.openai.com/v1"),
            ("http://localhost:8000", "http://localhost:8000"), ("HTTP://h//", "http://h"),
            ("http://[::1]:9/v1", "http://[::1]:9/v1"), ("https://h/a/b%20c", "https://h/a/b%20c"),
        ])
    func addresses(text: String, expected: String) throws {
        #expect(try BaseURL(text).appending("/x") == expected + "/x")
    }

    @Test(
        "Addresses that will not",
        arguments: [
            "", "api.openai.com/v1", "ftp://h", "file:///etc/passwd", "https://", "https:///v1", "http://:80",
            "http://h:0", "http://h:65536", "http://h:x", "http://h:", "http://[::1", "http://[]",
            "http://h/ v1",
            "http://h/v1?a=b", "http://h/v1#a", "http://h/v1\n", "http://h\\v1", "http://ü.example",
        ])
    func badAddresses(text: String) { #expect(throws: RecordError.self) { try BaseURL(text) } }

    @Test("A password in an address is refused and not told") func password() throws {
        let error = try #require(throws: RecordError.self) { try BaseURL("https://me:hunter2@h/v1") }
        #expect(!"\(error)".contains("hunter2"))
        #expect("\(error)".contains("environment"))
    }
}
